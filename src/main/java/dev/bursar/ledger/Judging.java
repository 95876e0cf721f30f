package dev.bursar.ledger;

import dev.bursar.ledger.Judgement.Finding;
import dev.bursar.ledger.Judgement.JudgedLot;
import dev.bursar.ledger.Judgement.Outcome;
import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Adjustment;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.Opening.Take;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folds an account's movements, in time order, into what the books should say. Used once, then thrown away. */
final class Judging {

    private final Account account;
    private final Instant asOf;
    private final Lots lots;
    private final Payers payers;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Reservation> reservations = new ArrayList<>();
    private final Map<LotKey, Instant> heldUntil = new HashMap<>();
    private final Map<Fact, Outcome> outcomes = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Judging(Account account, Instant asOf) {
        this.account = account;
        this.asOf = asOf;
        this.payers = new Payers(account.opening().payers());
        this.lots = new Lots(account.opening(), account.holds(), payers, asOf);
    }

    Judgement judge() {
        Deque<Instant> withdrawals = new ArrayDeque<>(withdrawals());
        for (TimeLine.Point point : TimeLine.of(account.movements(), asOf)) {
            while (!withdrawals.isEmpty() && !withdrawals.getFirst().isAfter(point.at())) {
                lapseAtWithdrawal(withdrawals.removeFirst());
            }
            lapseUpTo(point.at());
            apply(point.movement(), point.at());
        }
        withdrawals.forEach(this::lapseAtWithdrawal);
        lapseUpTo(asOf);
        return result();
    }

    /** The instants at which the clock may fall back; lapses before them still follow the later clock. */
    private Set<Instant> withdrawals() {
        Stream<Activity> activities =
                account.movements().stream().filter(Activity.class::isInstance).map(Activity.class::cast);
        return Stream.concat(account.opening().activities().stream(), activities)
                .flatMap(activity -> activity.withdrawnAt().stream())
                .filter(at ->
                        at.isBefore(asOf) && !at.isBefore(account.opening().edge()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void apply(Movement movement, Instant at) {
        if (movement instanceof Credit credit) {
            credit(credit.lot(), credit.fact(), credit.units(), credit.terms(), EntryKind.EARNED, at);
        } else if (movement instanceof Redemption redemption) {
            redeem(redemption, at);
        } else if (movement instanceof Return back) {
            giveBack(back, at);
        } else if (movement instanceof TakeBack claim) {
            takeBack(claim, at);
        } else if (movement instanceof Adjustment adjustment) {
            adjust(adjustment, at);
        } else if (movement instanceof Activity activity) {
            lots.keepAlive(activity);
            outcomes.putIfAbsent(activity.fact(), Outcome.POSTED);
        }
    }

    private void credit(LotKey key, Fact fact, long units, LotTerms terms, EntryKind kind, Instant at) {
        LotState lot = lots.add(LotState.credited(key, at, terms, units));
        move(lot, fact, kind, units, at);
        for (LotState debt : lots.openDebtsOldestFirst()) {
            long repaid = Math.min(lot.remaining, -debt.remaining);
            if (repaid > 0) {
                move(lot, fact, EntryKind.DEBT_REPAID, -repaid, at);
                move(debt, fact, EntryKind.DEBT_REPAID, repaid, at);
                payers.paid(debt.key.source(), lot.key, repaid);
            }
        }
        lapseIfEnded(lot, at);
        outcomes.put(fact, Outcome.POSTED);
    }

    private void redeem(Redemption redemption, Instant at) {
        switch (redemption.stageAsOf(asOf)) {
            case RELEASED -> outcomes.put(redemption.fact(), Outcome.RELEASED);
            case RESERVED -> {
                reserve(redemption, at);
                outcomes.put(redemption.fact(), Outcome.AWAITING_PAYMENT);
            }
            case TAKEN -> {
                long missing = spend(redemption.fact(), EntryKind.SPENT, redemption.units(), at);
                if (missing > 0) {
                    findings.add(new Finding(redemption.fact(), missing));
                }
                outcomes.put(redemption.fact(), Outcome.POSTED);
            }
        }
    }

    private void reserve(Redemption redemption, Instant at) {
        long open = redemption.units();
        for (LotState lot : lots.liveSoonestEndFirst(at)) {
            long share = Math.min(open, lot.free());
            if (share > 0) {
                lot.reserved += share;
                reservations.add(new Reservation(redemption.fact(), lot.key, share));
                heldUntil.merge(lot.key, redemption.timesOutAt(), (one, other) -> one.isAfter(other) ? one : other);
            }
            open -= share;
        }
    }

    /** @return what the live units did not cover: it has become debt */
    private long spend(Fact fact, EntryKind kind, long units, Instant at) {
        long open = units;
        for (LotState lot : lots.liveSoonestEndFirst(at)) {
            long share = Math.min(open, lot.free());
            if (share > 0) {
                move(lot, fact, kind, -share, at);
                payers.paid(fact, lot.key, share);
                open -= share;
            }
        }
        incurDebt(fact, open, at);
        return open;
    }

    private void incurDebt(Fact cause, long units, Instant at) {
        if (units > 0) {
            LotState debt = lots.debtOf(cause, at);
            debt.earned -= units;
            move(debt, cause, EntryKind.DEBT_INCURRED, -units, at);
        }
    }

    private void giveBack(Return back, Instant at) {
        long open = back.units();
        Optional<LotState> debt = lots.find(LotKey.debtOf(back.redemption()));
        if (debt.isPresent()) {
            long share = Math.min(open, -debt.get().remaining);
            if (share > 0) {
                move(debt.get(), back.fact(), EntryKind.RETURNED, share, at);
                open -= share;
            }
        }
        for (Take take : payers.takeOutLastFirst(back.redemption(), open)) {
            LotState lot = lots.get(take.lot());
            move(lot, back.fact(), EntryKind.RETURNED, take.units(), at);
            lapseIfEnded(lot, at);
            open -= take.units();
        }
        lots.endsMayComeSooner();
        boolean anything = open < back.units();
        outcomes.merge(back.fact(), anything ? Outcome.POSTED : Outcome.NOTHING_LEFT, Judging::stronger);
    }

    private void takeBack(TakeBack claim, Instant at) {
        Optional<LotState> found = lots.find(claim.lot());
        long due = found.isPresent() ? dueOf(found.get(), claim.units()) : 0;
        if (due > 0) {
            long open = due - takeFrom(found.get(), claim.fact(), due, at);
            for (LotState lot : lots.liveSoonestEndFirst(at)) {
                open -= takeFrom(lot, claim.fact(), open, at);
            }
            incurDebt(claim.fact(), open, at);
        }
        outcomes.merge(claim.fact(), due > 0 ? Outcome.POSTED : Outcome.NOTHING_LEFT, Judging::stronger);
    }

    /** Never more in all than was earned and did not lapse unspent. */
    private static long dueOf(LotState own, long units) {
        long left = own.earned - own.lapsed - own.claimed;
        own.claimed += units;
        return Math.max(0, Math.min(units, left));
    }

    private long takeFrom(LotState lot, Fact fact, long units, Instant at) {
        long share = Math.min(units, lot.free());
        if (share > 0) {
            move(lot, fact, EntryKind.TAKEN_BACK, -share, at);
        }
        return Math.max(share, 0);
    }

    private void adjust(Adjustment adjustment, Instant at) {
        Fact fact = adjustment.fact();
        if (adjustment.units() > 0) {
            credit(LotKey.base(fact), fact, adjustment.units(), adjustment.terms(), EntryKind.ADJUSTED, at);
        } else {
            spend(fact, EntryKind.ADJUSTED, -adjustment.units(), at);
            outcomes.put(fact, Outcome.POSTED);
        }
    }

    /** What ended before it lapsed by the clock as it ran until then. */
    private void lapseAtWithdrawal(Instant at) {
        lapseUpTo(at.minusNanos(1));
        lots.endsMayComeSooner();
        lapseUpTo(at);
    }

    private void lapseUpTo(Instant until) {
        for (Optional<Lots.End> next = lots.nextEnd(until); next.isPresent(); next = lots.nextEnd(until)) {
            lapse(next.get().lot(), next.get().at());
        }
    }

    private void lapseIfEnded(LotState lot, Instant at) {
        if (lots.effectiveEnd(lot, at).filter(end -> !end.isAfter(at)).isPresent()) {
            lapse(lot, at);
        }
    }

    private void lapse(LotState lot, Instant at) {
        long units = lot.free();
        if (units > 0) {
            lot.lapsed += units;
            move(lot, lot.key.source(), EntryKind.LAPSED, -units, at);
        }
    }

    private void move(LotState lot, Fact fact, EntryKind kind, long units, Instant at) {
        lot.remaining += units;
        entries.add(new Entry(lot.key, fact, kind, units, at));
    }

    private static Outcome stronger(Outcome one, Outcome other) {
        return one == Outcome.POSTED || other == Outcome.POSTED ? Outcome.POSTED : other;
    }

    private Judgement result() {
        List<JudgedLot> judged = new ArrayList<>();
        for (LotState lot : lots.all()) {
            judged.add(lot.judged(lots.effectiveEnd(lot, asOf)));
        }
        findings.sort(Comparator.comparing(Finding::fact));
        return new Judgement(judged, entries, reservations, heldUntil, outcomes, findings);
    }
}
