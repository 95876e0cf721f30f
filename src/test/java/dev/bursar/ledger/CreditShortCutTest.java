package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.D;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aPurchase;
import static dev.bursar.ledger.Facts.aPurchaseRefunded;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.aTakeBack;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.CreditShortCut.Standing;
import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CreditShortCutTest {

    private static final int NEW_ID = 77;
    private static final Instant NOW = dec(20);

    @Test
    void where_it_applies_judging_says_one_lot_and_one_entry_more() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger takenWithActivity = new AtomicInteger();
        RandomHistories.each(6000, history -> {
            Account without = history.account();
            Instant asOf = history.anInstant();
            Credit credit = history.aCredit(NEW_ID);
            Optional<Activity> activity = history.anActivityWith(credit);
            if (applies(without, credit, activity, asOf)) {
                taken.incrementAndGet();
                takenWithActivity.addAndGet(activity.isPresent() ? 1 : 0);
                assertThat(judged(without, credit, activity, asOf))
                        .as(() -> Telling.of(without) + credit + activity + " as of " + asOf)
                        .isEqualTo(plusOneLot(without, credit, asOf));
            }
        });
        assertThat(RandomHistories.fewAreRun() || (taken.get() > 300 && takenWithActivity.get() > 30))
                .as("taken %s times, with an activity %s", taken, takenWithActivity)
                .isTrue();
    }

    @Test
    void it_applies_to_an_account_that_has_only_ever_earned() {
        assertThat(applies(History.of(aLot(A, 5)).account(), aCredit(dec(5)), Optional.empty(), NOW))
                .isTrue();
    }

    @Test
    void an_open_debt_would_be_repaid() {
        assertNeeded(
                new Standing(Optional.of(dec(1)), true, Optional.empty(), Optional.empty()),
                History.of(aRedemption(1, 5)));
    }

    @Test
    void a_later_redemption_would_have_taken_from_the_lot() {
        assertNeeded(
                movedLast(dec(9)),
                History.of(aLot(A, 5), aRedemption(1, 5).at(dec(9))),
                aLot(D, 9).earned(dec(5)).ends(dec(25)));
    }

    @Test
    void a_redemption_at_the_same_instant_comes_after_the_credit() {
        assertNeeded(
                movedLast(dec(5)),
                History.of(aLot(A, 5), aRedemption(1, 5).at(dec(5))),
                aLot(D, 9).earned(dec(5)).ends(dec(25)));
    }

    @Test
    void a_debt_that_a_later_credit_repaid_would_have_been_repaid_by_the_lot() {
        assertNeeded(movedLast(dec(9)), History.of(aRedemption(1, 5), aLot(A, 5).earned(dec(9))));
    }

    @Test
    void a_lot_whose_end_has_come_has_lapsed() {
        assertNeeded(Standing.UNTOUCHED, History.of(), aLot(D, 9).earned(dec(5)).ends(NOW));
    }

    @Test
    void a_credit_that_is_still_to_come_is_not_counted() {
        assertNeeded(Standing.UNTOUCHED, History.of(), aLot(D, 9).earned(NOW));
    }

    @Test
    void a_claim_decided_before_the_credit_waits_for_it() {
        History history = History.of(aTakeBack(1, 9, D, dec(2)));
        assertThat(CreditShortCut.applies(Standing.UNTOUCHED, aCredit(dec(5)), Optional.empty(), true, NOW))
                .isFalse();
        assertDiffers(history, aCredit(dec(5)), Optional.empty());
    }

    @Test
    void a_clock_that_has_run_out_ends_the_lot_as_well() {
        assertNeeded(active(dec(1), dec(12)), History.of(aPurchase(A, dec(1), dec(12))));
    }

    @Test
    void a_clock_that_had_run_out_between_two_activities_ended_the_lot_then() {
        assertNeeded(
                active(dec(15), dec(30)), History.of(aPurchase(A, dec(1), dec(12)), aPurchase(B, dec(15), dec(30))));
    }

    @Test
    void an_activity_that_comes_with_the_credit_may_have_kept_others_from_lapsing() {
        History history = History.of(aLot(A, 5), aPurchase(A, dec(1), dec(12)));
        assertNeeded(active(dec(1), dec(12)), history, aCredit(dec(5)), Optional.of(anActivity(dec(5), dec(30))));
    }

    @Test
    void an_activity_that_comes_with_the_credit_may_start_a_clock_that_has_run_out() {
        assertNeeded(Standing.UNTOUCHED, History.of(), aCredit(dec(5)), Optional.of(anActivity(dec(5), dec(12))));
    }

    @Test
    void an_activity_that_comes_with_the_credit_may_have_been_withdrawn() {
        Activity withdrawn =
                (Activity) aPurchaseRefunded(D, dec(5), dec(30), dec(12)).get();
        assertThat(CreditShortCut.applies(Standing.UNTOUCHED, aCredit(dec(5)), Optional.of(withdrawn), false, NOW))
                .isFalse();
    }

    /** The short cut declines, and rightly: judging says something else than one lot more. */
    private static void assertNeeded(Standing standing, History without) {
        assertNeeded(standing, without, aCredit(dec(5)), Optional.empty());
    }

    private static void assertNeeded(Standing standing, History without, Facts.ALot credit) {
        assertNeeded(standing, without, credit.get(), Optional.empty());
    }

    private static void assertNeeded(Standing standing, History without, Credit credit, Optional<Activity> activity) {
        assertThat(standing).isEqualTo(standing(without.account(), NOW));
        assertThat(CreditShortCut.applies(standing, credit, activity, false, NOW))
                .isFalse();
        assertDiffers(without, credit, activity);
    }

    private static void assertDiffers(History without, Credit credit, Optional<Activity> activity) {
        assertThat(judged(without.account(), credit, activity, NOW))
                .isNotEqualTo(plusOneLot(without.account(), credit, NOW));
    }

    private static Credit aCredit(Instant at) {
        return aLot(D, 9).earned(at).get();
    }

    private static Activity anActivity(Instant at, Instant keepsUntil) {
        return (Activity) aPurchase(D, at, keepsUntil).get();
    }

    private static Standing movedLast(Instant at) {
        return new Standing(Optional.of(at), false, Optional.empty(), Optional.empty());
    }

    private static Standing active(Instant last, Instant clockEndsAt) {
        return new Standing(Optional.empty(), false, Optional.of(last), Optional.of(clockEndsAt));
    }

    private static boolean applies(Account without, Credit credit, Optional<Activity> activity, Instant asOf) {
        boolean claimed = without.movements().stream()
                .anyMatch(movement ->
                        movement instanceof TakeBack claim && claim.lot().equals(credit.lot()));
        return CreditShortCut.applies(standing(without, asOf), credit, activity, claimed, asOf);
    }

    private static Books judged(Account without, Credit credit, Optional<Activity> activity, Instant asOf) {
        List<Movement> movements = Stream.of(without.movements().stream(), Stream.of(credit), activity.stream())
                .<Movement>flatMap(more -> more)
                .toList();
        return Books.of(RandomArrivalTest.with(without, movements).judge(asOf));
    }

    private static Books plusOneLot(Account without, Credit credit, Instant asOf) {
        Books books = Books.of(without.judge(asOf));
        Map<LotKey, Long> remaining = new HashMap<>(books.remaining());
        remaining.put(credit.lot(), credit.units());
        Map<Books.Line, Long> net = new HashMap<>(books.net());
        net.put(new Books.Line(credit.lot(), credit.fact(), EntryKind.EARNED, credit.at()), credit.units());
        return new Books(remaining, net, books.reserved());
    }

    /** What the account's row and its open debts would tell, worked out from the facts. */
    private static Standing standing(Account account, Instant asOf) {
        Judgement judged = account.judge(asOf);
        Stream<Instant> entries = judged.entries().stream()
                .filter(entry -> entry.kind() != EntryKind.EARNED && entry.kind() != EntryKind.LAPSED)
                .filter(entry -> entry.kind() != EntryKind.ADJUSTED || entry.units() < 0)
                .map(Entry::effectiveAt);
        Stream<Instant> reservations = account.movements().stream()
                .filter(movement -> movement instanceof Movement.Redemption redemption
                        && redemption.stageAsOf(asOf) == Movement.Redemption.Stage.RESERVED)
                .map(Movement::at)
                .filter(asOf::isAfter);
        List<Activity> activities = account.movements().stream()
                .filter(movement ->
                        movement instanceof Activity && movement.at().isBefore(asOf))
                .map(Activity.class::cast)
                .toList();
        Stream<Instant> withdrawals = activities.stream()
                .flatMap(activity -> activity.withdrawnAt().stream())
                .filter(asOf::isAfter);
        Clock clock = new Clock(activities, asOf);
        return new Standing(
                Stream.of(entries, reservations, withdrawals).flatMap(at -> at).max(Instant::compareTo),
                judged.lots().stream().anyMatch(lot -> lot.remaining() < 0),
                activities.stream().map(Activity::at).max(Instant::compareTo),
                clock.runsOut(asOf));
    }
}
