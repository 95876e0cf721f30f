package dev.bursar.earning;

import dev.bursar.batch.Shards;
import dev.bursar.earning.ReferralCase.Referral;
import dev.bursar.ledger.Reason;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who referred whom, by the activities; who is credited for it, by the rows of table {@code referral}; and when the friends
 * completed their first orders. Its key lets the database refuse a second referrer, whoever comes at the same time.
 */
final class ReferralStore {

    private static final KeyedQuery OF_FRIENDS = new KeyedQuery("""
            select friend_id, activity_id, member_id, occurred_at
            from shop_activity force index (of_friend)
            where friend_id in (:keys)
            """, "?");

    /** The index holds orders by member: those that are judged, and by the shard in front those that are not. */
    private static final KeyedQuery FIRST_JUDGED = new KeyedQuery("""
            select member_id, min(completed_at) as first_at
            from shop_order force index (due)
            where completed_at < ? and status = 'COMPLETED' and due_shard is null and member_id in (:keys)
            group by member_id
            """, "?");

    private static final KeyedQuery FIRST_DUE = new KeyedQuery("""
            select member_id, min(completed_at) as first_at
            from shop_order force index (due)
            where completed_at < ? and status = 'COMPLETED' and (due_shard, member_id) in (:keys)
            group by member_id
            """, "(?, ?)");

    private static final KeyedQuery CREDITED = new KeyedQuery("""
            select friend_id, activity_id, member_id, completed_at
            from referral
            where friend_id in (:keys)
            """, "?");

    private static final MultiRow CLAIM =
            new MultiRow("""
            insert into referral (friend_id, activity_id, member_id, completed_at)
            values""", "(?, ?, ?, ?)", "on duplicate key update friend_id = values(friend_id)");

    private static final KeyedQuery RELEASE = new KeyedQuery("""
            delete from referral
            where (friend_id, activity_id) in (:keys)
            """, "(?, ?)");

    private static final String MOVE = """
            update referral
            set completed_at = ?
            where friend_id = ? and activity_id = ?
            """;

    /** Those that were not the first of their friends when they were judged, and are now. */
    private static final String NEXT_IN_LINE = """
            select b.activity_id
            from shop_activity b force index (of_friend)
            join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = b.activity_id
            where b.friend_id is not null and b.changed_at is null and (x.coins = %1$d or x.points = %1$d)
              and not exists (select 1 from referral r where r.friend_id = b.friend_id)
              and not exists (
                select 1
                from shop_activity a force index (of_friend)
                where a.friend_id = b.friend_id and a.member_id <> a.friend_id
                  and (a.occurred_at < b.occurred_at or (a.occurred_at = b.occurred_at and a.activity_id < b.activity_id)))
            order by b.activity_id
            """.formatted(Reason.OTHER_REFERRER.code());

    private static final String OVERTAKEN_BY_REFERRALS = """
            select distinct r.activity_id
            from referral r force index (of_time)
            join shop_activity c force index (primary) on c.activity_id = r.activity_id
            join shop_activity a force index (of_friend) on a.friend_id = r.friend_id
            where r.completed_at >= ? and find_in_set(crc32(r.member_id) % 64, ?)
              and a.due_shard is not null and a.member_id <> a.friend_id
              and (a.occurred_at < c.occurred_at or (a.occurred_at = c.occurred_at and a.activity_id < c.activity_id))
            order by r.activity_id
            """;

    private static final String OVERTAKEN_BY_JUDGED_ORDERS = """
            select distinct r.activity_id
            from referral r force index (of_time)
            join shop_order o force index (due)
              on o.due_shard is null and o.member_id = r.friend_id and o.completed_at < r.completed_at
            where r.completed_at >= ? and find_in_set(crc32(r.member_id) % 64, ?) and o.status = 'COMPLETED'
            order by r.activity_id
            """;

    private static final String OVERTAKEN_BY_DUE_ORDERS = """
            select distinct r.activity_id
            from referral r force index (of_time)
            join shop_order o force index (due)
              on o.due_shard = crc32(r.friend_id) % 64 and o.member_id = r.friend_id and o.completed_at < r.completed_at
            where r.completed_at >= ? and find_in_set(crc32(r.member_id) % 64, ?) and o.status = 'COMPLETED'
            order by r.activity_id
            """;

    private final JdbcTemplate jdbc;

    ReferralStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A referral that is credited.
     *
     * @param completedAt UTC; the friend's first completed order
     */
    record Credited(long friendId, long activityId, long memberId, Instant completedAt) {}

    /** @return all referrals of each friend, by whomever */
    Map<Long, List<Referral>> ofFriends(Collection<Long> friends) {
        Map<Long, List<Referral>> referrals = new HashMap<>();
        OF_FRIENDS.query(
                jdbc,
                List.copyOf(new TreeSet<>(friends)),
                (cells, id) -> cells.number(id.longValue()),
                row -> referrals
                        .computeIfAbsent(row.getLong("friend_id"), friend -> new ArrayList<>())
                        .add(new Referral(
                                row.getLong("activity_id"),
                                row.getLong("member_id"),
                                Cells.instant(row, "occurred_at"))));
        return referrals;
    }

    /** @return when each friend first completed an order, before an instant */
    Map<Long, Instant> firstOrders(Collection<Long> friends, Instant asOf) {
        Map<Long, Instant> first = new HashMap<>();
        List<Long> inOrder = List.copyOf(new TreeSet<>(friends));
        FIRST_JUDGED.query(
                jdbc,
                cells -> cells.instant(asOf),
                inOrder,
                (cells, id) -> cells.number(id.longValue()),
                row -> first.put(row.getLong("member_id"), Cells.instant(row, "first_at")));
        FIRST_DUE.query(
                jdbc,
                cells -> cells.instant(asOf),
                inOrder,
                (cells, id) -> cells.number((long) Shards.of(id)).number(id.longValue()),
                row -> first.merge(
                        row.getLong("member_id"),
                        Cells.instant(row, "first_at"),
                        (one, other) -> one.isBefore(other) ? one : other));
        return first;
    }

    Map<Long, Credited> credited(Collection<Long> friends) {
        Map<Long, Credited> credited = new HashMap<>();
        CREDITED.query(
                jdbc,
                List.copyOf(new TreeSet<>(friends)),
                (cells, id) -> cells.number(id.longValue()),
                row -> credited.put(
                        row.getLong("friend_id"),
                        new Credited(
                                row.getLong("friend_id"),
                                row.getLong("activity_id"),
                                row.getLong("member_id"),
                                Cells.instant(row, "completed_at"))));
        return credited;
    }

    /** Where a friend has a referrer already, that one stays. Waits for whoever is about to become it. */
    void claim(Collection<Credited> claims) {
        CLAIM.execute(
                jdbc,
                claims.stream()
                        .sorted(Comparator.comparingLong(Credited::friendId).thenComparingLong(Credited::activityId))
                        .toList(),
                (cells, claim) -> cells.number(claim.friendId())
                        .number(claim.activityId())
                        .number(claim.memberId())
                        .instant(claim.completedAt()));
    }

    /**
     * Looks at all referrals there are, so not to be asked for but where one has changed.
     *
     * @return judged ones that others stood before who do so no more, of friends for whom nobody is credited
     */
    List<Long> nextInLine() {
        return jdbc.queryForList(NEXT_IN_LINE, Long.class);
    }

    void release(Collection<Credited> gone) {
        RELEASE.update(
                jdbc,
                gone.stream()
                        .sorted(Comparator.comparingLong(Credited::friendId))
                        .toList(),
                (cells, each) -> cells.number(each.friendId()).number(each.activityId()));
    }

    void move(Collection<Credited> moved) {
        jdbc.batchUpdate(
                MOVE,
                moved.stream()
                        .map(each -> new Object[] {utc(each.completedAt()), each.friendId(), each.activityId()})
                        .toList());
    }

    /**
     * @param from UTC; what was credited before is frozen
     * @return credited referrals by members of some shards, of friends who by now completed an order before the one that
     *         counts, or whom somebody else is now known to have referred earlier
     */
    Set<Long> overtaken(List<Integer> shards, Instant from) {
        String members = shards.stream().map(String::valueOf).collect(Collectors.joining(","));
        Set<Long> overtaken = new TreeSet<>();
        for (String by : List.of(OVERTAKEN_BY_REFERRALS, OVERTAKEN_BY_JUDGED_ORDERS, OVERTAKEN_BY_DUE_ORDERS)) {
            overtaken.addAll(jdbc.queryForList(by, Long.class, utc(from), members));
        }
        return overtaken;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
