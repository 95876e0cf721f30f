package dev.bursar.earning;

import dev.bursar.earning.Deed.Changeable;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.PostedLot;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides what is credited of a fact, and what changes about a credit that is posted. No SQL. */
record RewardCredits(RewardBooks books, RewardChanges changes, Run run) {

    /** What becomes of it in one programme. */
    Reason decide(Decision<?> one, Purpose purpose) {
        MemberFact<?> fact = one.fact;
        if (fact.isContradicted()) {
            return contradicted(one, purpose);
        }
        Standing standing = one.judged.standing(purpose);
        if (standing.isFixed()) {
            keep(one, purpose);
            return fact.isPosted(purpose)
                    ? Reason.CREDITED
                    : fact.reason(purpose).orElseThrow();
        }
        Award award = one.judged.award(purpose).orElseThrow();
        return standing == Standing.POSTED ? posted(one, purpose, award) : open(one, purpose, award);
    }

    /** What is posted stays as it is; what was not is not judged by figures that contradict what was. */
    private Reason contradicted(Decision<?> one, Purpose purpose) {
        keep(one, purpose);
        Reason reason = one.fact.isPosted(purpose)
                ? Reason.CHANGED_AFTER_POSTING
                : one.fact.reason(purpose).orElseThrow();
        if (FactOutcome.isOpen(reason)) {
            changes.note(one, purpose, reason, "the shop reports other figures now than those that were posted");
        }
        return reason;
    }

    private Reason open(Decision<?> one, Purpose purpose, Award award) {
        MemberFact<?> fact = one.fact;
        if (fact.isPostedAtAll()
                && award instanceof Award.Waiting
                && fact.before().isPresent()) {
            // It was whole when it was posted in the other programme.
            return fact.reason(purpose).orElseThrow();
        }
        if (award instanceof Award.Exceptional exceptional) {
            changes.note(one, purpose, award.reason(), exceptional.detail());
        } else if (award instanceof Award.Earned earned) {
            credit(one, purpose, earned);
        } else if (award.reason().isOfOthers()) {
            changes.noteIfLate(one, purpose, fact.at(), run.edge(), "judged");
        }
        return award.reason();
    }

    private void credit(Decision<?> one, Purpose purpose, Award.Earned earned) {
        CreditedFact where = one.fact.credited(purpose).orElseThrow();
        Instant edge = books.account(where.account()).edge(run);
        changes.noteIfLate(one, purpose, earned.earnedAt(), edge, "posted");
        Instant at = earned.earnedAt().isBefore(edge) ? edge : earned.earnedAt();
        for (Movement.Credit credit :
                AwardLots.credits(one.fact.fact(), earned, one.fact.deed().origin(), at)) {
            boolean known = books.lots().getOrDefault(where, List.of()).stream()
                    .anyMatch(lot -> lot.key().equals(credit.lot()));
            if (known || !at.isBefore(run.asOf())) {
                changes.revise(one, where, credit.lot(), Optional.of(credit));
            } else {
                changes.credit(one, where, credit);
            }
            one.units(purpose).put(credit.lot(), credit.units());
        }
        one.creditedAt(earned.earnedAt());
    }

    /** Only other facts change what is posted: those that came late displace it, or move it. */
    private Reason posted(Decision<?> one, Purpose purpose, Award award) {
        CreditedFact where = one.fact.credited(purpose).orElseThrow();
        Changeable changeable = one.fact.deed().changeable();
        boolean displaced = award.reason().isOfOthers()
                || changeable == Changeable.UNITS && award.reason() == Reason.BELOW_ONE_UNIT
                || one.judged.moved() && (award instanceof Award.NothingDue || award instanceof Award.Waiting);
        List<PostedLot> lots = books.standing(where);
        if (lots.isEmpty() || isFrozen(where, lots)) {
            keep(one, purpose);
            return Reason.CREDITED;
        }
        if (displaced) {
            lots.forEach(lot -> changes.revise(one, where, lot.key(), Optional.empty()));
            return award.reason();
        }
        keep(one, purpose);
        if (award instanceof Award.Earned earned && changeable == Changeable.UNITS) {
            changeUnits(one, purpose, where, earned, lots);
        } else if (award instanceof Award.Earned earned && changeable == Changeable.TIME) {
            move(one, purpose, where, earned, lots);
        }
        return Reason.CREDITED;
    }

    private boolean isFrozen(CreditedFact where, List<PostedLot> lots) {
        AccountState state = books.accounts().get(where.account());
        return state == null || lots.stream().anyMatch(lot -> lot.earnedAt().isBefore(state.edge(run)));
    }

    private void changeUnits(
            Decision<?> one, Purpose purpose, CreditedFact where, Award.Earned earned, List<PostedLot> lots) {
        LotKey own = LotKey.base(one.fact.fact());
        Optional<PostedLot> posted =
                lots.stream().filter(lot -> lot.key().equals(own)).findFirst();
        Optional<Movement.Credit> due =
                AwardLots.credits(
                                one.fact.fact(),
                                earned,
                                one.fact.deed().origin(),
                                lots.get(0).earnedAt())
                        .stream()
                        .filter(credit -> credit.lot().equals(own))
                        .findFirst();
        if (!posted.map(PostedLot::earned).equals(due.map(Movement.Credit::units))) {
            // A change of the store's terms since never touches what is posted.
            changes.revise(
                    one,
                    where,
                    own,
                    due.map(credit -> posted.map(lot -> new Movement.Credit(
                                    credit.fact(), credit.part(), lot.earnedAt(), credit.units(), lot.terms()))
                            .orElse(credit)));
            one.units(purpose).remove(own);
            due.ifPresent(credit -> one.units(purpose).put(own, credit.units()));
        }
    }

    private void move(Decision<?> one, Purpose purpose, CreditedFact where, Award.Earned earned, List<PostedLot> lots) {
        Instant edge = books.account(where.account()).edge(run);
        Instant at = earned.earnedAt().isBefore(edge) ? edge : earned.earnedAt();
        if (lots.stream().allMatch(lot -> at.equals(lot.earnedAt()))) {
            return;
        }
        changes.noteIfLate(one, purpose, earned.earnedAt(), edge, "posted");
        Map<LotKey, Optional<Movement.Credit>> due = new TreeMap<>();
        lots.forEach(lot -> due.put(lot.key(), Optional.empty()));
        AwardLots.credits(one.fact.fact(), earned, one.fact.deed().origin(), at)
                .forEach(credit -> due.put(credit.lot(), Optional.of(credit)));
        due.forEach((lot, credit) -> changes.revise(one, where, lot, credit));
        one.units(purpose).clear();
        due.forEach((lot, credit) -> credit.ifPresent(each -> one.units(purpose).put(lot, each.units())));
        one.creditedAt(earned.earnedAt());
    }

    private void keep(Decision<?> one, Purpose purpose) {
        one.fact
                .credited(purpose)
                .ifPresent(where ->
                        books.standing(where).forEach(lot -> one.units(purpose).put(lot.key(), lot.earned())));
    }
}
