package dev.bursar.ledger;

import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Redemption.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds the books of one account against what its facts say. A lot that is wrong in itself is named once, and what follows
 * from it is judged by what is there, so that one fault is not reported as many.
 */
final class AccountReckoning {

    private final AccountKey key;
    private final Books books;
    private final MovementSource.Told told;
    private final Predicate<Fact> takenAsPosted;
    private final Predicate<Fact> late;
    private final List<Deviation> deviations = new ArrayList<>();

    /**
     * What the database holds of the account.
     *
     * @param state when it was judged as a whole; lapses due since then may not be posted yet
     */
    record Books(List<PostedLot> lots, List<Entry> entries, List<Reservation> reservations, AccountState state) {

        Optional<Instant> judgedAsOf() {
            return state.judgedAsOf();
        }
    }

    /**
     * @param takenAsPosted facts that say nothing now: changed since, or found wrong already
     * @param late          facts that came after the grace and were placed at its edge
     */
    AccountReckoning(
            AccountKey key,
            Books books,
            MovementSource.Told told,
            Predicate<Fact> takenAsPosted,
            Predicate<Fact> late) {
        this.key = key;
        this.books = books;
        this.told = told;
        this.takenAsPosted = takenAsPosted;
        this.late = late;
    }

    List<Deviation> deviations() {
        Map<LotKey, Credit> due = new TreeMap<>();
        List<Movement> movements = new ArrayList<>();
        for (Movement movement : told.movements()) {
            if (movement instanceof Credit credit) {
                due.put(credit.lot(), credit);
            } else {
                movements.add(movement);
            }
        }
        for (PostedLot lot : books.lots()) {
            if (lot.holdsACredit()) {
                compare(lot, Optional.ofNullable(due.remove(lot.key())));
                movements.add(lot.credit());
            }
        }
        due.values().forEach(credit -> report(Check.MISSING_LOT, credit.lot(), told(credit), "none"));
        Account account = new Account(key, Opening.EMPTY, movements, told.holds());
        Judgement judgement = new Account(key, Opening.EMPTY, stillReserved(movements), told.holds()).judge(asOf());
        compareEntries(judgement);
        compareNextEnd(judgement);
        if (mayHoldUnits(movements)) {
            compareReserved(account.judge(books.judgedAsOf().orElse(Instant.MIN)));
        }
        return deviations;
    }

    /** Credits that a short cut has posted since say nothing of time-outs: those are for the next run that settles. */
    private List<Movement> stillReserved(List<Movement> movements) {
        Instant judgedAsOf = books.judgedAsOf().orElse(Instant.MIN);
        Instant asOf = asOf();
        return movements.stream()
                .map(movement -> movement instanceof Redemption redemption
                                && redemption.stageAsOf(judgedAsOf) == Stage.RESERVED
                                && redemption.stageAsOf(asOf) == Stage.RELEASED
                        ? redemption.timingOutAt(asOf.plusNanos(1))
                        : movement)
                .toList();
    }

    private boolean mayHoldUnits(List<Movement> movements) {
        return movements.stream().anyMatch(Movement.Redemption.class::isInstance)
                || !books.reservations().isEmpty();
    }

    private void compare(PostedLot lot, Optional<Credit> due) {
        Credit posted = lot.credit();
        if (takenAsPosted.test(lot.key().source())) {
            return;
        }
        if (due.isEmpty()) {
            report(Check.SURPLUS_LOT, lot.key(), "none", told(posted));
        } else if (due.get().units() != posted.units()) {
            report(Check.UNITS, lot.key(), told(due.get()), told(posted));
        } else if (!sameTerms(due.get(), posted)) {
            report(Check.TERMS, lot.key(), terms(due.get()), terms(posted));
        }
    }

    /** The policy's version tells which one was at work then; a newer one says the same of the same time. */
    private boolean sameTerms(Credit due, Credit posted) {
        boolean at = due.at().equals(posted.at())
                || late.test(due.fact()) && posted.at().isAfter(due.at());
        LotTerms one = due.terms();
        LotTerms other = posted.terms();
        return at
                && one.availableAt().equals(other.availableAt())
                && one.endsAt().equals(other.endsAt())
                && one.funder().equals(other.funder())
                && one.origin() == other.origin()
                && one.lineUnits().equals(other.lineUnits());
    }

    private Instant asOf() {
        Instant asOf = books.judgedAsOf().orElse(Instant.MIN);
        for (Entry entry : books.entries()) {
            Instant least = Span.leastAsOf(entry);
            asOf = least.isAfter(asOf) ? least : asOf;
        }
        return asOf;
    }

    private void compareEntries(Judgement judgement) {
        for (Entry missing : Difference.between(judgement.entries(), books.entries())) {
            if (!isALapseStillToBePosted(missing)) {
                Slot slot = Slot.of(missing);
                long due = sum(judgement.entries(), slot);
                report(Check.ENTRIES, missing.lot(), told(due, missing), told(due - missing.units(), missing));
            } else if (!books.state().ends().mayHaveCome(asOf())) {
                report(Check.NEXT_END, missing.lot(), missing.effectiveAt() + " or earlier", nextEnd());
            }
        }
    }

    /** An account that no lapse step looks at in time keeps what has ended. */
    private void compareNextEnd(Judgement judgement) {
        judgement
                .soonest()
                .filter(due -> !books.state().ends().mayHaveCome(due.at()))
                .ifPresent(due -> report(Check.NEXT_END, due.lot(), due.at() + " or earlier", nextEnd()));
    }

    private String nextEnd() {
        return books.state().ends().next().map(Instant::toString).orElse("none");
    }

    /** What is posted by short cuts after the account was judged as a whole holds nothing. */
    private void compareReserved(Judgement judgement) {
        Map<Reservation.Place, Long> due = Reservation.unitsByPlace(judgement.reservations());
        Map<Reservation.Place, Long> found = Reservation.unitsByPlace(books.reservations());
        Set<Reservation.Place> all = new TreeSet<>(due.keySet());
        all.addAll(found.keySet());
        for (Reservation.Place place : all) {
            long expected = due.getOrDefault(place, 0L);
            long posted = found.getOrDefault(place, 0L);
            if (expected != posted) {
                report(Check.RESERVED, place.lot(), expected + " units for " + place.redemption(), posted + " units");
            }
        }
    }

    /** Lapses are posted by a step of their own, some time after they are due; until then the lot has its units. */
    private boolean isALapseStillToBePosted(Entry missing) {
        return missing.kind() == EntryKind.LAPSED
                && missing.units() < 0
                && books.judgedAsOf().filter(missing.effectiveAt()::isBefore).isEmpty()
                && sum(books.entries(), Slot.of(missing)) == 0
                && remaining().getOrDefault(missing.lot(), 0L) >= -missing.units();
    }

    private Map<LotKey, Long> remaining() {
        Map<LotKey, Long> remaining = new HashMap<>();
        books.lots().forEach(lot -> remaining.put(lot.key(), lot.remaining()));
        return remaining;
    }

    private record Slot(LotKey lot, Fact fact, EntryKind kind, Instant at) {
        static Slot of(Entry entry) {
            return new Slot(entry.lot(), entry.fact(), entry.kind().judgedAs(), entry.effectiveAt());
        }
    }

    private static long sum(List<Entry> entries, Slot slot) {
        return entries.stream()
                .filter(entry -> Slot.of(entry).equals(slot))
                .mapToLong(Entry::units)
                .sum();
    }

    private void report(Check check, LotKey lot, String expected, String found) {
        deviations.add(new Deviation(check, key, lot, expected, found));
    }

    private static String told(long units, Entry entry) {
        return units + " units " + entry.kind().judgedAs() + " by " + entry.fact() + " at " + entry.effectiveAt();
    }

    private static String told(Credit credit) {
        return credit.units() + " units earned at " + credit.at();
    }

    private static String terms(Credit credit) {
        LotTerms terms = credit.terms();
        return "earned at " + credit.at() + ", available at " + terms.availableAt() + ", "
                + terms.endsAt().map(end -> "ends at " + end).orElse("without end") + ", paid by " + terms.funder()
                + ", for " + terms.origin() + ", lines " + terms.lineUnits();
    }
}
