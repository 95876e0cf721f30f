package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.earning.ActivityCircle.Count;
import dev.bursar.earning.NamedActivityRule.Series;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.shop.Figures;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds, locks and reads activities. */
final class ActivityStore {

    /** As for reviews. */
    private static final String PAGE = """
            select c.member_id, c.activity_id as fact_id
            from shop_activity c force index (due)
            left join outcome x force index (primary)
              on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id and x.run_id = ?
            where c.due_shard = ? and c.member_id >= ? and (c.member_id > ? or c.activity_id > ?)
              and (c.occurred_at < ? or c.occurred_at >= ?)
              and x.fact_id is null
            order by c.member_id, c.activity_id
            limit ?
            """;

    private static final String DUE_SHARDS = """
            select distinct due_shard
            from shop_activity
            where due_shard is not null and (occurred_at < ? or occurred_at >= ?)
            order by due_shard
            """;

    private static final String COUNT = """
            select count(*)
            from shop_activity
            where due_shard is not null and (occurred_at < ? or occurred_at >= ?)
            """;

    private static final String SELECT = """
            select a.activity_id, a.member_id, a.kind, a.name, a.store_id, a.friend_id, a.occurred_at,
              a.changed_at is not null as on_work_list, a.coins, a.points, a.figures, a.since,
              m.member_id is not null as member_known, s.store_id is not null as store_known
            from (
              select c.activity_id, c.member_id, c.kind, c.name, c.store_id, c.friend_id, c.occurred_at, c.changed_at,
                x.coins, x.points, x.figures, x.since
              %s
            ) a
            left join shop_member m force index (primary) on m.member_id = a.member_id
            left join shop_store s force index (primary) on s.store_id = a.store_id
            """;

    private static final KeyedQuery LOCK = new KeyedQuery(SELECT.formatted("""
            from shop_activity c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
              where c.activity_id in (:keys) and c.due_shard is not null
              limit 1000
              for update
            """), "?");

    /** As for reviews. */
    private static final KeyedQuery NUMBERS_SINCE = new KeyedQuery("""
            select activity_id
            from shop_activity force index (of_member)
            where occurred_at >= ? and (member_id, kind) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery SINCE = new KeyedQuery(SELECT.formatted("""
            from shop_activity c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
              where c.occurred_at >= ? and (c.occurred_at < ? or x.fact_id is not null) and c.activity_id in (:keys)
            """), "?");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery(SELECT.formatted("""
            from shop_activity c force index (of_member)
              left join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
              where c.member_id in (:keys)
            """), "?");

    private static final KeyedQuery BY_ID = new KeyedQuery(SELECT.formatted("""
            from shop_activity c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
              where c.activity_id in (:keys)
            """), "?");

    /** What is on the work list takes part by itself. */
    private static final KeyedQuery EARNED_BEFORE =
            new KeyedQuery("""
            select c.member_id, c.kind, c.name, c.store_id, sum(x.coins in (%1$d, %2$d)) as coins,
              sum(x.points in (%1$d, %2$d)) as points
            from shop_activity c force index (of_member)
            join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
            where c.occurred_at < ? and c.changed_at is null and (c.member_id, c.kind) in (:keys)
              and (x.coins in (%1$d, %2$d) or x.points in (%1$d, %2$d))
            group by c.member_id, c.kind, c.name, c.store_id
            """.formatted(Reason.CREDITED.code(), Reason.CHANGED_AFTER_POSTING.code()), "(?, ?)");

    private final JdbcTemplate jdbc;
    private final WorkListReader workList;

    ActivityStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.workList = new WorkListReader(jdbc, PAGE, DUE_SHARDS, COUNT);
    }

    /** The activities of a kind of one member. */
    record KindOfMember(long memberId, Activity kind) implements Comparable<KindOfMember> {

        private static final Comparator<KindOfMember> IN_ORDER =
                Comparator.comparingLong(KindOfMember::memberId).thenComparing(KindOfMember::kind);

        static KindOfMember of(MemberFact<ActivityDeed> fact) {
            return new KindOfMember(fact.memberId(), fact.deed().activity().kind());
        }

        @Override
        public int compareTo(KindOfMember other) {
            return IN_ORDER.compare(this, other);
        }
    }

    WorkListReader workList() {
        return workList;
    }

    List<MemberFact<ActivityDeed>> lock(List<Place> places, DueTime time) {
        Map<Long, MemberFact<ActivityDeed>> found = new HashMap<>();
        LOCK.query(
                jdbc,
                Place.facts(places),
                (cells, id) -> cells.number(id.longValue()),
                row -> found.put(row.getLong("activity_id"), activity(row)));
        return Place.inLine(places, found)
                .filter(activity -> time.isDue(activity.at()))
                .toList();
    }

    /**
     * @param from   UTC; all that occurred then or later, and by {@code asOf} or is judged already
     * @param locked activities that are left out
     */
    List<MemberFact<ActivityDeed>> since(Instant from, Instant asOf, Set<KindOfMember> kinds, Set<Long> locked) {
        List<Long> numbers = new ArrayList<>();
        NUMBERS_SINCE.query(
                jdbc,
                cells -> cells.instant(from),
                List.copyOf(new TreeSet<>(kinds)),
                ActivityStore::bind,
                row -> numbers.add(row.getLong("activity_id")));
        List<MemberFact<ActivityDeed>> activities = new ArrayList<>();
        SINCE.query(
                jdbc,
                cells -> cells.instant(from).instant(asOf),
                numbers.stream().filter(id -> !locked.contains(id)).sorted().toList(),
                (cells, id) -> cells.number(id.longValue()),
                row -> activities.add(activity(row)));
        return activities.stream()
                .filter(activity -> kinds.contains(KindOfMember.of(activity)))
                .toList();
    }

    /** How many of each series have earned that occurred before an instant. */
    Map<KindOfMember, Map<Series, Count>> earnedBefore(Instant before, Collection<KindOfMember> kinds) {
        Map<KindOfMember, Map<Series, Count>> counts = new HashMap<>();
        EARNED_BEFORE.query(jdbc, cells -> cells.instant(before), List.copyOf(kinds), ActivityStore::bind, row -> {
            Activity kind = Activity.valueOf(row.getString("kind"));
            counts.computeIfAbsent(new KindOfMember(row.getLong("member_id"), kind), key -> new HashMap<>())
                    .put(
                            new Series(kind, name(row, kind), Cells.maybeNumber(row, "store_id")),
                            new Count(row.getLong("coins"), row.getLong("points")));
        });
        return counts;
    }

    List<MemberFact<ActivityDeed>> ofMembers(List<Long> members) {
        return read(OF_MEMBERS, members);
    }

    List<MemberFact<ActivityDeed>> byId(Collection<Long> activities) {
        return read(BY_ID, List.copyOf(new TreeSet<>(activities)));
    }

    private List<MemberFact<ActivityDeed>> read(KeyedQuery query, List<Long> ids) {
        List<MemberFact<ActivityDeed>> activities = new ArrayList<>();
        query.query(jdbc, ids, (cells, id) -> cells.number(id.longValue()), row -> activities.add(activity(row)));
        return activities;
    }

    private static void bind(Cells cells, KindOfMember key) throws SQLException {
        cells.number(key.memberId()).code(key.kind());
    }

    private static MemberFact<ActivityDeed> activity(ResultSet row) throws SQLException {
        long id = row.getLong("activity_id");
        long member = row.getLong("member_id");
        Activity kind = Activity.valueOf(row.getString("kind"));
        ActivityDeed deed = new ActivityDeed(
                new ActivityCase(
                        id,
                        kind,
                        name(row, kind),
                        Cells.maybeNumber(row, "store_id"),
                        Cells.instant(row, "occurred_at"),
                        row.getBoolean("store_known"),
                        Optional.empty()),
                Cells.maybeNumber(row, "friend_id"));
        return new MemberFact<>(
                Fact.activity(id),
                member,
                row.getBoolean("member_known"),
                deed.activity().occurredAt(),
                deed,
                Figures.ofActivity(
                        member,
                        kind.name(),
                        deed.activity().name(),
                        deed.store(),
                        deed.friendId(),
                        deed.activity().occurredAt()),
                row.getBoolean("on_work_list"),
                OutcomeStore.maybe(row, Fact.activity(id)));
    }

    /** Check-ins are one series, whatever the shop calls them. */
    private static String name(ResultSet row, Activity kind) throws SQLException {
        String name = row.getString("name");
        return name == null || kind == Activity.CHECK_IN ? "" : name;
    }
}
