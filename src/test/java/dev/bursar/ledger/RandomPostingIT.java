package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.ProgrammeKind;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Histories told to a real database run by run: the books end up as if all facts had been judged at once. */
class RandomPostingIT {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final int UNLESS_SAID = 50;
    private static final Fact NEVER_REDEEMED = Fact.redemption(Long.MAX_VALUE);

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
    void settling_without_what_is_over_posts_what_settling_with_all_there_is_posts() {
        eachInATransaction(history -> {
            Arrivals facts = Arrivals.of(history, MEMBERS.getAndIncrement());
            Telling telling = new Telling(facts, facts.leastGrace());
            do {
                telling.credit();
                List<Map<String, Object>> fromAll = telling.settledFromAllThereIs();
                telling.settle();
                assertThat(telling.everyColumn()).as(telling.facts::toString).isEqualTo(fromAll);
            } while (telling.facts.nextRun());
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

    /** As a night does: what nothing has happened to but credits is not judged, and its lapses are posted in bulk. */
    @Test
    void lapses_posted_in_bulk_are_those_that_judging_says() {
        long[] inBulk = {0};
        eachInATransaction(history -> {
            boolean quiet = history.random().nextInt(3) > 0;
            long member = MEMBERS.getAndIncrement();
            Telling telling = new Telling(
                    quiet ? Arrivals.ofCreditsAlone(history, member) : Arrivals.of(history, member),
                    Period.ofYears(10));
            String before = "";
            do {
                telling.credit();
                if (!telling.facts.happenings().equals(before)) {
                    telling.settle();
                }
                before = telling.facts.happenings();
                inBulk[0] += telling.lapse();
                telling.assertBooks();
            } while (telling.facts.nextRun());
        });
        assertThat(RandomHistories.fewAreRun() ? 1 : inBulk[0]).isPositive();
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

        /** @return how many accounts had lapses in bulk */
        int lapse() {
            Lapsed lapsed = poster.lapse(List.of(facts.key()), Set.of(), run(facts.asOf()));
            poster.allLapsed(
                    facts.key().programmeId() == AccountKey.COINS ? ProgrammeKind.COINS : ProgrammeKind.POINTS,
                    facts.asOf());
            return lapsed.inBulk().size();
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

        /** What another fact since might ask of the past has it read; what is posted is taken back again. */
        List<Map<String, Object>> settledFromAllThereIs() {
            MovementSource asking = (accounts, from, asOf) -> Map.of(
                    facts.key(),
                    new MovementSource.Told(
                            List.of(), List.of(new Hold("none", Set.of(NEVER_REDEEMED), from, Optional.of(from)))));
            Poster fromAll = new Poster(new JdbcTemplate(database.dataSource()), List.of(facts, asking));
            TransactionTemplate nested = new TransactionTemplate(
                    new JdbcTransactionManager(database.dataSource()),
                    new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
            return Objects.requireNonNull(nested.execute(status -> {
                fromAll.settle(lock(), run(facts.asOf()));
                status.setRollbackOnly();
                return everyColumn();
            }));
        }

        List<Map<String, Object>> everyColumn() {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (String query : List.of(
                    "select * from account where member_id = ? and programme_id = ?",
                    "select * from lot where member_id = ? and programme_id = ?",
                    "select * from entry where member_id = ? and programme_id = ?")) {
                rows.addAll(database.jdbc()
                        .sql(query)
                        .params(facts.key().memberId(), facts.key().programmeId())
                        .query()
                        .listOfRows());
            }
            rows.forEach(row -> row.remove("number"));
            return rows;
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
