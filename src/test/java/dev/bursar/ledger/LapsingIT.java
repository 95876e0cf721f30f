package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which accounts lapse by their lots alone and which are judged, and what puts a lapse off ({@code docs/rules.md} §4). */
class LapsingIT {

    private static final AccountKey MINE = AccountKey.coins(7);
    private static final AccountKey OTHER = AccountKey.coins(8);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final Map<AccountKey, MovementSource.Told> told = new HashMap<>();
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final Poster poster =
            new Poster(jdbc, List.of((accounts, from, asOf) -> Map.copyOf(told), new ActivityStore(jdbc)));

    @BeforeEach
    void a_lot_of_five_each_that_ends_on_the_tenth() {
        database.clear();
        credit(MINE, 1, dec(10));
        credit(OTHER, 2, dec(10));
    }

    private void credit(AccountKey account, long order, Instant end) {
        LotTerms terms = new LotTerms(dec(1), Optional.of(end), "platform", Origin.PURCHASE, 1, new TreeMap<>());
        Movement.Credit credit = new Movement.Credit(Fact.order(order), 0, dec(1), 5, terms);
        transaction.executeWithoutResult(status ->
                poster.credit(poster.lock(List.of(account)), List.of(new NewCredit(account, credit)), run(dec(2))));
    }

    private static Run run(Instant asOf) {
        return new Run(1, asOf, asOf, ZoneId.of("America/Los_Angeles"), Period.ofDays(35), 1);
    }

    private void hold(AccountKey account, Hold... holds) {
        told.put(account, new MovementSource.Told(List.of(), List.of(holds)));
    }

    /** As a feature does when a hold begins or ends. */
    private void settle(AccountKey account, Instant asOf) {
        transaction.executeWithoutResult(status -> poster.settle(poster.lock(List.of(account)), run(asOf)));
    }

    private Lapsed lapse(Instant asOf) {
        Lapsed lapsed = transaction.execute(status -> poster.lapse(List.of(OTHER, MINE), Set.of(), run(asOf)));
        assertThat(lapsed).isNotNull();
        return lapsed == null ? Lapsed.of(0, 0, List.of(), Posted.NOTHING) : lapsed;
    }

    private static List<String> lapses() {
        return database.jdbc()
                .sql("select concat(member_id, ' ', kind, ' ', units, ' ', effective_at) from entry"
                        + " where kind in ('LAPSED', 'LAPSE_REVERSED') order by number")
                .query(String.class)
                .list();
    }

    @Test
    void what_is_nothing_but_lots_lapses_in_bulk() {
        Lapsed lapsed = lapse(dec(10));
        assertThat(lapsed.inBulk()).containsExactly(MINE, OTHER);
        assertThat(lapsed.units()).isEqualTo(-10);
        assertThat(lapses())
                .containsExactly("7 LAPSED -5 2026-12-10 08:00:00.000000", "8 LAPSED -5 2026-12-10 08:00:00.000000");
    }

    @Test
    void an_account_in_which_nothing_can_have_ended_is_passed_over() {
        assertThat(lapse(dec(9)).accounts()).isZero();
        lapse(dec(10));
        assertThat(lapse(dec(11)).accounts()).isZero();
    }

    @Test
    void a_hold_keeps_a_lot_until_it_is_over() {
        hold(MINE, new Hold("dispute 3", Set.of(Fact.order(1)), dec(8), Optional.empty()));
        settle(MINE, dec(9));
        Lapsed lapsed = lapse(dec(12));
        assertThat(lapsed.inBulk()).containsExactly(OTHER);
        assertThat(lapses()).containsExactly("8 LAPSED -5 2026-12-10 08:00:00.000000");
        hold(MINE, new Hold("dispute 3", Set.of(Fact.order(1)), dec(8), Optional.of(dec(14))));
        settle(MINE, dec(14));
        assertThat(lapses()).hasSize(2).last().isEqualTo("7 LAPSED -5 2026-12-14 08:00:00.000000");
    }

    @Test
    void a_hold_whose_end_is_known_beforehand_needs_nobody_to_end_it() {
        hold(MINE, new Hold("dispute 3", Set.of(Fact.order(1)), dec(8), Optional.of(dec(14))));
        settle(MINE, dec(9));
        lapse(dec(13));
        assertThat(lapses()).hasSize(1);
        lapse(dec(20));
        assertThat(lapses()).hasSize(2).last().isEqualTo("7 LAPSED -5 2026-12-14 08:00:00.000000");
    }

    @Test
    void a_lot_that_no_hold_concerns_lapses_beside_one_that_is_held() {
        credit(MINE, 3, dec(11));
        hold(MINE, new Hold("dispute 3", Set.of(Fact.order(1)), dec(8), Optional.empty()));
        settle(MINE, dec(9));
        lapse(dec(12));
        assertThat(lapses())
                .containsExactlyInAnyOrder(
                        "8 LAPSED -5 2026-12-10 08:00:00.000000", "7 LAPSED -5 2026-12-11 08:00:00.000000");
    }

    @Test
    void a_hold_that_becomes_known_after_the_lapse_takes_it_back() {
        lapse(dec(10));
        hold(MINE, new Hold("dispute 3", Set.of(Fact.order(1)), dec(8), Optional.empty()));
        settle(MINE, dec(12));
        assertThat(lapses()).hasSize(3).last().isEqualTo("7 LAPSE_REVERSED 5 2026-12-10 08:00:00.000000");
    }

    /** Some by their own ends, some by the clock, some with nothing that ends; night after night. */
    @Test
    void many_accounts_lapse_at_once_as_judging_each_of_them_says() {
        long[] inBulk = {0};
        RandomHistories.each(6, history -> {
            database.clear();
            Map<AccountKey, List<Movement>> facts = new TreeMap<>();
            List<NewCredit> credits = new ArrayList<>();
            List<NewActivity> activities = new ArrayList<>();
            for (int member = 1; member <= 30; member++) {
                AccountKey key =
                        history.random().nextBoolean() ? AccountKey.coins(member) : AccountKey.points(member, 17);
                for (int order = 1; order <= 1 + history.random().nextInt(4); order++) {
                    Movement.Credit credit = aCredit(order, history);
                    credits.add(new NewCredit(key, credit));
                    facts.computeIfAbsent(key, account -> new ArrayList<>()).add(credit);
                    if (key.programmeId() != AccountKey.COINS
                            && history.random().nextInt(3) > 0) {
                        Movement.Activity activity = new Movement.Activity(
                                credit.fact(),
                                credit.at(),
                                dec(6 + history.random().nextInt(14)),
                                Optional.empty());
                        activities.add(new NewActivity(key, activity));
                        facts.getOrDefault(key, List.of()).add(activity);
                    }
                }
            }
            transaction.executeWithoutResult(
                    status -> poster.post(poster.lock(facts.keySet()), new Postings(credits, activities), run(dec(5))));
            for (int night = 6; night <= 22; night += 1 + history.random().nextInt(6)) {
                Instant asOf = dec(night);
                Lapsed lapsed = transaction.execute(status -> poster.lapse(facts.keySet(), Set.of(), run(asOf)));
                inBulk[0] += lapsed == null ? 0 : lapsed.inBulk().size();
                facts.forEach((key, movements) -> assertThat(PostedBooks.read(database.jdbc(), key))
                        .as(() -> key + " as of " + asOf + " " + movements)
                        .isEqualTo(PostedBooks.of(new Account(key, Opening.EMPTY, movements, List.of()).judge(asOf))));
            }
        });
        assertThat(inBulk[0]).isGreaterThan(100);
    }

    private static Movement.Credit aCredit(int order, RandomHistories history) {
        Instant at = dec(1 + history.random().nextInt(4));
        Optional<Instant> end = history.random().nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(dec(6 + history.random().nextInt(14)));
        LotTerms terms = new LotTerms(at, end, "platform", Origin.PURCHASE, 1, new TreeMap<>());
        return new Movement.Credit(
                Fact.order(order), 0, at, 1 + history.random().nextLong(9), terms);
    }

    @Test
    void accounts_that_are_to_be_judged_are() {
        Lapsed lapsed = transaction.execute(status -> poster.lapse(List.of(MINE, OTHER), Set.of(MINE), run(dec(10))));
        assertThat(lapsed).isNotNull().satisfies(one -> assertThat(one.inBulk()).containsExactly(OTHER));
        assertThat(lapses()).hasSize(2);
    }
}
