package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.Movement.Credit;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database itself refuses, and two posters on the same accounts. */
class AccountLockIT {

    private static final AccountKey SEVEN = AccountKey.coins(7);
    private static final AccountKey EIGHT = AccountKey.coins(8);
    private static final Instant NOW = dec(20);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private TransactionTemplate transaction;

    @BeforeEach
    void empty() {
        database.clear();
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void a_fact_cannot_be_credited_a_second_time() {
        Poster poster = poster();
        credit(poster, List.of(SEVEN), 42);
        assertThatThrownBy(() -> credit(poster, List.of(SEVEN), 42)).isInstanceOf(DuplicateKeyException.class);
        assertThat(units(SEVEN)).isEqualTo(6);
    }

    @Test
    void of_two_posters_who_credit_the_same_fact_at_once_the_second_is_refused() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Poster poster = poster();
        Future<?> one = threads.submit(() -> transaction.executeWithoutResult(status -> {
            poster.credit(poster.lock(List.of(SEVEN)), credits(List.of(SEVEN), 42), run());
            first.countDown();
            await(second);
        }));
        await(first);
        Future<?> other = threads.submit(() -> transaction.executeWithoutResult(status -> {
            second.countDown();
            poster.credit(poster.lock(List.of(SEVEN)), credits(List.of(SEVEN), 42), run());
        }));
        one.get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> other.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThat(units(SEVEN)).isEqualTo(6);
    }

    @Test
    void an_account_that_another_is_opening_is_waited_for() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Poster poster = poster();
        Future<?> one = threads.submit(() -> transaction.executeWithoutResult(status -> {
            poster.lock(List.of(SEVEN));
            opened.countDown();
            await(waiting);
            order.add("first");
        }));
        await(opened);
        Future<?> other = threads.submit(() -> transaction.executeWithoutResult(status -> {
            waiting.countDown();
            poster.lock(List.of(SEVEN));
            order.add("second");
        }));
        one.get(20, TimeUnit.SECONDS);
        other.get(20, TimeUnit.SECONDS);
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void no_lot_falls_below_zero_and_no_debt_rises_above() {
        credit(poster(), List.of(SEVEN), 42);
        assertRefused("update lot set remaining = -1");
        assertRefused("update lot set remaining = earned + 1");
        assertRefused("update lot set part = -1");
    }

    @Test
    void two_posters_on_accounts_in_debt_lose_nothing_in_whichever_order_they_name_them() throws Exception {
        Poster poster = new Poster(new JdbcTemplate(database.dataSource()), List.of(new AHundredSpent()));
        transaction.executeWithoutResult(status -> poster.settle(poster.lock(List.of(SEVEN, EIGHT)), run()));
        AtomicInteger order = new AtomicInteger(100);
        List<Callable<Object>> posters = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            posters.add(() -> credit(poster, List.of(SEVEN, EIGHT), order.incrementAndGet()));
            posters.add(() -> credit(poster, List.of(EIGHT, SEVEN), order.incrementAndGet()));
        }
        for (Future<?> done : threads.invokeAll(posters)) {
            done.get();
        }
        List<Movement> facts = new ArrayList<>(AHundredSpent.FACTS);
        LongStream.rangeClosed(101, 120).forEach(id -> facts.add(aCredit(id)));
        PostedBooks target = PostedBooks.of(new Account(SEVEN, Opening.EMPTY, facts, List.of()).judge(NOW));
        assertThat(PostedBooks.read(database.jdbc(), SEVEN)).isEqualTo(target);
        assertThat(PostedBooks.read(database.jdbc(), EIGHT)).isEqualTo(target);
    }

    @Test
    void posters_never_wait_for_each_other_in_a_ring() throws Exception {
        Poster poster = poster();
        List<Callable<Object>> posters = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            List<AccountKey> keys = someAccounts(i);
            posters.add(() -> transaction.execute(status -> poster.lock(keys)));
        }
        for (Future<?> done : threads.invokeAll(posters)) {
            done.get();
        }
    }

    /** The server moves locks on a row that is taken back to the gap where it was, and then even ordered ones may form a ring. */
    @Test
    void where_some_take_back_what_they_opened_all_get_their_locks_in_the_end() throws Exception {
        Poster poster = poster();
        List<Callable<Object>> posters = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            List<AccountKey> keys = someAccounts(i);
            boolean takesBack = i % 3 == 0;
            posters.add(() -> {
                for (int attempt = 1; ; attempt++) {
                    try {
                        return transaction.execute(status -> {
                            if (takesBack) {
                                status.setRollbackOnly();
                            }
                            return poster.lock(keys);
                        });
                    } catch (PessimisticLockingFailureException refused) {
                        assertThat(attempt).isLessThan(10);
                    }
                }
            });
        }
        for (Future<?> done : threads.invokeAll(posters)) {
            done.get();
        }
    }

    private static List<AccountKey> someAccounts(int seed) {
        return new Random(seed).ints(12, 1, 41).mapToObj(AccountKey::coins).toList();
    }

    private static void assertRefused(String sql) {
        assertThatThrownBy(() -> database.jdbc().sql(sql).update())
                .isInstanceOfAny(DataIntegrityViolationException.class, UncategorizedSQLException.class)
                .hasMessageContaining("lot_");
    }

    private static Poster poster() {
        return new Poster(new JdbcTemplate(database.dataSource()), List.of());
    }

    private Object credit(Poster poster, List<AccountKey> accounts, long order) {
        transaction.executeWithoutResult(
                status -> poster.credit(poster.lock(accounts), credits(accounts, order), run()));
        return order;
    }

    private static List<NewCredit> credits(List<AccountKey> accounts, long order) {
        return accounts.stream().map(key -> new NewCredit(key, aCredit(order))).toList();
    }

    private static Credit aCredit(long order) {
        return aLot((int) order, 6).earned(dec(5)).get();
    }

    private static Run run() {
        return new Run(1, NOW, NOW, Facts.ZONE, Period.ofYears(10), 1);
    }

    private static long units(AccountKey account) {
        return database.jdbc()
                .sql("select sum(units) from entry where member_id = ?")
                .param(account.memberId())
                .query(Long.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells every account that a hundred were redeemed before anything was earned. */
    private static final class AHundredSpent implements MovementSource {

        static final List<Movement> FACTS = List.of(aRedemption(1, 100).get());

        @Override
        public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
            Told told = new Told(FACTS, List.of());
            return Map.of(SEVEN, told, EIGHT, told);
        }
    }
}
