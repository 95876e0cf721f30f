package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lapses in bulk, of accounts that are locked and whose lots alone tell what is due. Each set of statements takes lots by
 * the same conditions, and what it says is compared, so that none can take a lot that another leaves.
 */
final class LapseStore {

    private static final KeyedQuery OPEN = new KeyedQuery("""
            select member_id, programme_id, sum(case when ends_at <= ? then 1 else 0 end) as ended_lots,
              sum(case when ends_at <= ? then remaining else 0 end) as ended_units,
              min(case when ends_at > ? then ends_at end) as next_end, count(*) as open_lots, sum(remaining) as open_units,
              min(ends_at) as first_end, max(case when ends_at <= ? then ends_at end) as last_end,
              (select count(*) from reservation v
                where v.member_id = lot.member_id and v.programme_id = lot.programme_id) as reserved_lots
            from lot force index (open)
            where open_mark = 1 and part >= 0 and (member_id, programme_id) in (:keys)
            group by member_id, programme_id
            """, "(?, ?)");

    private static final KeyedQuery INSERT_ENDED = new KeyedQuery("""
            insert into entry (
              member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units, effective_at,
              business_date, run_id, policy_version)
            select member_id, programme_id, source_kind, source_id, part, source_kind, source_id, 'LAPSED', 0, -remaining,
              ends_at, greatest(date(date_add(ends_at, interval ? second)), ?), ?, ?
            from lot force index (open)
            where ends_at >= ? and ends_at < ? and open_mark = 1 and part >= 0 and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery EMPTY_ENDED = new KeyedQuery("""
            update lot force index (open)
            set remaining = 0
            where ends_at <= ? and open_mark = 1 and part >= 0 and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    /** Of accounts whose clock has run out: all that they have, by its own end where that came first. */
    private static final KeyedQuery INSERT_INACTIVE = new KeyedQuery("""
            insert into entry (
              member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units, effective_at,
              business_date, run_id, policy_version)
            select l.member_id, l.programme_id, l.source_kind, l.source_id, l.part, l.source_kind, l.source_id, 'LAPSED', 0,
              -l.remaining, least(coalesce(l.ends_at, a.clock_ends_at), a.clock_ends_at),
              greatest(date(date_add(least(coalesce(l.ends_at, a.clock_ends_at), a.clock_ends_at), interval ? second)), ?), ?, ?
            from account a force index (primary)
            straight_join lot l force index (open) on l.member_id = a.member_id and l.programme_id = a.programme_id
            where least(coalesce(l.ends_at, a.clock_ends_at), a.clock_ends_at) >= ?
              and least(coalesce(l.ends_at, a.clock_ends_at), a.clock_ends_at) < ?
              and l.open_mark = 1 and l.part >= 0 and (a.member_id, a.programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery EMPTY_INACTIVE = new KeyedQuery("""
            update lot force index (open)
            set remaining = 0
            where open_mark = 1 and part >= 0 and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery POSTED = new KeyedQuery("""
            select e.member_id, e.programme_id, e.source_kind, e.source_id, e.part, e.fact_kind, e.fact_id, e.kind, e.units,
              e.effective_at, e.business_date, l.earned, l.remaining, l.earned_at, l.available_at, l.ends_at, l.funder,
              l.origin, l.policy_version, l.line_units
            from entry e force index (primary)
            join lot l on l.member_id = e.member_id and l.programme_id = e.programme_id and l.source_kind = e.source_kind
              and l.source_id = e.source_id and l.part = e.part
            where e.run_id = ? and e.kind = 'LAPSED' and (e.member_id, e.programme_id) in (:keys)
            order by e.member_id, e.programme_id, e.effective_at, e.source_kind, e.source_id, e.part
            """, "(?, ?)");

    private final JdbcTemplate jdbc;

    LapseStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The lots of an account that have units left.
     *
     * @param nextEnd  the first own end after {@code asOf}
     * @param firstEnd the first own end
     * @param lastEnd  the last own end up to {@code asOf}
     * @param reserved how many lots unpaid redemptions hold something of
     */
    record Open(
            long endedLots,
            long endedUnits,
            long lots,
            long units,
            Optional<Instant> nextEnd,
            Optional<Instant> firstEnd,
            Optional<Instant> lastEnd,
            long reserved) {

        static final Open NONE = new Open(0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    /** @return an account that has none left is absent */
    Map<AccountKey, Open> open(List<AccountKey> accounts, Instant asOf) {
        Map<AccountKey, Open> open = new TreeMap<>();
        OPEN.query(
                jdbc,
                cells -> cells.instant(asOf).instant(asOf).instant(asOf).instant(asOf),
                accounts,
                AccountStore::bind,
                row -> open.put(AccountStore.key(row), open(row)));
        return open;
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getLong("ended_lots"),
                row.getLong("ended_units"),
                row.getLong("open_lots"),
                row.getLong("open_units"),
                Optional.ofNullable(Cells.maybeInstant(row, "next_end")),
                Optional.ofNullable(Cells.maybeInstant(row, "first_end")),
                Optional.ofNullable(Cells.maybeInstant(row, "last_end")),
                row.getLong("reserved_lots"));
    }

    /**
     * A stretch of time in which the market's zone is as many seconds from UTC.
     *
     * @param from UTC
     * @param to   UTC, exclusive
     */
    record Stretch(Instant from, Instant to, int seconds) {}

    /** @return how many lots lapsed at their own end within a stretch */
    long insertEnded(List<AccountKey> accounts, Stretch stretch, LocalDate oldestOpenDay, Run run) {
        return insert(INSERT_ENDED, accounts, stretch, oldestOpenDay, run);
    }

    /** @return how many lots lapsed within a stretch, of accounts whose clock has run out */
    long insertInactive(List<AccountKey> accounts, Stretch stretch, LocalDate oldestOpenDay, Run run) {
        return insert(INSERT_INACTIVE, accounts, stretch, oldestOpenDay, run);
    }

    private long insert(KeyedQuery sql, List<AccountKey> accounts, Stretch stretch, LocalDate oldestOpenDay, Run run) {
        return sql.update(
                jdbc,
                cells -> cells.number(stretch.seconds())
                        .day(oldestOpenDay)
                        .number(run.id())
                        .number(run.policyVersion())
                        .instant(stretch.from())
                        .instant(stretch.to()),
                accounts,
                AccountStore::bind);
    }

    /** @return how many lots had ended and have nothing left any more */
    long emptyEnded(List<AccountKey> accounts, Instant asOf) {
        return EMPTY_ENDED.update(jdbc, cells -> cells.instant(asOf), accounts, AccountStore::bind);
    }

    /** @return how many lots have nothing left any more: all */
    long emptyInactive(List<AccountKey> accounts) {
        return EMPTY_INACTIVE.update(jdbc, cells -> {}, accounts, AccountStore::bind);
    }

    /** The lapses that a run has posted in some accounts. */
    List<Posted.Line> posted(List<AccountKey> accounts, Run run) {
        List<Posted.Line> lines = new ArrayList<>();
        POSTED.query(
                jdbc,
                cells -> cells.number(run.id()),
                accounts,
                AccountStore::bind,
                row -> lines.add(new Posted.Line(
                        AccountStore.key(row),
                        EntryStore.read(row),
                        LotStore.read(row).terms(),
                        row.getObject("business_date", LocalDate.class))));
        return lines;
    }
}
