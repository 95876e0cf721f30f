package dev.bursar.ledger;

import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of table {@code take_back}, which only change under their account's lock: what facts claim back of what lots have
 * earned. Accounts are judged by them and not by the shop's rows, which may change at any time.
 */
public final class TakeBackStore implements MovementSource {

    private static final MultiRow WRITE = new MultiRow("""
            insert into take_back (
              member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part, units, effective_at)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update units = values(units), effective_at = values(effective_at)
            """);

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from take_back
            where (member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part) in (:keys)
            """, "(?, ?, ?, ?, ?, ?, ?)");

    /** A lot of any age may be claimed again, and what was claimed of it before counts then. */
    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part, units, effective_at
            from take_back
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_FACTS = new KeyedQuery("""
            select member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part, units, effective_at
            from take_back
            where (member_id, programme_id, fact_kind, fact_id) in (:keys)
            """, "(?, ?, ?, ?)");

    private static final Comparator<Claim> BY_KEY = Comparator.comparing(Claim::account)
            .thenComparing(claim -> claim.takeBack().fact())
            .thenComparing(claim -> claim.takeBack().lot());

    private final JdbcTemplate jdbc;

    public TakeBackStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One row. */
    public record Claim(AccountKey account, TakeBack takeBack) {

        /** Whether it is by the same fact on the same lot. */
        public boolean isOfTheSameRow(Claim other) {
            return BY_KEY.compare(this, other) == 0;
        }
    }

    public void write(Collection<Claim> claims) {
        WRITE.execute(
                jdbc,
                claims.stream().sorted(BY_KEY).toList(),
                (cells, claim) -> key(cells, claim)
                        .number(claim.takeBack().units())
                        .instant(claim.takeBack().at()));
    }

    public void delete(Collection<Claim> claims) {
        DELETE.update(jdbc, claims.stream().sorted(BY_KEY).toList(), TakeBackStore::key);
    }

    /** @return what these facts claim in these accounts */
    public Map<CreditedFact, List<Claim>> ofFacts(Collection<CreditedFact> facts) {
        Map<CreditedFact, List<Claim>> claims = new HashMap<>();
        OF_FACTS.query(
                jdbc,
                List.copyOf(new TreeSet<>(facts)),
                (cells, each) -> cells.number(each.account().memberId())
                        .number(each.account().programmeId())
                        .code(each.fact().kind())
                        .number(each.fact().id()),
                row -> {
                    Claim claim = claim(row);
                    claims.computeIfAbsent(
                                    new CreditedFact(
                                            claim.account(), claim.takeBack().fact()),
                                    key -> new ArrayList<>())
                            .add(claim);
                });
        return claims;
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        OF_ACCOUNTS.query(
                jdbc, accounts, (cells, key) -> cells.number(key.memberId()).number(key.programmeId()), row -> {
                    Claim claim = claim(row);
                    movements
                            .computeIfAbsent(claim.account(), key -> new ArrayList<>())
                            .add(claim.takeBack());
                });
        Map<AccountKey, Told> told = new HashMap<>();
        movements.forEach((key, some) -> told.put(key, new Told(some, List.of())));
        return told;
    }

    private static Cells key(Cells cells, Claim claim) throws SQLException {
        TakeBack takeBack = claim.takeBack();
        return cells.number(claim.account().memberId())
                .number(claim.account().programmeId())
                .code(takeBack.fact().kind())
                .number(takeBack.fact().id())
                .code(takeBack.lot().source().kind())
                .number(takeBack.lot().source().id())
                .number(takeBack.lot().part());
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new AccountKey(row.getLong("member_id"), row.getLong("programme_id")),
                new TakeBack(
                        new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id")),
                        Cells.instant(row, "effective_at"),
                        LotStore.key(row),
                        row.getLong("units")));
    }
}
