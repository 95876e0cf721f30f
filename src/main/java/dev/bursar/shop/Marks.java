package dev.bursar.shop;

import dev.bursar.sql.KeyedQuery;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list's marks: {@code changed_at} of a fact or a line, which the server sets on any change by anybody. The mark
 * of a fact is taken off by the transaction that locked it before it read it, so that a change in between is never lost.
 */
public final class Marks {

    private static final KeyedQuery TAKE_OFF_ORDERS = new KeyedQuery("""
            update shop_order
            set changed_at = null, judged = true
            where order_id in (:keys)
            """, "?");

    /** The mark is a token, not a time that any rule reads: the server's clock may give it. */
    private static final KeyedQuery PUT_ON_ORDERS = new KeyedQuery("""
            update shop_order
            set changed_at = current_timestamp(6)
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery TAKE_OFF_REDEMPTIONS = new KeyedQuery("""
            update shop_redemption
            set changed_at = null
            where redemption_id in (:keys)
            """, "?");

    private static final KeyedQuery WITH_TOO_MANY_LINES = new KeyedQuery("""
            select o.order_id
            from shop_order o force index (primary)
            where o.order_id in (:keys) and o.judged and o.changed_at is null
              and o.line_count < (
                select count(*)
                from shop_order_line l force index (primary)
                where l.order_id = o.order_id)
            """, "?");

    /** What is due already stays due, and is known from now on to be of interest to others. */
    private static final KeyedQuery SETTLED = new KeyedQuery("""
            update shop_order
            set changed_at = if(status in ('COMPLETED', 'CANCELLED') or completed_at is not null or judged, changed_at, null),
              judged = true
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery PUT_ON_REDEMPTIONS = new KeyedQuery("""
            update shop_redemption
            set changed_at = current_timestamp(6)
            where redemption_id in (:keys)
            """, "?");

    /** The index is forced: a scan of all redemptions would wait for each that is being judged. */
    private static final KeyedQuery PUT_ON_REDEMPTIONS_OF = new KeyedQuery("""
            update shop_redemption force index (of_order)
            set changed_at = current_timestamp(6)
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery TAKE_OFF_REVIEWS = new KeyedQuery("""
            update shop_review
            set changed_at = null
            where review_id in (:keys)
            """, "?");

    private static final KeyedQuery PUT_ON_REVIEWS = new KeyedQuery("""
            update shop_review
            set changed_at = current_timestamp(6)
            where review_id in (:keys)
            """, "?");

    private static final KeyedQuery PUT_ON_REVIEWS_OF_ORDERS = new KeyedQuery("""
            update shop_review force index (of_line)
            set changed_at = current_timestamp(6)
            where changed_at is null and order_id in (:keys)
            """, "?");

    private static final KeyedQuery TAKE_OFF_ACTIVITIES = new KeyedQuery("""
            update shop_activity
            set changed_at = null
            where activity_id in (:keys)
            """, "?");

    private static final KeyedQuery PUT_ON_ACTIVITIES = new KeyedQuery("""
            update shop_activity
            set changed_at = current_timestamp(6)
            where activity_id in (:keys)
            """, "?");

    private static final KeyedQuery TAKE_OFF_COUPONS = new KeyedQuery("""
            update shop_coupon
            set changed_at = null
            where coupon_id in (:keys)
            """, "?");

    private static final KeyedQuery TAKE_OFF_COUPON_USES = new KeyedQuery("""
            update shop_coupon_use
            set changed_at = null
            where use_id in (:keys)
            """, "?");

    /** The index is forced: a scan of all uses would wait for each that is being judged. */
    private static final KeyedQuery PUT_ON_COUPON_USES = new KeyedQuery("""
            update shop_coupon_use force index (of_order)
            set changed_at = current_timestamp(6)
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery PUT_ON_REFERRALS_OF_FRIENDS = new KeyedQuery("""
            update shop_activity force index (of_friend)
            set changed_at = current_timestamp(6)
            where changed_at is null and friend_id in (:keys)
            """, "?");

    private static final String CHANGED_LINES = """
            select l.changed_at, l.order_id, l.line_no
            from shop_order_line l force index (changed)
            join shop_order o force index (primary) on o.order_id = l.order_id
            where l.changed_at >= ?
              and (l.changed_at > ? or l.order_id > ? or (l.order_id = ? and l.line_no > ?))
              and find_in_set(o.shard, ?)
            order by l.changed_at, l.order_id, l.line_no
            limit 2000
            """;

    private static final KeyedQuery TAKE_OFF_LINES = new KeyedQuery("""
            update shop_order_line
            set changed_at = null
            where (order_id, line_no) in (:keys)
            """, "(?, ?)");

    private static final String SHARDS_OF_CHANGED_LINES = """
            select distinct o.shard
            from shop_order_line l
            join shop_order o on o.order_id = l.order_id
            where l.changed_at is not null
            """;

    private final JdbcTemplate jdbc;

    public Marks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A changed line, and where it stands among them. */
    public record ChangedLine(LocalDateTime changedAt, long orderId, int lineNo) {

        /** Before all. */
        public static final ChangedLine NONE = new ChangedLine(LocalDateTime.of(1970, 1, 2, 0, 0), 0, 0);
    }

    /** @param orders that the caller's transaction locked before it read them */
    public void takeOff(List<Long> orders) {
        update(TAKE_OFF_ORDERS, orders);
    }

    /** @param orders that are to be judged again */
    public void putOn(List<Long> orders) {
        update(PUT_ON_ORDERS, orders);
    }

    /** A line that is new is quiet; what puts an order on the work list that was judged without it is their number. */
    void putOnWhereLinesAreTooMany(Collection<Long> orders) {
        List<Long> found = new ArrayList<>();
        WITH_TOO_MANY_LINES.query(
                jdbc,
                orders.stream().distinct().sorted().toList(),
                (cells, order) -> cells.number(order.longValue()),
                row -> found.add(row.getLong("order_id")));
        putOn(found);
    }

    /** @param redemptions that the caller's transaction locked before it read them */
    public void takeOffRedemptions(List<Long> redemptions) {
        update(TAKE_OFF_REDEMPTIONS, redemptions);
    }

    /** @param orders whose redemptions are to be looked at again */
    public void putOnRedemptionsOf(List<Long> orders) {
        update(PUT_ON_REDEMPTIONS_OF, orders);
    }

    public void putOnRedemptions(Collection<Long> redemptions) {
        update(PUT_ON_REDEMPTIONS, redemptions);
    }

    /**
     * Has any later change of orders looked at, whatever their status says: what was redeemed on them is settled.
     *
     * @param orders that the caller's transaction locked before it read them
     */
    public void settled(Collection<Long> orders) {
        update(SETTLED, orders);
    }

    /** @param coupons that the caller's transaction locked before it read them */
    public void takeOffCoupons(Collection<Long> coupons) {
        update(TAKE_OFF_COUPONS, coupons);
    }

    /** @param uses that the caller's transaction locked before it read them */
    public void takeOffCouponUses(Collection<Long> uses) {
        update(TAKE_OFF_COUPON_USES, uses);
    }

    /** @param orders whose coupons are to be looked at again */
    public void putOnCouponUsesOf(Collection<Long> orders) {
        update(PUT_ON_COUPON_USES, orders);
    }

    /** @param reviews that the caller's transaction locked before it read them */
    public void takeOffReviews(List<Long> reviews) {
        update(TAKE_OFF_REVIEWS, reviews);
    }

    public void putOnReviews(Collection<Long> reviews) {
        update(PUT_ON_REVIEWS, reviews);
    }

    /** @param orders whose reviews are to be judged again */
    public void putOnReviewsOf(List<Long> orders) {
        update(PUT_ON_REVIEWS_OF_ORDERS, orders);
    }

    /** @param activities that the caller's transaction locked before it read them */
    public void takeOffActivities(List<Long> activities) {
        update(TAKE_OFF_ACTIVITIES, activities);
    }

    public void putOnActivities(Collection<Long> activities) {
        update(PUT_ON_ACTIVITIES, activities);
    }

    /** @param friends of whom referrals are to be judged again */
    public void putOnReferralsOf(Collection<Long> friends) {
        update(PUT_ON_REFERRALS_OF_FRIENDS, friends);
    }

    private void update(KeyedQuery marks, Collection<Long> facts) {
        marks.update(jdbc, facts.stream().sorted().toList(), (cells, fact) -> cells.number(fact.longValue()));
    }

    /** @return the shards in which lines have changed since their orders were judged */
    public List<Integer> shardsOfChangedLines() {
        return jdbc.queryForList(SHARDS_OF_CHANGED_LINES, Integer.class);
    }

    /**
     * Puts orders of changed lines, and what was redeemed on them, back on the work list and takes the lines' own marks off; to be called in one transaction
     * after the other until it finds none. Nothing is locked before it is written: what changes in between is judged with
     * the order, which comes later and reads all lines anew.
     *
     * @param after  where to go on: what the call before returned
     * @param shards of the orders
     * @return the last line it found; empty: there is none after it
     */
    public Optional<ChangedLine> moveFromLinesToOrders(ChangedLine after, List<Integer> shards) {
        List<ChangedLine> changed = jdbc.query(
                CHANGED_LINES,
                (row, number) -> new ChangedLine(
                        row.getObject("changed_at", LocalDateTime.class),
                        row.getLong("order_id"),
                        row.getInt("line_no")),
                after.changedAt(),
                after.changedAt(),
                after.orderId(),
                after.orderId(),
                after.lineNo(),
                shards.stream().map(String::valueOf).collect(Collectors.joining(",")));
        List<Long> orders =
                changed.stream().map(ChangedLine::orderId).distinct().sorted().toList();
        putOn(orders);
        putOnRedemptionsOf(orders);
        TAKE_OFF_LINES.update(
                jdbc,
                changed.stream()
                        .sorted(Comparator.comparingLong(ChangedLine::orderId).thenComparingInt(ChangedLine::lineNo))
                        .toList(),
                (cells, line) -> cells.number(line.orderId()).number((long) line.lineNo()));
        return changed.isEmpty() ? Optional.empty() : Optional.of(changed.get(changed.size() - 1));
    }
}
