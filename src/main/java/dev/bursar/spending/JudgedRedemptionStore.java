package dev.bursar.spending;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;
import dev.bursar.sql.KeyedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads redemptions for the proof of the books. */
final class JudgedRedemptionStore {

    private static final String SELECT =
            """
            select %s
            from (
              select %s
              %%s
            ) r
            %s
            """.formatted(RedemptionRowsReader.COLUMNS, RedemptionRowsReader.INNER_COLUMNS, RedemptionRowsReader.JOINS);

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery(SELECT.formatted("""
            from shop_redemption c force index (of_member)
              left join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = c.redemption_id
              left join spending s force index (primary) on s.redemption_id = c.redemption_id
              where c.member_id in (:keys)
            """), "?");

    /** A shop may correct whose units they are; until that is judged, and for good where they are taken, they stay booked. */
    private static final KeyedQuery BOOKED_ON_MEMBERS = new KeyedQuery(SELECT.formatted("""
            from spending s force index (of_account)
              join shop_redemption c force index (primary) on c.redemption_id = s.redemption_id
              left join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = c.redemption_id
              where s.member_id in (:keys) and s.member_id <> c.member_id
            """), "?");

    private static final String END_OF_PAGE = """
            select redemption_id
            from shop_redemption
            where redemption_id > ?
            order by redemption_id
            limit 1 offset ?
            """;

    private static final String UNJUDGED = """
            select c.redemption_id, c.member_id, coalesce(c.store_id, 0) as programme_id, r.name
            from shop_redemption c
            left join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = c.redemption_id
            left join reason r on r.code = x.spending
            left join shop_order o force index (primary) on o.order_id = c.order_id
            where c.redemption_id > ? and c.redemption_id <= ? and c.changed_at is null
              and (r.code is null or r.status in ('WAITING', 'EXCEPTION')
                or r.code in (%d, %d) and o.due_shard is null and o.member_id = c.member_id
                  and (o.paid_at is not null or o.status in ('PAID', 'SHIPPED', 'COMPLETED')))
            """.formatted(Reason.TIMED_OUT.code(), Reason.RELEASED.code());

    private static final String UNPOSTED = """
            select x.fact_id, coalesce(s.member_id, c.member_id) as member_id,
              coalesce(s.programme_id, c.store_id, 0) as programme_id, coalesce(s.units, c.units) as redeemed,
              coalesce(sum(-e.units), 0) as taken
            from outcome x
            join shop_redemption c force index (primary) on c.redemption_id = x.fact_id
            left join spending s force index (primary) on s.redemption_id = x.fact_id
            left join entry e force index (primary)
              on e.member_id = s.member_id and e.programme_id = s.programme_id and e.fact_kind = 'REDEMPTION'
              and e.fact_id = x.fact_id and e.kind in ('SPENT', 'DEBT_INCURRED')
            where x.fact_kind = 'REDEMPTION' and x.fact_id > ? and x.fact_id <= ? and x.spending in (%d, %d)
            group by x.fact_id, s.member_id, c.member_id, s.programme_id, c.store_id, s.units, c.units
            having taken <> redeemed
            """.formatted(Reason.SPENT.code(), Reason.CHANGED_AFTER_POSTING.code());

    private final JdbcTemplate jdbc;

    JudgedRedemptionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param outcome in words: neither, or what it waits for */
    record Unjudged(long redemptionId, long memberId, long programmeId, String outcome) {}

    /** One that is taken by its outcome, but not so many units by the books. */
    record Unposted(long redemptionId, long memberId, long programmeId, long units, long taken) {}

    /** By whom they name now, or by whom they are booked on. */
    List<DueRedemption> ofMembers(List<Long> members) {
        Map<Fact, DueRedemption> redemptions = new LinkedHashMap<>();
        for (KeyedQuery query : List.of(OF_MEMBERS, BOOKED_ON_MEMBERS)) {
            RedemptionRowsReader rows = new RedemptionRowsReader();
            query.query(jdbc, members, (cells, id) -> cells.number(id.longValue()), rows::row);
            rows.redemptions().forEach(due -> redemptions.put(due.fact(), due));
        }
        return List.copyOf(redemptions.values());
    }

    /** @return the last redemption of the page that begins after another */
    long endOfPage(long after, int size) {
        return jdbc.queryForList(END_OF_PAGE, Long.class, after, size).stream()
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Redemptions that no run will look at, though their outcome is open or missing. */
    List<Unjudged> unjudged(long after, long last) {
        return jdbc.query(
                UNJUDGED,
                (row, number) -> new Unjudged(
                        row.getLong("redemption_id"),
                        row.getLong("member_id"),
                        row.getLong("programme_id"),
                        Optional.ofNullable(row.getString("name")).orElse("neither")),
                after,
                last);
    }

    List<Unposted> unposted(long after, long last) {
        return jdbc.query(
                UNPOSTED,
                (row, number) -> new Unposted(
                        row.getLong("fact_id"),
                        row.getLong("member_id"),
                        row.getLong("programme_id"),
                        row.getLong("redeemed"),
                        row.getLong("taken")),
                after,
                last);
    }
}
