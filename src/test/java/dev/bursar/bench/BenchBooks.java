package dev.bursar.bench;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the orders brought, in a line by which two ways can be told to have written the same. */
final class BenchBooks {

    private BenchBooks() {}

    static String of(JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select concat(
                  (select concat(count(*), ' lots, ', coalesce(sum(remaining), 0), ' units, ',
                     coalesce(sum(cast(crc32(concat_ws('/', member_id, source_id, part, earned, earned_at)) as unsigned)), 0))
                   from lot where source_kind = 'ORDER'), ', ',
                  (select concat(count(*), ' entries, ', coalesce(sum(units), 0), ' units, ',
                     coalesce(sum(cast(crc32(concat_ws('/', member_id, fact_id, kind, units, effective_at, business_date))
                       as unsigned)), 0))
                   from entry where source_kind = 'ORDER'), ', ',
                  (select count(*) from outcome), ' outcomes, ',
                  (select count(*) from account), ' accounts, ',
                  (select count(*) from shop_order where due_shard is not null), ' due')
                """, String.class));
    }
}
