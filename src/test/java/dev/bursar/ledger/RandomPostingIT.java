package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Histories told to a real database run by run: the books end up as if all facts had been judged at once. */
class RandomPostingIT {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final int UNLESS_SAID = 50;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final AtomicLong MEMBERS = new AtomicLong(1);

    @Test
    void after_every_run_the_books_say_what_judging_all_that_has_arrived_says() {
        eachInATransaction(history -> {
            Telling telling = new Telling(Arrivals.of(history, MEMBERS.getAndIncrement()), Period.ofYears(10));
            do {
                telling.credit();
                telling.settle();
                telling.assertBooks();
            } while (telling.facts.nextRun());
        });
    }

    @Test
    void what_is_older_than_the_grace_is_frozen_and_stays_right() {
        eachInATransaction(history -> {
            Arrivals facts = Arrivals.of(history, MEMBERS.getAndIncrement());
            Telling telling = new Telling(facts, facts.leastGrace());
            do {
                telling.credit();
                telling.settle();
                telling.assertBooks();
            } while (facts.nextRun());
        });
    }

    @Test
    void a_credit_after_the_rest_was_settled_takes_the_short_cut_only_where_it_is_right() {
        eachInATransaction(history -> {
            Telling telling = new Telling(Arrivals.of(history, MEMBERS.getAndIncrement()), Period.ofYears(10));
            do {
                telling.settle();
                telling.credit();
                telling.assertBooks();
            } while (telling.facts.nextRun());
        });
    }

    @Test
    void posting_again_writes_no_row() {
        eachInATransaction(history -> {
            Telling telling = new Telling(Arrivals.of(history, MEMBERS.getAndIncrement()), Period.ofYears(10));
            do {
                telling.credit();
                telling.settle();
                List<String> rows = telling.rows();
                telling.settle();
                assertThat(telling.rows()).as(telling.facts::toString).isEqualTo(rows);
            } while (telling.facts.nextRun());
        });
    }

    @Test
    void a_run_as_of_an_earlier_instant_than_one_before_it_undoes_nothing() {
        eachInATransaction(history -> {
            Telling telling = new Telling(Arrivals.of(history, MEMBERS.getAndIncrement()), Period.ofYears(10));
            do {
                telling.credit();
                telling.settle();
                List<String> rows = telling.rows();
                telling.settle(earlier(telling, history));
                assertThat(telling.rows()).as(telling.facts::toString).isEqualTo(rows);
            } while (telling.facts.nextRun());
        });
    }

    @Test
    void a_run_as_of_an_earlier_instant_does_not_take_back_what_a_short_cut_credited_since() {
        eachInATransaction(history -> {
            Telling telling = new Telling(Arrivals.of(history, MEMBERS.getAndIncrement()), Period.ofYears(10));
            do {
                telling.credit();
                List<String> before = telling.rows();
                telling.settle(earlier(telling, history));
                assertThat(telling.rows())
                        .as(telling.facts::toString)
                        .filteredOn(row -> !before.contains(row))
                        .noneMatch(row -> row.matches(".*EARNED \\d+ -.*"));
            } while (telling.facts.nextRun());
        });
    }

    /** Rolled back in the end: on a durable server a commit costs more than all the rest. */
    private static void eachInATransaction(Consumer<RandomHistories> check) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        RandomHistories.each(
                UNLESS_SAID,
                history -> transaction.executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    check.accept(history);
                }));
    }

    private static Instant earlier(Telling telling, RandomHistories history) {
        Instant any = history.anInstant();
        return any.isBefore(telling.facts.asOf()) ? any : telling.facts.asOf();
    }

    /** One account on its way through the runs. */
    private static final class Telling {

        final Arrivals facts;
        private final Period grace;
        private final Poster poster;

        Telling(Arrivals facts, Period grace) {
            this.facts = facts;
            this.grace = grace;
            this.poster = new Poster(new JdbcTemplate(database.dataSource()), List.of(facts));
        }

        void credit() {
            List<RevisedCredit> revised = facts.revisedCredits();
            List<NewCredit> credits = facts.newCredits();
            poster.post(lock(), new Postings(credits, revised, List.of()), run(facts.asOf()));
        }

        void settle() {
            settle(facts.asOf());
        }

        void settle(Instant asOf) {
            poster.settle(lock(), run(asOf));
        }

        private Map<AccountKey, AccountState> lock() {
            return poster.lock(List.of(facts.key()));
        }

        private Run run(Instant asOf) {
            return new Run(1, asOf, asOf, ZONE, grace, 1);
        }

        List<String> rows() {
            return PostedBooks.rows(database.jdbc(), facts.key());
        }

        void assertBooks() {
            assertThat(PostedBooks.read(database.jdbc(), facts.key()))
                    .as(() -> "grace " + grace + ", " + facts)
                    .isEqualTo(PostedBooks.of(facts.target()));
        }
    }
}
