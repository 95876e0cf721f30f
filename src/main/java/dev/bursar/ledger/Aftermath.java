package dev.bursar.ledger;

import dev.bursar.ledger.AccountState.Ends;
import dev.bursar.ledger.CreditShortCut.Standing;
import dev.bursar.ledger.Judgement.JudgedLot;
import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an account's row has to say after it was judged, so that later credits know whether the short cut is open. */
final class Aftermath {

    private Aftermath() {}

    /**
     * @param told all that the features' sources told
     * @param had  the account's lots before
     */
    static AccountState of(List<MovementSource.Told> told, List<PostedLot> had, Judgement judgement, Span span) {
        List<Movement> movements =
                told.stream().flatMap(some -> some.movements().stream()).toList();
        List<Activity> activities = movements.stream()
                .filter(Activity.class::isInstance)
                .map(Activity.class::cast)
                .filter(activity -> activity.at().isBefore(span.asOf()))
                .toList();
        Standing standing = new Standing(
                lastMovedAt(movements, judgement),
                owes(judgement) || awaitsACredit(movements, had, judgement),
                activities.stream().map(Activity::at).max(Comparator.naturalOrder()),
                new Clock(activities, span.asOf()).runsOut(span.asOf()));
        Ends ends = new Ends(
                judgement.soonest().map(Judgement.NextEnd::at),
                told.stream().flatMap(some -> some.holds().stream()).anyMatch(hold -> !hold.isOverBy(span.asOf())));
        return new AccountState(Optional.of(span.edge()), Optional.of(span.asOf()), standing, ends);
    }

    /** What was frozen before need not be kept in mind: no credit is ever placed there. */
    private static Optional<Instant> lastMovedAt(List<Movement> movements, Judgement judgement) {
        Stream<Instant> byEntries = judgement.entries().stream()
                .filter(entry -> entry.kind() != EntryKind.EARNED && entry.kind() != EntryKind.LAPSED)
                .map(Entry::effectiveAt);
        Stream<Instant> byMovements = movements.stream().flatMap(Aftermath::movesAt);
        return Stream.concat(byEntries, byMovements).max(Comparator.naturalOrder());
    }

    /** When a movement keeps a credit from being a plain one, see {@link Standing#lastMovedAt}. */
    private static Stream<Instant> movesAt(Movement movement) {
        if (movement instanceof Credit) {
            return Stream.empty();
        }
        if (movement instanceof Activity activity) {
            return activity.withdrawnAt().stream();
        }
        return Stream.of(movement.at());
    }

    private static boolean owes(Judgement judgement) {
        return judgement.lots().stream().anyMatch(lot -> lot.key().isDebt() && lot.remaining() < 0);
    }

    /** A claim on a lot that is still to come will take of it: to that lot it is like a debt. */
    private static boolean awaitsACredit(Collection<Movement> movements, List<PostedLot> had, Judgement judgement) {
        Set<LotKey> there = new HashSet<>();
        had.forEach(lot -> there.add(lot.key()));
        judgement.lots().stream().map(JudgedLot::key).forEach(there::add);
        return movements.stream()
                .anyMatch(movement -> movement instanceof TakeBack claim && !there.contains(claim.lot()));
    }
}
