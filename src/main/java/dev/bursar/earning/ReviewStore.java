package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.earning.ReviewCase.Product;
import dev.bursar.earning.ReviewCase.ReviewedOrder;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.shop.Figures;
import dev.bursar.shop.OrderStatus;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds, locks and reads reviews with what they are about. */
final class ReviewStore {

    /**
     * Read from the index alone. A review that this run has judged already stays on the list while it waits; a sweep is not
     * to meet it again. Indexes are forced: just after a large import the server knows tables as empty.
     */
    private static final String PAGE = """
            select c.member_id, c.review_id as fact_id
            from shop_review c force index (due)
            left join outcome x force index (primary)
              on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id and x.run_id = ?
            where c.due_shard = ? and c.member_id >= ? and (c.member_id > ? or c.review_id > ?)
              and (c.published_at < ? or c.published_at >= ?)
              and x.fact_id is null
            order by c.member_id, c.review_id
            limit ?
            """;

    private static final String DUE_SHARDS = """
            select distinct due_shard
            from shop_review
            where due_shard is not null and (published_at < ? or published_at >= ?)
            order by due_shard
            """;

    private static final String COUNT = """
            select count(*)
            from shop_review
            where due_shard is not null and (published_at < ? or published_at >= ?)
            """;

    private static final String SELECT = """
            select r.review_id, r.order_id, r.line_no, r.member_id, r.published_at, r.removed_at,
              r.changed_at is not null as on_work_list, r.coins, r.points, r.figures, r.since,
              m.member_id is not null as member_known, o.order_id as arrived_id, o.member_id as buyer_id, o.store_id,
              o.status, s.store_id is not null as store_known, l.product_id, l.category,
              o.changed_at is null or j.fact_id is not null as order_judged,
              case when o.order_id is not null and l.order_id is null
                then o.line_count <= (select count(*) from shop_order_line n where n.order_id = r.order_id)
                else true
              end as whole
            from (
              select c.review_id, c.order_id, c.line_no, c.member_id, c.published_at, c.removed_at, c.changed_at,
                x.coins, x.points, x.figures, x.since
              %s
            ) r
            left join shop_member m force index (primary) on m.member_id = r.member_id
            left join shop_order o force index (primary) on o.order_id = r.order_id
            left join outcome j force index (primary) on j.fact_kind = 'ORDER' and j.fact_id = r.order_id
            left join shop_order_line l force index (primary) on l.order_id = r.order_id and l.line_no = r.line_no
            left join shop_store s force index (primary) on s.store_id = o.store_id
            """;

    /**
     * The limit keeps the server from dissolving the inner query: all locks are taken first, and what is read beside them is
     * as new as the last of them.
     */
    private static final KeyedQuery LOCK = new KeyedQuery(SELECT.formatted("""
            from shop_review c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
              where c.review_id in (:keys) and c.due_shard is not null
              limit 1000
              for update
            """), "?");

    /** From the index alone: mostly all that a member has written since is locked and read already. */
    private static final KeyedQuery NUMBERS_SINCE = new KeyedQuery("""
            select review_id
            from shop_review force index (of_member)
            where published_at >= ? and member_id in (:keys)
            """, "?");

    /** What an earlier run as of a later instant has judged counts as well. */
    private static final KeyedQuery SINCE = new KeyedQuery(SELECT.formatted("""
            from shop_review c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
              where c.published_at >= ? and (c.published_at < ? or x.fact_id is not null) and c.review_id in (:keys)
            """), "?");

    /** From the index alone, of all lines of an order: mostly there is none. */
    private static final KeyedQuery NUMBERS_BEFORE = new KeyedQuery("""
            select review_id, order_id, line_no, member_id
            from shop_review force index (of_line)
            where published_at < ? and order_id in (:keys)
            """, "?");

    private static final KeyedQuery JUDGED_BEFORE = new KeyedQuery(SELECT.formatted("""
            from shop_review c force index (primary)
              join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
              where c.published_at < ? and c.review_id in (:keys)
            """), "?");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery(SELECT.formatted("""
            from shop_review c force index (of_member)
              left join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
              where c.member_id in (:keys)
            """), "?");

    private static final KeyedQuery BY_ID = new KeyedQuery(SELECT.formatted("""
            from shop_review c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
              where c.review_id in (:keys)
            """), "?");

    private final JdbcTemplate jdbc;
    private final WorkListReader workList;

    ReviewStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.workList = new WorkListReader(jdbc, PAGE, DUE_SHARDS, COUNT);
    }

    WorkListReader workList() {
        return workList;
    }

    List<MemberFact<ReviewCase>> lock(List<Place> places, DueTime time) {
        Map<Long, MemberFact<ReviewCase>> found = new HashMap<>();
        LOCK.query(
                jdbc,
                Place.facts(places),
                (cells, id) -> cells.number(id.longValue()),
                row -> found.put(row.getLong("review_id"), review(row)));
        return Place.inLine(places, found)
                .filter(review -> time.isDue(review.at()))
                .toList();
    }

    /**
     * @param from   UTC; all that was published then or later, and by {@code asOf} or judged already
     * @param locked reviews that are left out
     */
    List<MemberFact<ReviewCase>> since(Instant from, Instant asOf, Set<Long> members, Set<Long> locked) {
        List<Long> numbers = new ArrayList<>();
        NUMBERS_SINCE.query(
                jdbc,
                cells -> cells.instant(from),
                List.copyOf(new TreeSet<>(members)),
                (cells, id) -> cells.number(id.longValue()),
                row -> numbers.add(row.getLong("review_id")));
        List<MemberFact<ReviewCase>> reviews = new ArrayList<>();
        SINCE.query(
                jdbc,
                cells -> cells.instant(from).instant(asOf),
                numbers.stream().filter(id -> !locked.contains(id)).sorted().toList(),
                (cells, id) -> cells.number(id.longValue()),
                row -> reviews.add(review(row)));
        return reviews.stream()
                .filter(review -> members.contains(review.memberId()))
                .toList();
    }

    /** What was reviewed by whom. */
    private record Line(long orderId, int lineNo, long memberId) {

        static Line of(MemberFact<ReviewCase> review) {
            return new Line(review.deed().orderId(), review.deed().lineNo(), review.memberId());
        }
    }

    /** Judged ones, by the same members and of the same lines as some reviews, that were published before an instant. */
    List<MemberFact<ReviewCase>> olderOfLines(Instant before, Collection<MemberFact<ReviewCase>> reviews) {
        Set<Line> lines = new HashSet<>();
        Set<Long> orders = new TreeSet<>();
        for (MemberFact<ReviewCase> review : reviews) {
            lines.add(Line.of(review));
            orders.add(review.deed().orderId());
        }
        List<Long> numbers = new ArrayList<>();
        NUMBERS_BEFORE.query(
                jdbc,
                cells -> cells.instant(before),
                List.copyOf(orders),
                (cells, order) -> cells.number(order.longValue()),
                row -> {
                    if (lines.contains(
                            new Line(row.getLong("order_id"), row.getInt("line_no"), row.getLong("member_id")))) {
                        numbers.add(row.getLong("review_id"));
                    }
                });
        List<MemberFact<ReviewCase>> older = new ArrayList<>();
        JUDGED_BEFORE.query(
                jdbc,
                cells -> cells.instant(before),
                numbers.stream().sorted().toList(),
                (cells, id) -> cells.number(id.longValue()),
                row -> older.add(review(row)));
        return older.stream().filter(review -> lines.contains(Line.of(review))).toList();
    }

    List<MemberFact<ReviewCase>> ofMembers(List<Long> members) {
        return read(OF_MEMBERS, members);
    }

    List<MemberFact<ReviewCase>> byId(Collection<Long> reviews) {
        return read(BY_ID, List.copyOf(new TreeSet<>(reviews)));
    }

    private List<MemberFact<ReviewCase>> read(KeyedQuery query, List<Long> ids) {
        List<MemberFact<ReviewCase>> reviews = new ArrayList<>();
        query.query(jdbc, ids, (cells, id) -> cells.number(id.longValue()), row -> reviews.add(review(row)));
        return reviews;
    }

    private static MemberFact<ReviewCase> review(ResultSet row) throws SQLException {
        long id = row.getLong("review_id");
        long member = row.getLong("member_id");
        long order = row.getLong("order_id");
        int line = row.getInt("line_no");
        Instant publishedAt = Cells.instant(row, "published_at");
        ReviewCase review = new ReviewCase(
                id,
                member,
                publishedAt,
                Optional.ofNullable(Cells.maybeInstant(row, "removed_at")),
                order,
                line,
                row.getObject("arrived_id") == null ? Optional.empty() : Optional.of(order(row)),
                row.getBoolean("store_known"),
                Optional.empty());
        return new MemberFact<>(
                Fact.review(id),
                member,
                row.getBoolean("member_known"),
                publishedAt,
                review,
                figures(review),
                row.getBoolean("on_work_list"),
                OutcomeStore.maybe(row, Fact.review(id)));
    }

    /** What was bought belongs to what a review is judged by; how far the order has come until then does not. */
    private static long figures(ReviewCase review) {
        Optional<ReviewedOrder> bought = review.order()
                .filter(order -> ReviewRule.beforeCounting(true, review).isEmpty());
        return Figures.ofReview(
                review.memberId(),
                review.orderId(),
                review.lineNo(),
                review.publishedAt(),
                bought.flatMap(order -> order.product()
                        .map(product -> new Figures.Bought(order.storeId(), product.productId(), product.category()))));
    }

    private static ReviewedOrder order(ResultSet row) throws SQLException {
        return new ReviewedOrder(
                Cells.maybeNumber(row, "buyer_id"),
                row.getLong("store_id"),
                OrderStatus.valueOf(row.getString("status")),
                row.getBoolean("whole"),
                row.getObject("product_id") == null
                        ? Optional.empty()
                        : Optional.of(new Product(row.getLong("product_id"), row.getString("category"))),
                row.getBoolean("order_judged"));
    }
}
