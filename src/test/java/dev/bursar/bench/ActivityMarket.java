package dev.bursar.bench;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Activities for a benchmark, made by the server itself, in blocks of fifty by ten members: one who checked in on most of
 * fourteen days, once twice a day and after three days that are credited already; one who shared more than a day and all
 * days together allow, and before; one who played twice a day; six who did a task, one of them twice; seven who checked in
 * once; one who shared for a store, more than a day allows. Every other store gives points. The same size gives the same
 * rows.
 */
final class ActivityMarket {

    static final int ACTIVITIES = 50;
    private static final int MEMBERS = 10;
    private static final int JUDGED = 5;

    /** The numbers go through the blocks first, so that what a member does lies far apart, as in a shop. */
    private static final String ACTIVITIES_OF_BLOCKS = """
            insert into shop_activity (activity_id, member_id, kind, name, store_id, occurred_at, updated_at)
            select id,
              10 * b + case
                when j < 14 then 1
                when j < 24 then 2
                when j < 30 then 3
                when j < 36 then j - 26
                when j < 37 then 9
                when j < 44 then j - 33
                else 4 end,
              case
                when j < 14 then 'CHECK_IN'
                when j < 24 then 'SHARE'
                when j < 30 then 'GAME'
                when j < 37 then 'TASK'
                when j < 44 then 'CHECK_IN'
                else 'SHARE' end,
              case
                when j < 14 then null
                when j < 24 then 'find'
                when j < 30 then 'spin-the-wheel'
                when j < 37 then 'complete-profile'
                when j < 44 then null
                else 'find' end,
              if(j < 44, null, 1 + b % 10),
              date_add('2026-11-05 08:00:00', interval 86400 * case
                when j < 14 then elt(j + 1, 0, 1, 2, 3, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13)
                when j < 19 then 2
                when j < 24 then 5
                when j < 30 then (j - 24) div 2
                when j < 44 then id * 7919 % 14
                else b % 14 end
                + id * 104729 % 80000 second), '2026-11-20'
            from (
              select n + ? as id, (n + ? - 1) div ? as j, (n + ? - 1) % ? as b
              from number
              where n + ? <= ?
            ) numbered
            order by id
            """;

    private static final String JUDGED_ACTIVITIES = """
            insert into shop_activity (activity_id, member_id, kind, name, occurred_at, updated_at, changed_at)
            select id, 10 * b + if(j < 3, 1, 2), if(j < 3, 'CHECK_IN', 'SHARE'), if(j < 3, null, 'find'),
              elt(j + 1, '2026-11-02 20:00:00', '2026-11-03 20:00:00', '2026-11-04 20:00:00', '2026-10-20 20:00:00',
                '2026-10-21 20:00:00'), '2026-11-05', null
            from (
              select n + ? as id, (n + ? - ?) div ? as j, (n + ? - ?) % ? as b
              from number
              where n + ? <= ?
            ) numbered
            order by id
            """;

    private static final String ACCOUNTS = """
            insert into account (member_id, programme_id)
            select distinct member_id, 0
            from shop_activity
            where changed_at is null
            order by member_id
            """;

    /** Of check-ins one unit for the first day, two for the second, three for the third; of shares one each. */
    private static final String LOTS = """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version)
            select member_id, 0, 'ACTIVITY', activity_id, 0, units, units, occurred_at, occurred_at,
              if(kind = 'CHECK_IN', date_add(date(occurred_at), interval 91 * 24 + 8 hour), null), 'platform', 'ACTIVITY', 1
            from (
              select *, if(kind = 'CHECK_IN', day(occurred_at) - 1, 1) as units
              from shop_activity
              where activity_id >= ? and activity_id <= ?
            ) judged
            order by member_id, activity_id
            """;

    private static final String ENTRIES = """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, 0, 'ACTIVITY', activity_id, 0, 'ACTIVITY', activity_id, 'EARNED', 0,
              if(kind = 'CHECK_IN', day(occurred_at) - 1, 1), occurred_at, date(occurred_at), 1, 1
            from shop_activity
            where activity_id >= ? and activity_id <= ?
            order by member_id, occurred_at
            """;

    private static final String OUTCOMES = """
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            select 'ACTIVITY', activity_id, 1, 114, activity_id * 7919, '2026-11-05', 1
            from shop_activity
            where activity_id >= ? and activity_id <= ?
            order by activity_id
            """;

    private final JdbcTemplate jdbc;

    ActivityMarket(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param activities that are due, a multiple of {@link #ACTIVITIES} */
    void fill(long activities) {
        long blocks = activities / ACTIVITIES;
        long members = members(activities);
        long all = activities + blocks * JUDGED;
        BenchMarket.numbers(jdbc);
        ReviewMarket.stores(jdbc);
        BenchMarket.piecewise(
                members, BenchMarket.PIECE, first -> jdbc.update(BenchMarket.MEMBERS, first, first, members));
        BenchMarket.piecewise(
                activities,
                BenchMarket.PIECE,
                first -> jdbc.update(ACTIVITIES_OF_BLOCKS, first, first, blocks, first, blocks, first, activities));
        BenchMarket.piecewise(blocks * JUDGED, BenchMarket.PIECE, piece -> {
            long first = activities + piece;
            long last = Math.min(all, first + BenchMarket.PIECE - 1);
            long before = activities + 1;
            jdbc.update(JUDGED_ACTIVITIES, first, first, before, blocks, first, before, blocks, first, last);
            for (String statement : List.of(LOTS, ENTRIES, OUTCOMES)) {
                jdbc.update(statement, first, last);
            }
        });
        jdbc.update(ACCOUNTS);
        jdbc.execute("drop table number");
        jdbc.execute("analyze table shop_activity, shop_member, account, lot, entry, outcome");
    }

    static long members(long activities) {
        return activities / ACTIVITIES * MEMBERS;
    }
}
