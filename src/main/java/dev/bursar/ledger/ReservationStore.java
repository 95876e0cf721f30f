package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of table {@code reservation}, which only change under their account's lock: what each redemption held of each
 * lot when the account was judged last.
 */
final class ReservationStore {

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, redemption_id, units
            from reservation
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, redemption_id, units
            from reservation
            where member_id in (:keys)
            """, "?");

    private static final MultiRow WRITE =
            new MultiRow("""
            insert into reservation (member_id, programme_id, source_kind, source_id, part, redemption_id, units)
            values""", "(?, ?, ?, ?, ?, ?, ?)", "on duplicate key update units = values(units)");

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from reservation
            where (member_id, programme_id, source_kind, source_id, part, redemption_id) in (:keys)
            """, "(?, ?, ?, ?, ?, ?)");

    private final JdbcTemplate jdbc;

    ReservationStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(AccountKey account, Reservation.Place place, long units) {}

    Map<AccountKey, List<Reservation>> ofAccounts(List<AccountKey> accounts) {
        Map<AccountKey, List<Reservation>> found = new HashMap<>();
        OF_ACCOUNTS.query(jdbc, accounts, AccountStore::bind, row -> collect(found, row));
        return found;
    }

    Map<AccountKey, List<Reservation>> ofMembers(List<Long> members) {
        Map<AccountKey, List<Reservation>> found = new HashMap<>();
        OF_MEMBERS.query(jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> collect(found, row));
        return found;
    }

    private static void collect(Map<AccountKey, List<Reservation>> found, ResultSet row) throws SQLException {
        found.computeIfAbsent(AccountStore.key(row), key -> new ArrayList<>())
                .add(new Reservation(
                        Fact.redemption(row.getLong("redemption_id")), LotStore.key(row), row.getLong("units")));
    }

    /** @param judged what each account's redemptions hold now, of all the accounts that {@code had} was read of */
    void replace(Map<AccountKey, List<Reservation>> had, Map<AccountKey, Judgement> judged) {
        List<Row> gone = new ArrayList<>();
        List<Row> written = new ArrayList<>();
        judged.forEach((account, judgement) -> {
            Map<Reservation.Place, Long> before = Reservation.unitsByPlace(had.getOrDefault(account, List.of()));
            Map<Reservation.Place, Long> now = Reservation.unitsByPlace(judgement.reservations());
            before.forEach((place, units) -> {
                if (!now.containsKey(place)) {
                    gone.add(new Row(account, place, units));
                }
            });
            now.forEach((place, units) -> {
                if (!units.equals(before.get(place))) {
                    written.add(new Row(account, place, units));
                }
            });
        });
        DELETE.update(jdbc, gone, ReservationStore::bindKey);
        WRITE.execute(jdbc, written, (cells, row) -> {
            bindKey(cells, row);
            cells.number(row.units());
        });
    }

    private static void bindKey(Cells cells, Row row) throws SQLException {
        LotKey lot = row.place().lot();
        AccountStore.bind(cells, row.account());
        cells.code(lot.source().kind())
                .number(lot.source().id())
                .number(lot.part())
                .number(row.place().redemption().id());
    }
}
