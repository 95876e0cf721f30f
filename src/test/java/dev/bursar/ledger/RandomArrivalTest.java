package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Books.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However facts are cut into runs and in whichever order they arrive, the books end up the same. */
class RandomArrivalTest {

    @Test
    void the_order_in_which_facts_are_told_does_not_matter() {
        RandomHistories.each(2000, history -> {
            Account account = history.account();
            Instant asOf = history.anInstant();
            Account shuffled = with(account, shuffled(account.movements(), history));
            assertThat(shuffled.judge(asOf)).as(() -> Telling.of(account)).isEqualTo(account.judge(asOf));
        });
    }

    @Test
    void runs_over_facts_that_arrive_late_post_what_one_run_would_have_posted() {
        RandomHistories.each(2000, history -> {
            Account account = history.account();
            Posted posted = new Posted();
            List<Movement> arriving = shuffled(account.movements(), history);
            Instant asOf = history.anInstant();
            for (int arrived = 0;
                    arrived < arriving.size();
                    arrived += 1 + history.random().nextInt(4)) {
                posted.run(with(account, arriving.subList(0, arrived)), asOf);
                Instant next = history.anInstant();
                asOf = next.isAfter(asOf) ? next : asOf;
            }
            posted.run(account, history.theEnd());
            Books atOnce = Books.of(account.judge(history.theEnd()));
            assertThat(Books.net(posted.entries)).as(() -> Telling.of(account)).isEqualTo(atOnce.net());
            assertThat(posted.remaining()).as(() -> Telling.of(account)).isEqualTo(withoutEmpty(atOnce.remaining()));
        });
    }

    @Test
    void posting_a_second_time_posts_nothing() {
        RandomHistories.each(500, history -> {
            Account account = history.account();
            Instant asOf = history.anInstant();
            Posted posted = new Posted();
            posted.run(account, asOf);
            assertThat(Difference.between(account.judge(asOf).entries(), posted.entries))
                    .isEmpty();
        });
    }

    @Test
    void nothing_is_below_zero_but_debts_and_every_lot_is_the_sum_of_its_entries() {
        RandomHistories.each(2000, history -> {
            Account account = history.account();
            Judgement judged = account.judge(history.anInstant());
            assertThat(judged.lots()).as(() -> Telling.of(account)).allSatisfy(lot -> {
                assertThat(lot.remaining() < 0).isEqualTo(lot.key().isDebt() && lot.remaining() != 0);
                assertThat(judged.reserved().getOrDefault(lot.key(), 0L)).isBetween(0L, Math.max(0, lot.remaining()));
            });
            assertThat(withoutEmpty(Books.of(judged).remaining())).isEqualTo(Difference.unitsByLot(judged.entries()));
        });
    }

    @Test
    void a_redemption_is_never_returned_beyond_what_was_spent_nor_a_lot_claimed_beyond_what_it_earned() {
        RandomHistories.each(2000, history -> {
            Account account = history.account();
            Map<Line, Long> net = Books.of(account.judge(history.theEnd())).net();
            assertThat(sum(net, EntryKind.RETURNED))
                    .as(() -> Telling.of(account))
                    .isLessThanOrEqualTo(-sum(net, EntryKind.SPENT) - sum(net, EntryKind.DEBT_INCURRED));
            assertThat(-sum(net, EntryKind.TAKEN_BACK))
                    .as(() -> Telling.of(account))
                    .isLessThanOrEqualTo(sum(net, EntryKind.EARNED) + sum(net, EntryKind.LAPSED) + gifts(account));
        });
    }

    private static long gifts(Account account) {
        return account.movements().stream()
                .filter(Movement.Adjustment.class::isInstance)
                .mapToLong(movement -> Math.max(0, ((Movement.Adjustment) movement).units()))
                .sum();
    }

    private static long sum(Map<Line, Long> net, EntryKind kind) {
        return net.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static Account with(Account account, List<Movement> movements) {
        return new Account(account.key(), account.opening(), movements, account.holds());
    }

    private static List<Movement> shuffled(List<Movement> movements, RandomHistories history) {
        List<Movement> shuffled = new ArrayList<>(movements);
        Collections.shuffle(shuffled, new Random(history.random().nextLong()));
        return shuffled;
    }

    private static Map<LotKey, Long> withoutEmpty(Map<LotKey, Long> remaining) {
        Map<LotKey, Long> left = new HashMap<>(remaining);
        left.values().removeIf(units -> units == 0);
        return left;
    }

    /** The books in memory: entries are only added. */
    private static final class Posted {

        final List<Entry> entries = new ArrayList<>();

        void run(Account account, Instant asOf) {
            Judgement judged = account.judge(asOf);
            entries.addAll(Difference.between(judged.entries(), entries));
            assertThat(remaining()).isEqualTo(withoutEmpty(Books.of(judged).remaining()));
        }

        Map<LotKey, Long> remaining() {
            return Difference.unitsByLot(entries);
        }
    }
}
