package dev.bursar.bench;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** All that the books hold, in a line by which two ways can be told to have written the same. */
final class RewardBooks {

    private RewardBooks() {}

    static String of(JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select concat(
                  (select concat(count(*), ' lots, ', sum(earned), ' units, ',
                     sum(cast(crc32(concat_ws('/', member_id, programme_id, source_kind, source_id, part, earned, remaining,
                       earned_at, available_at, coalesce(ends_at, 'never'), funder, origin, policy_version)) as unsigned)))
                   from lot), ', ',
                  (select concat(count(*), ' entries, ', sum(units), ' units, ',
                     sum(cast(crc32(concat_ws('/', member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id,
                       kind, nth, units, effective_at, business_date, policy_version)) as unsigned)))
                   from entry), ', ',
                  (select concat(count(*), ' outcomes, ',
                     sum(cast(crc32(concat_ws('/', fact_kind, fact_id, coins, points, since)) as unsigned)))
                   from outcome), ', ',
                  (select concat(count(*), ' accounts, ',
                     sum(cast(crc32(concat_ws('/', member_id, programme_id, coalesce(frozen_until, 'never'),
                       coalesce(judged_as_of, 'never'), coalesce(last_moved_at, 'never'), in_debt,
                       coalesce(last_activity_at, 'never'), coalesce(clock_ends_at, 'never'), version)) as unsigned)))
                   from account), ', ',
                  (select concat(count(*), ' take-backs, ',
                     coalesce(sum(cast(crc32(concat_ws('/', member_id, programme_id, fact_kind, fact_id, source_kind, source_id,
                       part, units, effective_at)) as unsigned)), 0))
                   from take_back), ', ',
                  (select concat(count(*), ' terms, ',
                     coalesce(sum(cast(crc32(concat_ws('/', store_id, valid_from, takes_part, currency, units_per_unit)) as
                       unsigned)), 0))
                   from terms_judged), ', ',
                  (select count(*) from exception_item), ' exceptions, ',
                  (select count(*) from shop_review where due_shard is not null)
                    + (select count(*) from shop_activity where due_shard is not null), ' due')
                """, String.class));
    }
}
