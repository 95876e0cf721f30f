package dev.bursar.cli;

import dev.bursar.batch.Shards;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sums up what ends, by the instant of the end and the programme. */
final class ExpiringStore {

    private static final KeyedQuery ALL = new KeyedQuery("""
            select least(coalesce(l.ends_at, a.clock_ends_at), coalesce(a.clock_ends_at, l.ends_at)) as ended_at,
              a.programme_id, max(s.name) as store, count(distinct a.member_id) as members,
              sum(l.remaining - coalesce(v.units, 0)) as units, sum(coalesce(v.units, 0)) as reserved,
              sum(case when a.put_off then l.remaining - coalesce(v.units, 0) else 0 end) as maybe_held
            from account a force index (ends)
            straight_join lot l force index (open) on l.member_id = a.member_id and l.programme_id = a.programme_id
            left join (
              select member_id, programme_id, source_kind, source_id, part, sum(units) as units
              from reservation
              group by member_id, programme_id, source_kind, source_id, part
            ) v on v.member_id = l.member_id and v.programme_id = l.programme_id and v.source_kind = l.source_kind
              and v.source_id = l.source_id and v.part = l.part
            left join shop_store s on s.store_id = a.programme_id
            where a.next_end_at <= ? and l.open_mark = 1 and l.part >= 0 and (l.ends_at <= ? or a.clock_ends_at <= ?)
              and a.shard in (:keys)
            group by ended_at, a.programme_id
            order by ended_at, a.programme_id
            """, "?");

    private static final String OF_MEMBER = """
            select least(coalesce(l.ends_at, a.clock_ends_at), coalesce(a.clock_ends_at, l.ends_at)) as ended_at,
              a.programme_id, max(s.name) as store, count(distinct a.member_id) as members,
              sum(l.remaining - coalesce(v.units, 0)) as units, sum(coalesce(v.units, 0)) as reserved,
              sum(case when a.put_off then l.remaining - coalesce(v.units, 0) else 0 end) as maybe_held
            from account a
            straight_join lot l force index (open) on l.member_id = a.member_id and l.programme_id = a.programme_id
            left join (
              select member_id, programme_id, source_kind, source_id, part, sum(units) as units
              from reservation
              group by member_id, programme_id, source_kind, source_id, part
            ) v on v.member_id = l.member_id and v.programme_id = l.programme_id and v.source_kind = l.source_kind
              and v.source_id = l.source_id and v.part = l.part
            left join shop_store s on s.store_id = a.programme_id
            where a.member_id = ? and l.open_mark = 1 and l.part >= 0 and (l.ends_at <= ? or a.clock_ends_at <= ?)
            group by ended_at, a.programme_id
            order by ended_at, a.programme_id
            """;

    private final JdbcTemplate jdbc;

    ExpiringStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param programme 0: coins; else the store whose points they are
     * @param units     that nothing has reserved
     * @param maybeHeld of them, those of accounts in which a hold may put an end off
     */
    record Sum(
            Instant endsAt,
            long programme,
            Optional<String> store,
            long members,
            long units,
            long reserved,
            long maybeHeld) {}

    /** @param until UTC; what ends by then, soonest first */
    List<Sum> all(Instant until) {
        List<Sum> sums = new ArrayList<>();
        ALL.query(
                jdbc,
                cells -> cells.instant(until).instant(until).instant(until),
                IntStream.range(0, Shards.COUNT).boxed().toList(),
                (cells, shard) -> cells.number(shard.longValue()),
                row -> sums.add(sum(row)));
        return sums;
    }

    List<Sum> ofMember(long member, Instant until) {
        LocalDateTime utc = LocalDateTime.ofInstant(until, ZoneOffset.UTC);
        return jdbc.query(OF_MEMBER, (row, number) -> sum(row), member, utc, utc);
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                Cells.instant(row, "ended_at"),
                row.getLong("programme_id"),
                Optional.ofNullable(row.getString("store")),
                row.getLong("members"),
                row.getLong("units"),
                row.getLong("reserved"),
                row.getLong("maybe_held"));
    }
}
