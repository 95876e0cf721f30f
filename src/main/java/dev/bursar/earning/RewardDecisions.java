package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Tally;
import dev.bursar.earning.Deed.Changeable;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.NewCredit;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.PostedLot;
import dev.bursar.ledger.Postings;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.RevisedCredit;
import dev.bursar.ledger.Run;
import dev.bursar.ledger.TakeBackStore.Claim;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides fact by fact what a chunk posts, notes and ticks off, given what was posted before. No SQL. */
final class RewardDecisions<D extends Deed> {

    static final List<Purpose> PURPOSES = List.of(Purpose.COINS, Purpose.POINTS);

    /** What takes as long as it takes, and is nobody's mistake. */
    private static final Set<Reason> PATIENT = Set.of(Reason.FRIENDS_FIRST_ORDER, Reason.ORDER_COMPLETION);

    private final Books books;
    private final DueTime time;
    private final Run run;
    private final Instant impatientBefore;

    private final List<NewCredit> credits = new ArrayList<>();
    private final List<RevisedCredit> revised = new ArrayList<>();
    private final Set<AccountKey> moved = new HashSet<>();
    private final List<Claim> claimed = new ArrayList<>();
    private final List<Claim> unclaimed = new ArrayList<>();
    private final List<FactOutcome> outcomes = new ArrayList<>();
    private final List<Rewarded.Decided<D>> decided = new ArrayList<>();
    private final List<ExceptionItem> items = new ArrayList<>();
    private final List<Fact> mayHaveItems = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Long> toBeJudged = new ArrayList<>();
    private final Map<OutcomeStatus, Integer> counts = new EnumMap<>(OutcomeStatus.class);

    /**
     * What the books say of the facts.
     *
     * @param accounts that are locked
     * @param lots     of the facts that may change
     * @param claims   of the facts that may have been removed
     */
    record Books(
            Map<AccountKey, AccountState> accounts,
            Map<CreditedFact, List<PostedLot>> lots,
            Map<CreditedFact, List<Claim>> claims) {

        List<PostedLot> standing(CreditedFact fact) {
            return lots.getOrDefault(fact, List.of()).stream()
                    .filter(PostedLot::holdsACredit)
                    .toList();
        }

        AccountState account(AccountKey key) {
            AccountState state = accounts.get(key);
            if (state == null) {
                throw new IllegalStateException(key + " is to be credited but is not locked");
            }
            return state;
        }
    }

    /**
     * A fact with what was judged of it.
     *
     * @param ours      whether it is on the work list and locked; else it is one that others may have changed
     * @param positions by purpose
     * @param awards    by purpose; missing where its position is fixed
     */
    record Judged<D extends Deed>(
            MemberFact<D> fact, boolean ours, Map<Purpose, Position> positions, Map<Purpose, Award> awards) {

        Standing standing(Purpose purpose) {
            Position position = positions.get(purpose);
            return position == null ? Standing.OPEN : position.standing();
        }

        Optional<Award> award(Purpose purpose) {
            return Optional.ofNullable(awards.get(purpose));
        }
    }

    /** @param patience how long a fact may wait before it is an exception too */
    RewardDecisions(Books books, DueTime time, Run run, Period patience) {
        this.books = books;
        this.time = time;
        this.run = run;
        this.impatientBefore = run.judgedAt().atZone(run.zone()).minus(patience).toInstant();
    }

    /** One fact on its way through, with what it will have in the books for each lot. */
    private final class One {

        final Judged<D> judged;
        final MemberFact<D> fact;
        final Map<Purpose, Map<LotKey, Long>> units = new EnumMap<>(Purpose.class);
        Optional<Instant> creditedAt = Optional.empty();
        boolean changed;
        boolean unfinished;

        One(Judged<D> judged) {
            this.judged = judged;
            this.fact = judged.fact();
        }

        Map<LotKey, Long> units(Purpose purpose) {
            return units.computeIfAbsent(purpose, each -> new TreeMap<>());
        }
    }

    void decide(Judged<D> judged) {
        One one = new One(judged);
        Map<Purpose, Reason> reasons = new EnumMap<>(Purpose.class);
        PURPOSES.forEach(purpose -> reasons.put(purpose, decide(one, purpose)));
        PURPOSES.forEach(purpose -> takeBack(one, purpose));
        MemberFact<D> fact = one.fact;
        FactOutcome outcome = fact.before()
                .map(before -> before.followedBy(reasons, fact.figures(), run.judgedAt()))
                .orElseGet(() -> new FactOutcome(fact.fact(), reasons, fact.figures(), run.judgedAt()));
        boolean asBefore = fact.before().filter(outcome::equals).isPresent();
        if (judged.ours() || !asBefore) {
            outcomes.add(outcome);
            noteLongWait(outcome);
            fact.before().map(FactOutcome::fact).ifPresent(mayHaveItems::add);
        }
        decided.add(new Rewarded.Decided<>(fact, reasons, one.creditedAt));
        if (!judged.ours() && outcome.isOpen()) {
            toBeJudged.add(fact.fact().id());
        }
        if (judged.ours()) {
            if (!outcome.isOpen() && !one.unfinished) {
                done.add(fact.fact().id());
            }
            counts.merge(
                    outcome.isOpen()
                            ? outcome.status()
                            : one.changed ? OutcomeStatus.POSTED : OutcomeStatus.NOTHING_DUE,
                    1,
                    Integer::sum);
        }
    }

    private Reason decide(One one, Purpose purpose) {
        MemberFact<D> fact = one.fact;
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
    private Reason contradicted(One one, Purpose purpose) {
        keep(one, purpose);
        Reason reason = one.fact.isPosted(purpose)
                ? Reason.CHANGED_AFTER_POSTING
                : one.fact.reason(purpose).orElseThrow();
        if (FactOutcome.isOpen(reason)) {
            note(one, purpose, reason, "the shop reports other figures now than those that were posted");
        }
        return reason;
    }

    private Reason open(One one, Purpose purpose, Award award) {
        MemberFact<D> fact = one.fact;
        if (fact.isPostedAtAll()
                && award instanceof Award.Waiting
                && fact.before().isPresent()) {
            // It was whole when it was posted in the other programme.
            return fact.reason(purpose).orElseThrow();
        }
        if (award instanceof Award.Exceptional exceptional) {
            note(one, purpose, award.reason(), exceptional.detail());
        } else if (award instanceof Award.Earned earned) {
            credit(one, purpose, earned);
        } else if (award.reason().isOfOthers()) {
            noteIfLate(one, purpose, fact.at(), run.edge(), "judged");
        }
        return award.reason();
    }

    private void credit(One one, Purpose purpose, Award.Earned earned) {
        CreditedFact where = one.fact.credited(purpose).orElseThrow();
        Instant edge = books.account(where.account()).edge(run);
        noteIfLate(one, purpose, earned.earnedAt(), edge, "posted");
        Instant at = earned.earnedAt().isBefore(edge) ? edge : earned.earnedAt();
        for (Movement.Credit credit :
                AwardLots.credits(one.fact.fact(), earned, one.fact.deed().origin(), at)) {
            boolean known = books.lots().getOrDefault(where, List.of()).stream()
                    .anyMatch(lot -> lot.key().equals(credit.lot()));
            if (known || !at.isBefore(run.asOf())) {
                revised.add(new RevisedCredit(where.account(), credit.lot(), Optional.of(credit)));
            } else {
                credits.add(new NewCredit(where.account(), credit));
            }
            one.units(purpose).put(credit.lot(), credit.units());
        }
        one.creditedAt = Optional.of(earned.earnedAt());
        one.changed = true;
    }

    private void noteIfLate(One one, Purpose purpose, Instant at, Instant edge, String what) {
        if (at.isBefore(edge)) {
            note(one, purpose, Reason.LATE, "of " + at + ", " + what + " as of " + edge);
        }
    }

    /** Only other facts change what is posted: those that came late displace it, or move it. */
    private Reason posted(One one, Purpose purpose, Award award) {
        CreditedFact where = one.fact.credited(purpose).orElseThrow();
        Changeable changeable = one.fact.deed().changeable();
        boolean displaced = award.reason().isOfOthers()
                || changeable == Changeable.UNITS && award.reason() == Reason.BELOW_ONE_UNIT;
        List<PostedLot> lots = books.standing(where);
        if (lots.isEmpty() || isFrozen(where, lots)) {
            keep(one, purpose);
            return Reason.CREDITED;
        }
        if (displaced) {
            lots.forEach(lot -> revise(one, where, lot.key(), Optional.empty()));
            return award.reason();
        }
        keep(one, purpose);
        if (award instanceof Award.Earned earned && changeable == Changeable.UNITS) {
            changeUnits(one, purpose, where, earned, lots);
        } else if (award instanceof Award.Earned earned && changeable == Changeable.TIME) {
            bringForward(one, purpose, where, earned, lots);
        }
        return Reason.CREDITED;
    }

    private boolean isFrozen(CreditedFact where, List<PostedLot> lots) {
        AccountState state = books.accounts().get(where.account());
        return state == null || lots.stream().anyMatch(lot -> lot.earnedAt().isBefore(state.edge(run)));
    }

    private void changeUnits(One one, Purpose purpose, CreditedFact where, Award.Earned earned, List<PostedLot> lots) {
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
            revise(
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

    private void bringForward(One one, Purpose purpose, CreditedFact where, Award.Earned earned, List<PostedLot> lots) {
        Instant edge = books.account(where.account()).edge(run);
        Instant at = earned.earnedAt().isBefore(edge) ? edge : earned.earnedAt();
        if (lots.stream().noneMatch(lot -> at.isBefore(lot.earnedAt()))) {
            return;
        }
        noteIfLate(one, purpose, earned.earnedAt(), edge, "posted");
        Map<LotKey, Optional<Movement.Credit>> due = new TreeMap<>();
        lots.forEach(lot -> due.put(lot.key(), Optional.empty()));
        AwardLots.credits(one.fact.fact(), earned, one.fact.deed().origin(), at)
                .forEach(credit -> due.put(credit.lot(), Optional.of(credit)));
        due.forEach((lot, credit) -> revise(one, where, lot, credit));
        one.units(purpose).clear();
        due.forEach((lot, credit) -> credit.ifPresent(each -> one.units(purpose).put(lot, each.units())));
        one.creditedAt = Optional.of(earned.earnedAt());
    }

    private void revise(One one, CreditedFact where, LotKey lot, Optional<Movement.Credit> due) {
        revised.add(new RevisedCredit(where.account(), lot, due));
        one.changed = true;
    }

    private void keep(One one, Purpose purpose) {
        one.fact
                .credited(purpose)
                .ifPresent(where ->
                        books.standing(where).forEach(lot -> one.units(purpose).put(lot.key(), lot.earned())));
    }

    /** What is removed gives back what it has earned; a removal that the shop takes back or moves is judged again. */
    private void takeBack(One one, Purpose purpose) {
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
            if (!removedAt.equals(
                    booked.stream().map(claim -> claim.takeBack().at()).findFirst())) {
                note(
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
            one.unfinished = true;
            if (time.isUnbelievable(removedAt.get())) {
                note(one, purpose, Reason.IN_THE_FUTURE, "removed " + removedAt.get());
            }
        }
        List<Claim> target = new ArrayList<>();
        at.ifPresent(instant -> units.forEach((lot, earned) ->
                target.add(new Claim(where.account(), new TakeBack(one.fact.fact(), instant, lot, earned)))));
        if (!Set.copyOf(target).equals(Set.copyOf(booked))) {
            booked.stream()
                    .filter(claim -> target.stream().noneMatch(claim::isOfTheSameRow))
                    .forEach(unclaimed::add);
            claimed.addAll(target);
            moved.add(where.account());
            one.changed = true;
            if (removedAt
                    .filter(removed -> at.filter(removed::isBefore).isPresent())
                    .isPresent()) {
                note(
                        one,
                        purpose,
                        Reason.LATE,
                        "removed " + removedAt.get() + ", taken back as of " + at.orElseThrow());
            }
        }
    }

    private void noteLongWait(FactOutcome outcome) {
        for (Purpose purpose : outcome.purposes()) {
            Reason reason = outcome.of(purpose);
            if (reason.status() == OutcomeStatus.WAITING
                    && !PATIENT.contains(reason)
                    && outcome.since().isBefore(impatientBefore)) {
                items.add(new ExceptionItem(
                        outcome.fact(), purpose, reason, "waiting since " + outcome.since(), run.judgedAt()));
            }
        }
    }

    private void note(One one, Purpose purpose, Reason reason, String detail) {
        items.add(new ExceptionItem(one.fact.fact(), purpose, reason, detail, run.judgedAt()));
    }

    Postings postings() {
        return new Postings(credits, revised, moved);
    }

    List<Claim> claimed() {
        return claimed;
    }

    List<Claim> unclaimed() {
        return unclaimed;
    }

    List<FactOutcome> outcomes() {
        return outcomes;
    }

    List<Rewarded.Decided<D>> decided() {
        return decided;
    }

    List<ExceptionItem> items() {
        return items;
    }

    /** Facts of which exceptions may be open that are noted no more. */
    List<Fact> mayHaveItems() {
        return mayHaveItems;
    }

    /** The facts that need not be looked at again. */
    List<Long> done() {
        return done;
    }

    /** Facts that are not on the work list but cannot be judged yet. */
    List<Long> toBeJudged() {
        return toBeJudged;
    }

    Tally tally(long units) {
        return new Tally(
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(OutcomeStatus.POSTED, 0),
                counts.getOrDefault(OutcomeStatus.NOTHING_DUE, 0),
                counts.getOrDefault(OutcomeStatus.WAITING, 0),
                counts.getOrDefault(OutcomeStatus.EXCEPTION, 0),
                units);
    }
}
