package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Tally;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides fact by fact what a chunk posts, notes and ticks off, given what was posted before. No SQL. */
final class RewardDecisions<D extends Deed> {

    static final List<Purpose> PURPOSES = List.of(Purpose.COINS, Purpose.POINTS);

    /** What takes as long as it takes, and is nobody's mistake. */
    private static final Set<Reason> PATIENT = Set.of(Reason.FRIENDS_FIRST_ORDER, Reason.ORDER_COMPLETION);

    private final RewardChanges changes;
    private final RewardCredits credits;
    private final RewardTakeBacks takeBacks;
    private final Run run;
    private final Instant impatientBefore;

    private final List<FactOutcome> outcomes = new ArrayList<>();
    private final List<Rewarded.Decided<D>> decided = new ArrayList<>();
    private final List<Fact> mayHaveItems = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Long> toBeJudged = new ArrayList<>();
    private final Map<OutcomeStatus, Integer> counts = new EnumMap<>(OutcomeStatus.class);

    /** @param patience how long a fact may wait before it is an exception too */
    RewardDecisions(RewardBooks books, DueTime time, Run run, Period patience) {
        this.changes = new RewardChanges(run.judgedAt());
        this.credits = new RewardCredits(books, changes, run);
        this.takeBacks = new RewardTakeBacks(books, changes, time, run);
        this.run = run;
        this.impatientBefore = run.judgedAt().atZone(run.zone()).minus(patience).toInstant();
    }

    void decide(JudgedDeed<D> judged) {
        Decision<D> one = new Decision<>(judged);
        Map<Purpose, Reason> reasons = new EnumMap<>(Purpose.class);
        PURPOSES.forEach(purpose -> reasons.put(purpose, credits.decide(one, purpose)));
        PURPOSES.forEach(purpose -> takeBacks.takeBack(one, purpose));
        MemberFact<D> fact = one.fact;
        FactOutcome outcome = fact.before()
                .map(before -> before.followedBy(reasons, fact.figures(), run.judgedAt()))
                .orElseGet(() -> new FactOutcome(fact.fact(), reasons, fact.figures(), run.judgedAt()));
        boolean asBefore = fact.before().filter(outcome::equals).isPresent();
        if (judged.ours() || !asBefore) {
            outcomes.add(outcome);
            noteLongWait(one, outcome);
            fact.before().map(FactOutcome::fact).ifPresent(mayHaveItems::add);
        }
        decided.add(new Rewarded.Decided<>(fact, reasons, one.creditedAt()));
        if (!judged.ours() && outcome.isOpen()) {
            toBeJudged.add(fact.fact().id());
        }
        if (judged.ours()) {
            if (!outcome.isOpen() && !one.isUnfinished() && fact.deed().isSettled()) {
                done.add(fact.fact().id());
            }
            counts.merge(
                    outcome.isOpen()
                            ? outcome.status()
                            : one.isChanged() ? OutcomeStatus.POSTED : OutcomeStatus.NOTHING_DUE,
                    1,
                    Integer::sum);
        }
    }

    private void noteLongWait(Decision<D> one, FactOutcome outcome) {
        for (Purpose purpose : outcome.purposes()) {
            Reason reason = outcome.of(purpose);
            if (reason.status() == OutcomeStatus.WAITING
                    && !PATIENT.contains(reason)
                    && outcome.since().isBefore(impatientBefore)) {
                changes.note(one, purpose, reason, "waiting since " + outcome.since());
            }
        }
    }

    RewardChanges changes() {
        return changes;
    }

    List<FactOutcome> outcomes() {
        return outcomes;
    }

    List<Rewarded.Decided<D>> decided() {
        return decided;
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
