package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Adjustment;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules a second time, one unit at a time and as slowly as they read: every coin is an object with a state, and at
 * every instant everything is looked at again. It shares the facts and the form of the answer with the heart, and nothing
 * else, so that the two can be held against each other.
 */
final class UnitByUnit {

    private enum State {
        FREE,
        RESERVED,
        SPENT,
        REPAYING,
        GONE,
        LAPSED
    }

    /** A unit of a lot; {@code payingFor} is what it was spent on or whose debt it repaid, {@code turn} when. */
    private static final class Unit {
        State state = State.FREE;
        Optional<Fact> payingFor = Optional.empty();
        long turn;
    }

    /** A unit that the member owes. */
    private static final class Owed {
        final Fact cause;
        final Instant since;
        boolean open = true;

        Owed(Fact cause, Instant since) {
            this.cause = cause;
            this.since = since;
        }
    }

    private static final class Heap {
        final LotKey key;
        final Instant earnedAt;
        final LotTerms terms;
        final List<Unit> units = new ArrayList<>();
        final Set<Fact> everPaidFor = new HashSet<>();
        long takenBack;

        Heap(LotKey key, Instant earnedAt, LotTerms terms, long units) {
            this.key = key;
            this.earnedAt = earnedAt;
            this.terms = terms;
            for (long i = 0; i < units; i++) {
                this.units.add(new Unit());
            }
        }

        List<Unit> in(State state) {
            return units.stream().filter(unit -> unit.state == state).toList();
        }
    }

    private final List<Movement> movements;
    private final List<Hold> holds;
    private final Instant asOf;
    private final List<Heap> heaps = new ArrayList<>();
    private final List<Owed> owed = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private long turn;

    private UnitByUnit(Account account, Instant asOf) {
        this.movements = account.movements();
        this.holds = account.holds();
        this.asOf = asOf;
    }

    static Books judge(Account account, Instant asOf) {
        UnitByUnit model = new UnitByUnit(account, asOf);
        for (Instant now : model.instants()) {
            model.liveThrough(now);
        }
        return model.books();
    }

    /** Every instant at which anything could happen. */
    private NavigableSet<Instant> instants() {
        TreeSet<Instant> instants = new TreeSet<>();
        for (Movement movement : movements) {
            instants.add(movement.at());
            if (movement instanceof Credit credit) {
                credit.terms().endsAt().ifPresent(instants::add);
            }
            if (movement instanceof Adjustment adjustment) {
                adjustment.terms().endsAt().ifPresent(instants::add);
            }
            if (movement instanceof Activity activity) {
                instants.add(activity.keepsUntil());
                activity.withdrawnAt().ifPresent(instants::add);
            }
        }
        holds.forEach(hold -> hold.until().ifPresent(instants::add));
        instants.add(asOf);
        instants.removeIf(instant -> instant.isAfter(asOf));
        return instants;
    }

    /** §0: at one instant the order is lapse, credit, return, take-back, redemption. */
    private void liveThrough(Instant now) {
        for (Heap heap : heaps) {
            if (hasEnded(heap, now, runsOut(now, false))) {
                lapseWhatIsFree(heap, now);
            }
        }
        if (!now.isBefore(asOf)) {
            return;
        }
        for (Fact fact : factsOf(happening(now, movement -> movement instanceof Credit || isGift(movement)))) {
            happening(now, movement -> movement instanceof Credit || isGift(movement))
                    .filter(movement -> movement.fact().equals(fact))
                    .forEach(this::credit);
            all(TakeBack.class)
                    .filter(claim -> claim.lot().source().equals(fact))
                    .filter(claim -> claim.at().isBefore(now))
                    .sorted(Comparator.comparing(Movement::at))
                    .forEach(claim -> takeBack(claim, now));
        }
        happening(now, Return.class::isInstance).map(Return.class::cast).forEach(refund -> {
            if (redemption(refund).filter(spent -> spent.at().isBefore(now)).isPresent()) {
                giveBack(refund, now);
            }
        });
        happening(now, TakeBack.class::isInstance).map(TakeBack.class::cast).forEach(claim -> takeBack(claim, now));
        happening(now, movement -> movement instanceof Redemption || isFine(movement))
                .forEach(movement -> {
                    spend(movement);
                    all(Return.class)
                            .filter(refund -> refund.redemption().equals(movement.fact()))
                            .filter(refund -> !refund.at().isAfter(now))
                            .sorted(Comparator.comparing(Movement::at))
                            .forEach(refund -> giveBack(refund, now));
                });
    }

    private void credit(Movement movement) {
        boolean gift = movement instanceof Adjustment;
        Heap heap = movement instanceof Credit credit
                ? new Heap(credit.lot(), credit.at(), credit.terms(), credit.units())
                : fromGift((Adjustment) movement);
        heaps.add(heap);
        EntryKind kind = gift ? EntryKind.ADJUSTED : EntryKind.EARNED;
        write(heap.key, movement.fact(), kind, heap.units.size(), movement.at());
        for (Unit unit : heap.units) {
            Optional<Owed> oldest = owed.stream()
                    .filter(debt -> debt.open)
                    .min(Comparator.comparing(this::owedSince).thenComparing(debt -> debt.cause));
            if (oldest.isPresent()) {
                Fact cause = oldest.get().cause;
                oldest.get().open = false;
                unit.state = State.REPAYING;
                unit.payingFor = Optional.of(cause);
                heap.everPaidFor.add(cause);
                unit.turn = turn++;
                write(heap.key, movement.fact(), EntryKind.DEBT_REPAID, -1, movement.at());
                write(LotKey.debtOf(cause), movement.fact(), EntryKind.DEBT_REPAID, 1, movement.at());
            }
        }
        if (hasEnded(heap, movement.at(), runsOut(movement.at(), true))) {
            lapseWhatIsFree(heap, movement.at());
        }
    }

    private static Heap fromGift(Adjustment gift) {
        return new Heap(LotKey.base(gift.fact()), gift.at(), gift.terms(), gift.units());
    }

    /** §5, 14: to what paid, last payer first; what has ended lapses at once. */
    private void giveBack(Return refund, Instant now) {
        for (long i = 0; i < refund.units(); i++) {
            Optional<Owed> debt = owed.stream()
                    .filter(unit -> unit.open && unit.cause.equals(refund.redemption()))
                    .findFirst();
            if (debt.isPresent()) {
                debt.get().open = false;
                write(LotKey.debtOf(refund.redemption()), refund.fact(), EntryKind.RETURNED, 1, now);
                continue;
            }
            Unit last = null;
            Heap home = null;
            for (Heap heap : heaps) {
                for (Unit unit : heap.units) {
                    boolean paid =
                            unit.payingFor.filter(refund.redemption()::equals).isPresent();
                    if (paid && (last == null || unit.turn > last.turn)) {
                        last = unit;
                        home = heap;
                    }
                }
            }
            if (last == null || home == null) {
                return;
            }
            last.state = State.FREE;
            last.payingFor = Optional.empty();
            write(home.key, refund.fact(), EntryKind.RETURNED, 1, now);
            if (hasEnded(home, now, runsOut(now, true))) {
                lapseWhatIsFree(home, now);
            }
        }
    }

    /** §5, 15: own lot, other live lots, debt; never more than was earned and did not lapse unspent. */
    private void takeBack(TakeBack claim, Instant now) {
        Optional<Heap> own =
                heaps.stream().filter(heap -> heap.key.equals(claim.lot())).findFirst();
        if (own.isEmpty()) {
            return;
        }
        Heap lot = own.get();
        for (long i = 0; i < claim.units(); i++) {
            if (lot.takenBack >= lot.units.size() - lot.in(State.LAPSED).size()) {
                return;
            }
            lot.takenBack++;
            Optional<Heap> giver = Stream.concat(Stream.of(lot), live(now).stream())
                    .filter(heap -> !heap.in(State.FREE).isEmpty())
                    .findFirst();
            if (giver.isPresent()) {
                giver.get().in(State.FREE).get(0).state = State.GONE;
                write(giver.get().key, claim.fact(), EntryKind.TAKEN_BACK, -1, now);
            } else {
                owe(claim.fact(), now);
            }
        }
    }

    private void spend(Movement movement) {
        Instant now = movement.at();
        long units;
        State into;
        EntryKind kind;
        if (movement instanceof Redemption redemption) {
            if (redemption.paidAt().filter(asOf::isAfter).isPresent()) {
                into = State.SPENT;
            } else if (redemption.releasedAt().filter(asOf::isAfter).isPresent()
                    || !redemption.timesOutAt().isAfter(asOf)) {
                return;
            } else {
                into = State.RESERVED;
            }
            units = redemption.units();
            kind = EntryKind.SPENT;
        } else {
            units = -((Adjustment) movement).units();
            into = State.GONE;
            kind = EntryKind.ADJUSTED;
        }
        List<Heap> inOrder = live(now);
        for (long i = 0; i < units; i++) {
            Optional<Heap> giver = inOrder.stream()
                    .filter(heap -> !heap.in(State.FREE).isEmpty())
                    .findFirst();
            if (giver.isPresent()) {
                Unit unit = giver.get().in(State.FREE).get(0);
                unit.state = into;
                if (into != State.RESERVED) {
                    unit.payingFor = into == State.SPENT ? Optional.of(movement.fact()) : Optional.empty();
                    unit.turn = turn++;
                    giver.get().everPaidFor.add(movement.fact());
                    write(giver.get().key, movement.fact(), kind, -1, now);
                }
            } else if (into != State.RESERVED) {
                owe(movement.fact(), now);
            }
        }
    }

    private void owe(Fact cause, Instant now) {
        owed.add(new Owed(cause, now));
        write(LotKey.debtOf(cause), cause, EntryKind.DEBT_INCURRED, -1, now);
    }

    /** A cause's debt is as old as its first unit. */
    private Instant owedSince(Owed debt) {
        return owed.stream()
                .filter(other -> other.cause.equals(debt.cause))
                .findFirst()
                .orElse(debt)
                .since;
    }

    private void lapseWhatIsFree(Heap heap, Instant now) {
        for (Unit unit : heap.in(State.FREE)) {
            unit.state = State.LAPSED;
            write(heap.key, heap.key.source(), EntryKind.LAPSED, -1, now);
        }
    }

    /** §3: live, soonest end first, then earliest earned, then lowest id. */
    private List<Heap> live(Instant now) {
        Comparator<Heap> bySoonestEnd =
                Comparator.comparing((Heap heap) -> effectiveEnd(heap, now).orElse(Instant.MAX));
        return heaps.stream()
                .filter(heap -> !heap.terms.availableAt().isAfter(now))
                .sorted(bySoonestEnd.thenComparing(heap -> heap.earnedAt).thenComparing(heap -> heap.key))
                .toList();
    }

    /** It has, if since its end there was an instant at which nothing held it. */
    private boolean hasEnded(Heap heap, Instant now, Optional<Instant> clock) {
        return unheldEnd(heap, clock).stream()
                .flatMap(end -> instants().stream().filter(instant -> !instant.isBefore(end) && !instant.isAfter(now)))
                .anyMatch(instant -> holdsOn(heap).noneMatch(hold -> holdsAt(hold, instant)));
    }

    /** As seen at an instant: what has not ended by then cannot end before it. */
    private Optional<Instant> effectiveEnd(Heap heap, Instant now) {
        Optional<Instant> unheld = unheldEnd(heap, runsOut(now, true));
        if (unheld.isEmpty()) {
            return unheld;
        }
        Instant end = unheld.get().isAfter(now) ? unheld.get() : now;
        for (int i = 0; i <= holds.size(); i++) {
            Instant reached = end;
            Optional<Hold> hold = holdsOn(heap)
                    .filter(one -> !one.from().isAfter(now) && holdsAt(one, reached))
                    .findFirst();
            if (hold.isEmpty()) {
                return Optional.of(end);
            }
            if (hold.get().until().isEmpty()) {
                return Optional.empty();
            }
            end = hold.get().until().get();
        }
        return Optional.of(end);
    }

    private static Optional<Instant> unheldEnd(Heap heap, Optional<Instant> clock) {
        return Stream.concat(heap.terms.endsAt().stream(), clock.stream()).min(Comparator.naturalOrder());
    }

    private Stream<Hold> holdsOn(Heap heap) {
        return holds.stream()
                .filter(hold -> hold.subjects().isEmpty()
                        || hold.subjects().contains(heap.key.source())
                        || heap.everPaidFor.stream().anyMatch(hold.subjects()::contains));
    }

    private static boolean holdsAt(Hold hold, Instant now) {
        return !now.isBefore(hold.from()) && hold.until().map(now::isBefore).orElse(true);
    }

    /** §4: when the clock will run out, or since when it has; empty while no activity keeps one. */
    private Optional<Instant> runsOut(Instant now, boolean withActivitiesOfNow) {
        Optional<Instant> keeps =
                keptUntil(now, activity -> withActivitiesOfNow || activity.at().isBefore(now));
        if (keeps.isEmpty() || keeps.get().isAfter(now)) {
            return keeps;
        }
        Instant since = now;
        for (Instant earlier : instants().descendingSet().tailSet(now, false)) {
            if (keptUntil(earlier, activity -> true)
                    .filter(until -> !until.isAfter(earlier))
                    .isEmpty()) {
                break;
            }
            since = earlier;
        }
        return Optional.of(since);
    }

    private Optional<Instant> keptUntil(Instant now, Predicate<Activity> counts) {
        return all(Activity.class)
                .filter(counts)
                .filter(activity -> !activity.at().isAfter(now) && activity.at().isBefore(asOf))
                .filter(activity -> activity.withdrawnAt()
                        .filter(withdrawn -> withdrawn.isBefore(asOf) && !withdrawn.isAfter(now))
                        .isEmpty())
                .map(Activity::keepsUntil)
                .max(Comparator.naturalOrder());
    }

    private static boolean isGift(Movement movement) {
        return movement instanceof Adjustment adjustment && adjustment.units() > 0;
    }

    private static boolean isFine(Movement movement) {
        return movement instanceof Adjustment adjustment && adjustment.units() < 0;
    }

    private static Set<Fact> factsOf(Stream<Movement> movements) {
        return movements.map(Movement::fact).collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Redemption> redemption(Return refund) {
        return all(Redemption.class)
                .filter(one -> one.fact().equals(refund.redemption()))
                .findFirst();
    }

    private <M extends Movement> Stream<M> all(Class<M> kind) {
        return movements.stream().filter(kind::isInstance).map(kind::cast).sorted(byFact());
    }

    private Stream<Movement> happening(Instant now, Predicate<Movement> which) {
        return movements.stream()
                .filter(movement -> movement.at().equals(now))
                .filter(which)
                .sorted(byFact());
    }

    private static Comparator<Movement> byFact() {
        return Comparator.comparing(Movement::fact).thenComparing(UnitByUnit::detail);
    }

    private static String detail(Movement movement) {
        if (movement instanceof Credit credit) {
            return "%06d".formatted(credit.part());
        }
        if (movement instanceof Return refund) {
            return "%06d".formatted(refund.redemption().id());
        }
        return movement instanceof TakeBack claim
                ? "%s %06d %06d"
                        .formatted(
                                claim.lot().source().kind(),
                                claim.lot().source().id(),
                                claim.lot().part())
                : "";
    }

    private void write(LotKey lot, Fact fact, EntryKind kind, long units, Instant at) {
        entries.add(new Entry(lot, fact, kind, units, at));
    }

    private Books books() {
        Map<LotKey, Long> remaining = new HashMap<>();
        Map<LotKey, Long> reserved = new HashMap<>();
        for (Heap heap : heaps) {
            long held = heap.in(State.RESERVED).size();
            remaining.put(heap.key, held + heap.in(State.FREE).size());
            if (held > 0) {
                reserved.put(heap.key, held);
            }
        }
        for (Owed debt : owed) {
            remaining.merge(LotKey.debtOf(debt.cause), debt.open ? -1L : 0L, Long::sum);
        }
        return new Books(remaining, Books.net(entries), reserved);
    }
}
