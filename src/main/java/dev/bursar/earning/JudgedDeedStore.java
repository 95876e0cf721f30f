package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Reason;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.JdbcTemplate;

/** Goes through all reviews, or all activities, for those of which the outcome cannot be right. */
record JudgedDeedStore(JdbcTemplate jdbc, LongFunction<Fact> fact, String endOfPage, String unjudged, String unposted) {

    private static final int PAGE = 50_000;

    private static final String END_OF_REVIEWS = """
            select review_id
            from shop_review
            where review_id > ?
            order by review_id
            limit 1 offset ?
            """;

    private static final String UNJUDGED_REVIEWS = """
            select c.review_id as fact_id, c.member_id, min(r.name) as name
            from shop_review c
            left join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
            left join reason r on r.code in (x.coins, x.points) and r.status in ('WAITING', 'EXCEPTION')
            where c.review_id > ? and c.review_id <= ? and c.changed_at is null and (x.fact_id is null or r.code is not null)
            group by c.review_id, c.member_id
            """;

    /** One on the work list may be of another member or order by now than when it was posted. */
    private static final String UNPOSTED_REVIEWS = """
            select c.review_id as fact_id, c.member_id, 0 as programme_id
            from shop_review c
            join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
            where c.review_id > ? and c.review_id <= ? and c.changed_at is null and x.coins = %1$d
              and not exists (
                select 1
                from lot l
                where l.member_id = c.member_id and l.programme_id = 0 and l.source_kind = 'REVIEW'
                  and l.source_id = c.review_id and l.part >= 0 and l.earned > 0)
            union all
            select c.review_id, c.member_id, o.store_id
            from shop_review c
            join outcome x force index (primary) on x.fact_kind = 'REVIEW' and x.fact_id = c.review_id
            join shop_order o on o.order_id = c.order_id
            where c.review_id > ? and c.review_id <= ? and c.changed_at is null and x.points = %1$d
              and not exists (
                select 1
                from lot l
                where l.member_id = c.member_id and l.programme_id = o.store_id and l.source_kind = 'REVIEW'
                  and l.source_id = c.review_id and l.part >= 0 and l.earned > 0)
            """.formatted(Reason.CREDITED.code());

    private static final String END_OF_ACTIVITIES = """
            select activity_id
            from shop_activity
            where activity_id > ?
            order by activity_id
            limit 1 offset ?
            """;

    private static final String UNJUDGED_ACTIVITIES = """
            select c.activity_id as fact_id, c.member_id, min(r.name) as name
            from shop_activity c
            left join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
            left join reason r on r.code in (x.coins, x.points) and r.status in ('WAITING', 'EXCEPTION')
            where c.activity_id > ? and c.activity_id <= ? and c.changed_at is null
              and (x.fact_id is null or r.code is not null)
            group by c.activity_id, c.member_id
            """;

    private static final String UNPOSTED_ACTIVITIES = """
            select c.activity_id as fact_id, c.member_id, 0 as programme_id
            from shop_activity c
            join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
            where c.activity_id > ? and c.activity_id <= ? and c.changed_at is null and x.coins = %1$d
              and not exists (
                select 1
                from lot l
                where l.member_id = c.member_id and l.programme_id = 0 and l.source_kind = 'ACTIVITY'
                  and l.source_id = c.activity_id and l.part >= 0 and l.earned > 0)
            union all
            select c.activity_id, c.member_id, c.store_id
            from shop_activity c
            join outcome x force index (primary) on x.fact_kind = 'ACTIVITY' and x.fact_id = c.activity_id
            where c.activity_id > ? and c.activity_id <= ? and c.changed_at is null and x.points = %1$d
              and not exists (
                select 1
                from lot l
                where l.member_id = c.member_id and l.programme_id = c.store_id and l.source_kind = 'ACTIVITY'
                  and l.source_id = c.activity_id and l.part >= 0 and l.earned > 0)
            """.formatted(Reason.CREDITED.code());

    static JudgedDeedStore ofReviews(JdbcTemplate jdbc) {
        return new JudgedDeedStore(jdbc, Fact::review, END_OF_REVIEWS, UNJUDGED_REVIEWS, UNPOSTED_REVIEWS);
    }

    static JudgedDeedStore ofActivities(JdbcTemplate jdbc) {
        return new JudgedDeedStore(jdbc, Fact::activity, END_OF_ACTIVITIES, UNJUDGED_ACTIVITIES, UNPOSTED_ACTIVITIES);
    }

    void proveOutcomes(Consumer<Deviation> deviations) {
        long after = Long.MIN_VALUE;
        while (after != Long.MAX_VALUE) {
            long last = jdbc.queryForList(endOfPage, Long.class, after, PAGE).stream()
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            jdbc.query(
                    unjudged,
                    row -> {
                        deviations.accept(new Deviation(
                                Check.UNJUDGED,
                                AccountKey.coins(row.getLong("member_id")),
                                LotKey.base(fact.apply(row.getLong("fact_id"))),
                                "an outcome or a place on the work list",
                                Optional.ofNullable(row.getString("name")).orElse("neither")));
                    },
                    after,
                    last);
            jdbc.query(
                    unposted,
                    row -> {
                        deviations.accept(new Deviation(
                                Check.OUTCOME_WITHOUT_LOT,
                                new AccountKey(row.getLong("member_id"), row.getLong("programme_id")),
                                LotKey.base(fact.apply(row.getLong("fact_id"))),
                                "a lot, as its outcome is CREDITED",
                                "none"));
                    },
                    after,
                    last,
                    after,
                    last);
            after = last;
        }
    }
}
