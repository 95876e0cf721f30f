package dev.bursar.spending;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LineUnits;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.MovementSource;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of table {@code spending}, which only change under their account's lock. Accounts are judged by them and not by
 * the shop's rows: these may change at any time, and of a posted redemption they may contradict what was posted.
 */
public final class SpendingStore implements MovementSource {

    private static final MultiRow WRITE = new MultiRow("""
            insert into spending (
              redemption_id, member_id, programme_id, units, effective_at, paid_at, released_at, times_out_at, line_units)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              member_id = values(member_id), programme_id = values(programme_id), units = values(units),
              effective_at = values(effective_at), paid_at = values(paid_at), released_at = values(released_at),
              times_out_at = values(times_out_at), line_units = values(line_units)
            """);

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from spending
            where redemption_id in (:keys)
            """, "?");

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select redemption_id, member_id as holder_id, programme_id, units as booked_units, effective_at, paid_at,
              released_at, times_out_at, line_units
            from spending force index (of_account)
            where effective_at >= ? and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    /** What is given back of an older one goes to those who paid for it, so that its place is asked for. */
    private static final KeyedQuery OLDER_GIVEN_BACK = new KeyedQuery("""
            select distinct s.redemption_id, s.member_id as holder_id, s.programme_id, s.units as booked_units,
              s.effective_at, s.paid_at, s.released_at, s.times_out_at, s.line_units
            from decision d force index (primary)
            join spending s force index (primary) on s.redemption_id = d.subject_id
            where d.subject_kind = 'REDEMPTION' and s.effective_at < ? and (d.member_id, d.programme_id) in (:keys)
              and s.member_id = d.member_id and s.programme_id = d.programme_id
            """, "(?, ?)");

    private final JdbcTemplate jdbc;

    public SpendingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<Booked> rows) {
        WRITE.execute(
                jdbc,
                rows.stream()
                        .sorted(Comparator.comparing(row -> row.movement().fact()))
                        .toList(),
                (cells, row) -> cells.number(row.movement().fact().id())
                        .number(row.account().memberId())
                        .number(row.account().programmeId())
                        .number(row.movement().units())
                        .instant(row.movement().at())
                        .instant(row.movement().paidAt().orElse(null))
                        .instant(row.movement().releasedAt().orElse(null))
                        .instant(row.movement().timesOutAt())
                        .text(LineUnits.write(row.lineUnits())));
    }

    void delete(List<Long> redemptions) {
        DELETE.update(
                jdbc,
                redemptions.stream().sorted().toList(),
                (cells, redemption) -> cells.number(redemption.longValue()));
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        for (KeyedQuery query : List.of(OF_ACCOUNTS, OLDER_GIVEN_BACK)) {
            query.query(
                    jdbc,
                    cells -> cells.instant(from),
                    accounts,
                    (cells, key) -> cells.number(key.memberId()).number(key.programmeId()),
                    row -> {
                        Booked booked = booked(row);
                        movements
                                .computeIfAbsent(booked.account(), key -> new ArrayList<>())
                                .add(booked.movement());
                    });
        }
        Map<AccountKey, Told> told = new HashMap<>();
        movements.forEach((key, some) -> told.put(key, new Told(some, List.of())));
        return told;
    }

    /**
     * For queries that bring the columns along that {@link #OF_ACCOUNTS} names.
     *
     * @return empty: it has no row
     */
    static Optional<Booked> maybe(ResultSet row) throws SQLException {
        return row.getObject("holder_id") == null ? Optional.empty() : Optional.of(booked(row));
    }

    private static Booked booked(ResultSet row) throws SQLException {
        return new Booked(
                new AccountKey(row.getLong("holder_id"), row.getLong("programme_id")),
                new Movement.Redemption(
                        Fact.redemption(row.getLong("redemption_id")),
                        Cells.instant(row, "effective_at"),
                        row.getLong("booked_units"),
                        Optional.ofNullable(Cells.maybeInstant(row, "paid_at")),
                        Optional.ofNullable(Cells.maybeInstant(row, "released_at")),
                        Cells.instant(row, "times_out_at")),
                LineUnits.read(row.getString("line_units")));
    }
}
