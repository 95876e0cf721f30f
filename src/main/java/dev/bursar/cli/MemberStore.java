package dev.bursar.cli;

import dev.bursar.ledger.LotKey;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the books hold of one member; nothing that tells who they are. */
final class MemberStore {

    private static final String KNOWN = """
            select count(*)
            from shop_member
            where member_id = ?
            """;

    private static final String PROGRAMMES = """
            select a.programme_id, s.name, a.clock_ends_at, t.inactive_after
            from account a
            left join shop_store s on s.store_id = a.programme_id
            left join shop_store_terms t on t.store_id = a.programme_id and t.valid_from = (
              select max(n.valid_from)
              from shop_store_terms n
              where n.store_id = a.programme_id and n.valid_from <= ?)
            where a.member_id = ?
            order by a.programme_id
            """;

    private static final String LOTS = """
            select programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at, ends_at, funder,
              origin,
              (select coalesce(sum(v.units), 0)
               from reservation v
               join spending s on s.redemption_id = v.redemption_id
               where v.member_id = l.member_id and v.programme_id = l.programme_id and v.source_kind = l.source_kind
                 and v.source_id = l.source_id and v.part = l.part and s.times_out_at > ?) as reserved
            from lot l
            where member_id = ? and remaining <> 0
            order by programme_id, ends_at is null, ends_at, earned_at, source_kind, source_id, part
            """;

    private static final String RESERVATIONS = """
            select s.programme_id, s.redemption_id, c.order_id, s.units, s.effective_at, s.times_out_at, r.name
            from spending s
            join outcome x on x.fact_kind = 'REDEMPTION' and x.fact_id = s.redemption_id
            join reason r on r.code = x.spending
            join shop_redemption c on c.redemption_id = s.redemption_id
            where s.member_id = ? and s.times_out_at > ?
              and (r.status = 'WAITING' or r.status = 'EXCEPTION' and s.paid_at is null)
            order by s.effective_at, s.redemption_id
            """;

    private static final String ENTRIES = """
            select e.programme_id, e.source_kind, e.source_id, e.part, e.fact_kind, e.fact_id, e.kind, e.units,
              e.effective_at, e.business_date, e.run_id, s.name as store
            from entry e
            left join shop_order o on e.fact_kind = 'ORDER' and o.order_id = e.fact_id
            left join shop_store s on s.store_id = o.store_id
            where e.member_id = ?
            order by e.effective_at desc, e.fact_kind, e.fact_id desc, e.programme_id, e.part, e.nth
            limit ?
            """;

    private final JdbcTemplate jdbc;

    MemberStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One programme.
     *
     * @param clockEndsAt   when what is left lapses for want of purchases, if that is known
     * @param inactiveAfter the period without purchases after which it lapses by the store's terms, ISO 8601
     */
    record Programme(long id, Optional<String> store, Optional<Instant> clockEndsAt, Optional<String> inactiveAfter) {}

    record Lot(
            long programme,
            String source,
            int part,
            long earned,
            long remaining,
            long reserved,
            Instant earnedAt,
            Instant availableAt,
            Optional<Instant> endsAt,
            String funder,
            String origin) {

        boolean isDebt() {
            return part == LotKey.DEBT;
        }
    }

    /** Units that an unpaid order holds; it may have asked for more than there were. */
    record Reservation(
            long programme, String redemption, long order, long units, Instant at, Instant until, String waitsFor) {}

    record Movement(
            long programme,
            String source,
            int part,
            String fact,
            String kind,
            long units,
            Instant at,
            LocalDate businessDate,
            long run,
            Optional<String> store) {}

    boolean isKnown(long member) {
        Integer rows = jdbc.queryForObject(KNOWN, Integer.class, member);
        return rows != null && rows > 0;
    }

    /** Books are any rows of theirs, even such as should not be there. */
    boolean isKnownOrHasBooks(long member) {
        return isKnown(member)
                || !programmes(member, LocalDate.EPOCH).isEmpty()
                || !lots(member, Instant.EPOCH).isEmpty()
                || !movements(member, 1).isEmpty();
    }

    /** @param today the market's local day, whose terms count */
    List<Programme> programmes(long member, LocalDate today) {
        return jdbc.query(
                PROGRAMMES,
                (row, number) -> new Programme(
                        row.getLong("programme_id"),
                        Optional.ofNullable(row.getString("name")),
                        Optional.ofNullable(Cells.maybeInstant(row, "clock_ends_at")),
                        Optional.ofNullable(row.getString("inactive_after"))),
                today,
                member);
    }

    /**
     * All that are not used up, debts too; soonest end first.
     *
     * @param now as of which units are reserved or free again
     */
    List<Lot> lots(long member, Instant now) {
        return jdbc.query(LOTS, (row, number) -> lot(row), LocalDateTime.ofInstant(now, ZoneOffset.UTC), member);
    }

    /** Those that hold units at an instant, the earliest first. */
    List<Reservation> reservations(long member, Instant now) {
        return jdbc.query(
                RESERVATIONS,
                (row, number) -> new Reservation(
                        row.getLong("programme_id"),
                        "REDEMPTION/" + row.getLong("redemption_id"),
                        row.getLong("order_id"),
                        row.getLong("units"),
                        Cells.instant(row, "effective_at"),
                        Cells.instant(row, "times_out_at"),
                        row.getString("name")),
                member,
                LocalDateTime.ofInstant(now, ZoneOffset.UTC));
    }

    /** The latest first. */
    List<Movement> movements(long member, int most) {
        return jdbc.query(ENTRIES, (row, number) -> movement(row), member, most);
    }

    private static Lot lot(ResultSet row) throws SQLException {
        return new Lot(
                row.getLong("programme_id"),
                fact(row, "source_kind", "source_id"),
                row.getInt("part"),
                row.getLong("earned"),
                row.getLong("remaining"),
                row.getLong("reserved"),
                Cells.instant(row, "earned_at"),
                Cells.instant(row, "available_at"),
                Optional.ofNullable(Cells.maybeInstant(row, "ends_at")),
                row.getString("funder"),
                row.getString("origin"));
    }

    private static Movement movement(ResultSet row) throws SQLException {
        return new Movement(
                row.getLong("programme_id"),
                fact(row, "source_kind", "source_id"),
                row.getInt("part"),
                fact(row, "fact_kind", "fact_id"),
                row.getString("kind"),
                row.getLong("units"),
                Cells.instant(row, "effective_at"),
                row.getObject("business_date", LocalDate.class),
                row.getLong("run_id"),
                Optional.ofNullable(row.getString("store")));
    }

    private static String fact(ResultSet row, String kind, String id) throws SQLException {
        return row.getString(kind) + "/" + row.getLong(id);
    }
}
