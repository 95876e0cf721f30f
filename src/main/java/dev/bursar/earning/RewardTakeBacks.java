package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.ledger.TakeBackStore.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what a fact that the shop has removed gives back. No SQL. */
record RewardTakeBacks(RewardBooks books, RewardChanges changes, DueTime time, Run run) {

    /** What is removed gives back what it has earned; a removal that the shop takes back or moves is judged again. */
    void takeBack(Decision<?> one, Purpose purpose) {
        CreditedFact where = one.fact.credited(purpose).orElse(null);
        Optional<Instant> removedAt = one.fact.deed().removedAt();
        if (where == null || removedAt.isEmpty() && !books.claims().containsKey(where)) {
            return;
        }
        List<Claim> booked = books.claims().getOrDefault(where, List.of());
        Map<LotKey, Long> units = one.units(purpose);
        if (units.isEmpty() && booked.isEmpty()) {
            return;
        }
        AccountState state = books.account(where.account());
        Instant edge = state.edge(run);
        if (booked.stream().anyMatch(claim -> claim.takeBack().at().isBefore(edge))) {
            // One that came after the grace is booked later than it was.
            if (removedAt.isEmpty()
                    || booked.stream().anyMatch(claim -> claim.takeBack().at().isBefore(removedAt.get()))) {
                changes.note(
                        one,
                        purpose,
                        Reason.CHANGED_AFTER_POSTING,
                        "removed " + removedAt.map(Instant::toString).orElse("no more")
                                + ", but what it earned was taken back before the edge of the grace");
            }
            return;
        }
        Optional<Instant> at = removedAt.filter(state.asOf(run)::isAfter).map(removed -> {
            Instant least = booked.stream()
                    .map(claim -> claim.takeBack().at())
                    .filter(removed::isBefore)
                    .findFirst()
                    .orElse(edge);
            return removed.isBefore(least) ? least : removed;
        });
        if (removedAt.isPresent() && at.isEmpty() && !units.isEmpty()) {
            one.leaveUnfinished();
            if (time.isUnbelievable(removedAt.get())) {
                changes.note(one, purpose, Reason.IN_THE_FUTURE, "removed " + removedAt.get());
            }
        }
        List<Claim> target = new ArrayList<>();
        at.ifPresent(instant -> units.forEach((lot, earned) ->
                target.add(new Claim(where.account(), new TakeBack(one.fact.fact(), instant, lot, earned)))));
        if (!Set.copyOf(target).equals(Set.copyOf(booked))) {
            changes.claim(
                    one,
                    where,
                    target,
                    booked.stream()
                            .filter(claim -> target.stream().noneMatch(claim::isOfTheSameRow))
                            .toList());
            if (removedAt
                    .filter(removed -> at.filter(removed::isBefore).isPresent())
                    .isPresent()) {
                changes.note(
                        one,
                        purpose,
                        Reason.LATE,
                        "removed " + removedAt.get() + ", taken back as of " + at.orElseThrow());
            }
        }
    }
}
