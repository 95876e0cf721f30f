package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lots are changed many at a time by a statement that could also insert: only what is there may be touched. */
class LotChangesIT {

    private static final AccountKey MEMBER = AccountKey.coins(7);
    private static final Instant AT = Instant.parse("2026-11-19T10:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final LotStore lots = new LotStore(new JdbcTemplate(database.dataSource()));
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    @BeforeEach
    void two_lots() {
        database.clear();
        lots.insert(List.of(row(lot(1, 30)), row(lot(2, 50))));
    }

    private static PostedLot lot(long order, long units) {
        LotTerms terms = new LotTerms(AT, Optional.empty(), "platform", Origin.PURCHASE, 1, new TreeMap<>());
        return new PostedLot(LotKey.base(Fact.order(order)), AT, terms, units, units);
    }

    private static LotStore.Row row(PostedLot lot) {
        return new LotStore.Row(MEMBER, lot);
    }

    private void change(PostedLot... changed) {
        transaction.executeWithoutResult(status ->
                lots.change(List.of(changed).stream().map(LotChangesIT::row).toList()));
    }

    private List<PostedLot> found() {
        return lots.ofAccounts(List.of(MEMBER)).getOrDefault(MEMBER, List.of());
    }

    @Test
    void what_is_earned_and_left_changes_and_nothing_else() {
        PostedLot one = lot(1, 30).moved(-12, 0);
        PostedLot other = lot(2, 50).moved(7, 7);
        change(one, other);
        assertThat(found()).containsExactlyInAnyOrder(one, other);
        change(other.moved(-7, -7));
        assertThat(found()).containsExactlyInAnyOrder(one, lot(2, 50));
    }

    @Test
    void a_lot_that_is_gone_is_named_and_nothing_is_changed() {
        assertThatThrownBy(() -> change(lot(1, 30).moved(-12, 0), lot(3, 70).moved(-1, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lot ORDER/3/0 of member 7 is gone; run \"bursar verify --member 7\"");
        assertThat(found()).containsExactlyInAnyOrder(lot(1, 30), lot(2, 50));
    }

    @Test
    void the_database_refuses_more_than_a_lot_has() {
        assertThatThrownBy(() -> change(lot(1, 30).moved(-31, 0))).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> change(lot(1, 30).moved(1, 0))).isInstanceOf(DataAccessException.class);
    }
}
