package dev.bursar.ledger;

import dev.bursar.ledger.Deviation.Check;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Proves the sums of the books by themselves, a range of members at a time, each check by one statement. */
public final class BooksVerifier {

    private static final String END_OF_RANGE = """
            select member_id
            from account
            where member_id > ?
            order by member_id
            limit 1 offset ?
            """;

    private static final String LOTS = """
            select count(*)
            from lot
            where member_id > ? and member_id <= ?
            """;

    private static final String ENTRIES = """
            select count(*) as entries, min(effective_at) as earliest, max(effective_at) as latest
            from entry
            where member_id > ? and member_id <= ?
            """;

    private static final String SUMS = """
            select l.member_id, l.programme_id, l.source_kind, l.source_id, l.part, l.earned, l.remaining,
              coalesce(e.units, 0) as units, coalesce(e.begun, 0) as begun
            from lot l
            left join (
              select member_id, programme_id, source_kind, source_id, part, sum(units) as units,
                sum(case
                  when kind in ('EARNED', 'DEBT_INCURRED') then units
                  when kind = 'ADJUSTED' and fact_kind = source_kind and fact_id = source_id then units
                end) as begun
              from entry
              where member_id > ? and member_id <= ?
              group by member_id, programme_id, source_kind, source_id, part
            ) e
              on e.member_id = l.member_id and e.programme_id = l.programme_id and e.source_kind = l.source_kind
              and e.source_id = l.source_id and e.part = l.part
            where l.member_id > ? and l.member_id <= ?
              and (l.remaining <> coalesce(e.units, 0) or l.earned <> coalesce(e.begun, 0)
                or (l.part >= 0 and l.remaining < 0) or (l.part < 0 and l.remaining > 0))
            """;

    private static final String WITHOUT_LOT = """
            select e.member_id, e.programme_id, e.source_kind, e.source_id, e.part, count(*) as entries, sum(e.units) as units
            from entry e
            left join lot l
              on l.member_id = e.member_id and l.programme_id = e.programme_id and l.source_kind = e.source_kind
              and l.source_id = e.source_id and l.part = e.part
            where e.member_id > ? and e.member_id <= ? and l.member_id is null
            group by e.member_id, e.programme_id, e.source_kind, e.source_id, e.part
            """;

    private static final String NUMBERS = """
            select member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, effective_at,
              count(*) as entries, min(nth) as lowest, max(nth) as highest
            from entry
            where member_id > ? and member_id <= ?
            group by member_id, programme_id, effective_at, source_kind, source_id, part, fact_kind, fact_id, kind
            having lowest <> 0 or highest <> entries - 1
            """;

    private static final String WITHOUT_ACCOUNT = """
            select l.member_id, l.programme_id, l.source_kind, l.source_id, l.part
            from lot l
            left join account a on a.member_id = l.member_id and a.programme_id = l.programme_id
            where l.member_id > ? and l.member_id <= ? and a.member_id is null
            """;

    private static final String WITHOUT_OUTCOME = """
            select l.member_id, l.programme_id, l.source_kind, l.source_id, l.part, l.earned, r.name
            from lot l
            left join outcome o on o.fact_kind = l.source_kind and o.fact_id = l.source_id
            left join reason r on r.code = case when l.programme_id = 0 then o.coins else o.points end
            where l.member_id > ? and l.member_id <= ? and l.part >= 0 and l.earned <> 0
              and (r.code is null or (r.status <> 'POSTED' and r.name <> 'CHANGED_AFTER_POSTING'))
            """;

    private static final String NOT_LAPSED = """
            select l.member_id, l.programme_id, l.source_kind, l.source_id, l.part, l.remaining,
              case when a.programme_id = 0 then b.coins_lapsed_to else b.points_lapsed_to end as lapsed_to
            from books b
            join account a
            join lot l on l.member_id = a.member_id and l.programme_id = a.programme_id
            where a.member_id > ? and a.member_id <= ? and b.id = 1
              and a.next_end_at <= case when a.programme_id = 0 then b.coins_lapsed_to else b.points_lapsed_to end
              and l.open_mark = 1 and l.part >= 0 and (
                l.ends_at <= case when a.programme_id = 0 then b.coins_lapsed_to else b.points_lapsed_to end
                or a.clock_ends_at <= case when a.programme_id = 0 then b.coins_lapsed_to else b.points_lapsed_to end)
            """;

    /** A day that was open later than an entry's own is at most the oldest that is open now. */
    private static final String DAYS = """
            select e.member_id, e.programme_id, e.source_kind, e.source_id, e.part, e.fact_kind, e.fact_id, e.kind, e.nth,
              e.business_date, date(date_add(e.effective_at, interval z.seconds second)) as own_day
            from entry e
            join json_table(?, '$[*]' columns (
              starts datetime(6) path '$[0]', ends datetime(6) path '$[1]', seconds int path '$[2]')) z
              on e.effective_at >= z.starts and e.effective_at < z.ends
            join books b on b.id = 1
            where e.member_id > ? and e.member_id <= ?
              and e.business_date <> date(date_add(e.effective_at, interval z.seconds second))
              and (e.business_date < date(date_add(e.effective_at, interval z.seconds second))
                or e.business_date > b.oldest_open_day)
            """;

    private final JdbcTemplate jdbc;
    private final ZoneId zone;

    /** @param zone the market's, whose days are the business dates */
    public BooksVerifier(JdbcTemplate jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    /** What was looked at. */
    public record Counts(long lots, long entries) {

        public Counts plus(Counts more) {
            return new Counts(lots + more.lots, entries + more.entries);
        }
    }

    /** Members above {@code after}, up to and including {@code last}. */
    public record Range(long after, long last) {

        public static Range ofMember(long member) {
            return new Range(member - 1, member);
        }

        boolean isLast() {
            return last == Long.MAX_VALUE;
        }
    }

    /** @return the range that follows, of about so many accounts; the last one is open, for rows that have no account */
    public Optional<Range> next(Optional<Range> before, int accounts) {
        if (before.filter(Range::isLast).isPresent()) {
            return Optional.empty();
        }
        long after = before.map(Range::last).orElse(Long.MIN_VALUE);
        long last = jdbc.queryForList(END_OF_RANGE, Long.class, after, accounts).stream()
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return Optional.of(new Range(after, last));
    }

    /** @return about how many accounts there are, for progress */
    public long accounts() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from account", Long.class));
    }

    public Counts verify(Range range, Consumer<Deviation> deviations) {
        jdbc.query(
                SUMS,
                row -> {
                    sums(row, deviations);
                },
                range.after(),
                range.last(),
                range.after(),
                range.last());
        find(
                WITHOUT_LOT,
                range,
                row -> report(
                        deviations,
                        Check.ENTRY_WITHOUT_LOT,
                        row,
                        "the lot of " + row.getLong("entries") + " entries of " + row.getLong("units")
                                + " units in all",
                        "none"));
        find(
                NUMBERS,
                range,
                row -> report(
                        deviations,
                        Check.NUMBERING,
                        row,
                        "0 to " + (row.getLong("entries") - 1) + " for " + entry(row),
                        row.getLong("entries") + " entries numbered " + row.getLong("lowest") + " to "
                                + row.getLong("highest")));
        find(
                WITHOUT_ACCOUNT,
                range,
                row -> report(deviations, Check.LOT_WITHOUT_ACCOUNT, row, "a row in table account", "none"));
        find(
                WITHOUT_OUTCOME,
                range,
                row -> report(
                        deviations,
                        Check.LOT_WITHOUT_OUTCOME,
                        row,
                        "an outcome CREDITED for " + row.getLong("earned") + " units",
                        Optional.ofNullable(row.getString("name")).orElse("none")));
        find(
                NOT_LAPSED,
                range,
                row -> report(
                        deviations,
                        Check.NOT_LAPSED,
                        row,
                        "nothing left, as it had ended by " + Cells.instant(row, "lapsed_to"),
                        row.getLong("remaining") + " units"));
        return counts(range, deviations);
    }

    private Counts counts(Range range, Consumer<Deviation> deviations) {
        long lots = Objects.requireNonNull(jdbc.queryForObject(LOTS, Long.class, range.after(), range.last()));
        long[] entries = new long[1];
        find(ENTRIES, range, row -> {
            entries[0] = row.getLong("entries");
            if (entries[0] > 0) {
                days(range, Cells.instant(row, "earliest"), Cells.instant(row, "latest"), deviations);
            }
        });
        return new Counts(lots, entries[0]);
    }

    private void days(Range range, Instant earliest, Instant latest, Consumer<Deviation> deviations) {
        jdbc.query(
                DAYS,
                row -> {
                    String own = row.getString("own_day");
                    report(
                            deviations,
                            Check.BUSINESS_DATE,
                            row,
                            own + " or a day that was the oldest open one later, for " + entry(row),
                            row.getString("business_date"));
                },
                offsets(earliest, latest),
                range.after(),
                range.last());
    }

    /** The zone's offsets while the entries took effect: {@code [["from", "to", seconds], …]}, in UTC. */
    private String offsets(Instant earliest, Instant latest) {
        StringBuilder json = new StringBuilder("[");
        Instant from = earliest;
        while (!from.isAfter(latest)) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(from);
            Instant to = next == null || next.getInstant().isAfter(latest) ? latest.plusSeconds(1) : next.getInstant();
            json.append(json.length() > 1 ? "," : "")
                    .append("[\"")
                    .append(LocalDateTime.ofInstant(from, ZoneOffset.UTC))
                    .append("\",\"")
                    .append(LocalDateTime.ofInstant(to, ZoneOffset.UTC))
                    .append("\",")
                    .append(zone.getRules().getOffset(from).getTotalSeconds())
                    .append(']');
            from = to;
        }
        return json.append(']').toString();
    }

    private static void sums(ResultSet row, Consumer<Deviation> deviations) throws SQLException {
        long remaining = row.getLong("remaining");
        long earned = row.getLong("earned");
        if (remaining != row.getLong("units")) {
            report(
                    deviations,
                    Check.REMAINDER,
                    row,
                    row.getLong("units") + " units left, the sum of its entries",
                    String.valueOf(remaining));
        }
        if (earned != row.getLong("begun")) {
            report(
                    deviations,
                    Check.EARNED,
                    row,
                    row.getLong("begun") + " units to begin with, as its entries say",
                    String.valueOf(earned));
        }
        boolean debt = row.getInt("part") < 0;
        if (debt ? remaining > 0 : remaining < 0) {
            report(deviations, Check.BELOW_ZERO, row, debt ? "0 or less" : "0 or more", String.valueOf(remaining));
        }
    }

    /** Puts a row into words. */
    private interface Teller {
        void tell(ResultSet row) throws SQLException;
    }

    private void find(String sql, Range range, Teller teller) {
        jdbc.query(
                sql,
                row -> {
                    teller.tell(row);
                },
                range.after(),
                range.last());
    }

    private static String entry(ResultSet row) throws SQLException {
        return row.getString("kind") + " by " + row.getString("fact_kind") + "/" + row.getLong("fact_id");
    }

    private static void report(
            Consumer<Deviation> deviations, Check check, ResultSet row, String expected, String found)
            throws SQLException {
        AccountKey account = new AccountKey(row.getLong("member_id"), row.getLong("programme_id"));
        deviations.accept(new Deviation(check, account, LotStore.key(row), expected, found));
    }
}
