package dev.bursar.lapse;

import dev.bursar.batch.Shards;
import dev.bursar.ledger.AccountKey;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sums up what is there to lapse, and what is due. */
final class OutstandingStore {

    /**
     * Reserved units are not due, nor are those of a lot that a hold keeps; but the lots do not tell which holds do, so that
     * this may be too much, never too little.
     */
    private static final KeyedQuery DUE = new KeyedQuery("""
            select least(coalesce(l.ends_at, a.clock_ends_at), coalesce(a.clock_ends_at, l.ends_at)) as ended_at,
              sum(l.remaining - coalesce((
                select sum(v.units)
                from reservation v force index (primary)
                where v.member_id = l.member_id and v.programme_id = l.programme_id and v.source_kind = l.source_kind
                  and v.source_id = l.source_id and v.part = l.part), 0)) as units
            from account a force index (ends)
            straight_join lot l force index (open) on l.member_id = a.member_id and l.programme_id = a.programme_id
            where a.next_end_at <= ? and a.programme_id between ? and ?
              and l.open_mark = 1 and l.part >= 0 and (l.ends_at <= ? or a.clock_ends_at <= ?) and a.shard in (:keys)
            group by ended_at
            """, "?");

    private static final String OUTSTANDING = """
            select coalesce(sum(remaining), 0)
            from lot
            where programme_id between ? and ? and part >= 0
            """;

    private final JdbcTemplate jdbc;

    OutstandingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static long first(ProgrammeKind programmes) {
        return programmes == ProgrammeKind.COINS ? AccountKey.COINS : AccountKey.COINS + 1;
    }

    private static long last(ProgrammeKind programmes) {
        return programmes == ProgrammeKind.COINS ? AccountKey.COINS : Long.MAX_VALUE;
    }

    /** Units that have ended by an instant and are still there, by their end. */
    SortedMap<Instant, Long> due(ProgrammeKind programmes, Instant asOf) {
        SortedMap<Instant, Long> due = new TreeMap<>();
        DUE.query(
                jdbc,
                cells -> cells.instant(asOf)
                        .number(first(programmes))
                        .number(last(programmes))
                        .instant(asOf)
                        .instant(asOf),
                IntStream.range(0, Shards.COUNT).boxed().toList(),
                (cells, shard) -> cells.number(shard.longValue()),
                row -> due.put(Cells.instant(row, "ended_at"), row.getLong("units")));
        due.values().removeIf(units -> units == 0);
        return due;
    }

    /** Reads all lots. */
    long outstanding(ProgrammeKind programmes) {
        return Objects.requireNonNull(
                jdbc.queryForObject(OUTSTANDING, Long.class, first(programmes), last(programmes)));
    }
}
