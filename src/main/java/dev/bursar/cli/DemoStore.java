package dev.bursar.cli;

import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The figures of which the demo tells. */
final class DemoStore {

    private static final String COMPLETED = """
            select coins, points, count(*)
            from shop_order
            left join outcome on fact_kind = 'ORDER' and fact_id = order_id
            where status = 'COMPLETED'
            group by coins, points
            """;

    private static final String BOOKS = """
            select (select count(*) from lot), count(*), coalesce(sum(if(programme_id = 0, units, 0)), 0),
              coalesce(sum(if(programme_id = 0, 0, units)), 0)
            from entry
            """;

    /** Somebody with a history of a few lines, coins and points, bought on the day of the sale and before, and spent if anybody did. */
    private static final String TYPICAL_MEMBER = """
            select e.member_id
            from entry e
            left join shop_order on order_id = fact_id and fact_kind = 'ORDER'
            group by e.member_id
            having count(*) between 4 and 8 and min(programme_id) = 0 and max(programme_id) > 0
              and count(event) between 1 and count(order_id) - 1
            order by max(kind = 'SPENT') desc, count(distinct programme_id) desc, count(*) desc, e.member_id
            limit 1
            """;

    private static final String SALE_ORDERS = """
            select distinct order_id
            from entry e
            join shop_order on order_id = fact_id
            where e.member_id = ? and fact_kind = 'ORDER' and event is not null
            order by order_id
            """;

    private static final String OPEN_EXCEPTION = """
            select min(fact_id)
            from exception_item
            where fact_kind = 'ORDER' and reason = ? and open_mark = 1
            """;

    private final JdbcTemplate jdbc;

    DemoStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of the completed orders. */
    record Orders(long completed, long credited, long nothingDue, long waiting, long exceptions) {

        boolean tie() {
            return completed == credited + nothingDue + waiting + exceptions;
        }
    }

    /** What is in the books. */
    record Books(long lots, long entries, long coins, long points) {

        long units() {
            return coins + points;
        }
    }

    /** An order counts where most is left to do: as an exception, as waiting, as credited, as nothing due. */
    Orders orders() {
        Map<OutcomeStatus, Long> counts = new EnumMap<>(OutcomeStatus.class);
        long[] completed = {0};
        jdbc.query(COMPLETED, row -> {
            List<OutcomeStatus> statuses = Stream.of(row.getInt("coins"), row.getInt("points"))
                    .flatMap(code -> Reason.of(code).stream())
                    .map(Reason::status)
                    .toList();
            long orders = row.getLong(3);
            completed[0] += orders;
            Stream.of(OutcomeStatus.EXCEPTION, OutcomeStatus.WAITING, OutcomeStatus.POSTED, OutcomeStatus.NOTHING_DUE)
                    .filter(statuses::contains)
                    .findFirst()
                    .ifPresent(status -> counts.merge(status, orders, Long::sum));
        });
        return new Orders(
                completed[0],
                counts.getOrDefault(OutcomeStatus.POSTED, 0L),
                counts.getOrDefault(OutcomeStatus.NOTHING_DUE, 0L),
                counts.getOrDefault(OutcomeStatus.WAITING, 0L),
                counts.getOrDefault(OutcomeStatus.EXCEPTION, 0L));
    }

    Books books() {
        return jdbc.query(
                        BOOKS,
                        (row, number) -> new Books(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .get(0);
    }

    OptionalLong typicalMember() {
        return jdbc.queryForList(TYPICAL_MEMBER, Long.class).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** What a member bought in the sale and got units for. */
    List<Long> saleOrders(long member) {
        return jdbc.queryForList(SALE_ORDERS, Long.class, member);
    }

    /** The first order that is open for a reason. */
    Optional<Long> orderWith(Reason reason) {
        return Optional.ofNullable(jdbc.queryForObject(OPEN_EXCEPTION, Long.class, reason.code()));
    }
}
