package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.batch.Tally;
import dev.bursar.earning.Rewarded.Circles;
import dev.bursar.earning.Rewarded.Contest;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.PostedLot;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.ledger.TakeBackStore;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Judges facts that are due together with the facts of their members that these may change, and posts the difference. A
 * member's account of coins is the lock under which all this is read and written: two runs at once cannot judge by facts
 * that the other is about to change.
 */
final class Rewards<D extends Deed> {

    private final Rewarded<D> source;
    private final Poster poster;
    private final TakeBackStore takeBacks;
    private final OutcomeStore outcomes;
    private final ExceptionStore exceptions;
    private final JudgedTermsStore judgedTerms;
    private final Period patience;

    Rewards(
            Rewarded<D> source,
            Poster poster,
            TakeBackStore takeBacks,
            OutcomeStore outcomes,
            ExceptionStore exceptions,
            JudgedTermsStore judgedTerms,
            Period patience) {
        this.source = source;
        this.poster = poster;
        this.takeBacks = takeBacks;
        this.outcomes = outcomes;
        this.exceptions = exceptions;
        this.judgedTerms = judgedTerms;
        this.patience = patience;
    }

    /**
     * What one chunk did.
     *
     * @param putOff facts that were left as they are, for another one has to be judged before
     */
    record Result(Tally tally, Posted posted, Set<Fact> putOff) {}

    /** A chunk on its way. */
    private final class Chunk {

        final DueTime time;
        final Run run;
        final List<MemberFact<D>> due;
        final Set<Fact> ours = new HashSet<>();
        final Map<Fact, Awards> known = new HashMap<>();
        final Set<StoreTerms> terms = new HashSet<>();
        final Map<AccountKey, AccountState> locked = new TreeMap<>();
        final Map<Fact, JudgedDeed<D>> judged = new LinkedHashMap<>();
        final Set<Fact> putOff = new HashSet<>();
        final Set<Fact> moved = new HashSet<>();

        Chunk(List<Place> places, DueTime time, Run run) {
            this.time = time;
            this.run = run;
            this.due = source.lock(places, time);
            due.forEach(fact -> ours.add(fact.fact()));
        }
    }

    /** @param putOffBefore whether a fact was put off already, and waits from now on */
    Result post(List<Place> places, DueTime time, Run run, Predicate<Fact> putOffBefore) {
        Chunk chunk = new Chunk(places, time, run);
        judgeAlone(chunk);
        List<MemberFact<D>> active =
                chunk.due.stream().filter(fact -> !isIdle(chunk, fact)).toList();
        chunk.locked.putAll(poster.lock(
                active.stream().map(fact -> AccountKey.coins(fact.memberId())).toList()));
        contest(chunk, putOffBefore);
        judgeTogether(chunk, active);
        for (MemberFact<D> fact : chunk.due) {
            chunk.judged.computeIfAbsent(fact.fact(), key -> judgedAlone(chunk, fact));
        }
        chunk.judged.keySet().removeAll(chunk.putOff);
        return post(chunk);
    }

    private void judgeAlone(Chunk chunk) {
        List<MemberFact<D>> believable = new ArrayList<>();
        for (MemberFact<D> fact : chunk.due) {
            if (chunk.time.isUnbelievable(fact.at())) {
                chunk.known.put(
                        fact.fact(),
                        Awards.both(new Award.Exceptional(Reason.IN_THE_FUTURE, "said to be of " + fact.at())));
            } else if (!fact.isContradicted()) {
                believable.add(fact);
            }
        }
        Rewarded.Judged alone = source.alone(believable, chunk.time.asOf(), true);
        chunk.known.putAll(alone.awards());
        chunk.terms.addAll(alone.terms().values());
        chunk.moved.addAll(alone.moved());
        for (MemberFact<D> fact : believable) {
            Optional<Award> coins = source.early(Purpose.COINS, fact);
            Optional<Award> points = source.early(Purpose.POINTS, fact);
            if (coins.isPresent() && points.isPresent()) {
                chunk.known.putIfAbsent(fact.fact(), new Awards(coins.get(), points.get()));
            }
        }
    }

    /** Nothing of it is posted or will be, and it makes no difference to other facts. */
    private boolean isIdle(Chunk chunk, MemberFact<D> fact) {
        Awards awards = chunk.known.get(fact.fact());
        return awards != null
                && !awards.isAny()
                && !fact.isPostedAtAll()
                && (source.isAlone(fact)
                        || RewardDecisions.PURPOSES.stream().noneMatch(purpose -> Position.counts(fact, purpose)));
    }

    private void contest(Chunk chunk, Predicate<Fact> putOffBefore) {
        List<MemberFact<D>> alone = chunk.due.stream()
                .filter(fact -> source.isAlone(fact) && chunk.known.containsKey(fact.fact()))
                .toList();
        if (alone.isEmpty()) {
            return;
        }
        Contest contest = source.contest(alone, chunk.known, chunk.run.edge());
        chunk.known.putAll(contest.awards());
        contest.disputed().stream().filter(fact -> !putOffBefore.test(fact)).forEach(chunk.putOff::add);
    }

    private JudgedDeed<D> judgedAlone(Chunk chunk, MemberFact<D> fact) {
        Map<Purpose, Position> positions = new EnumMap<>(Purpose.class);
        Map<Purpose, Award> awards = new EnumMap<>(Purpose.class);
        Awards known = chunk.known.get(fact.fact());
        for (Purpose purpose : RewardDecisions.PURPOSES) {
            if (known == null) {
                positions.put(purpose, Position.frozen(fact, purpose));
            } else {
                // Frozen or not, is told by its lots: the time of a referral's credit is not its own.
                Standing standing = fact.isPosted(purpose) ? Standing.POSTED : Standing.OPEN;
                positions.put(purpose, new Position(standing, fact.at()));
                awards.put(purpose, known.of(purpose));
            }
        }
        return new JudgedDeed<>(fact, true, positions, awards, chunk.moved.contains(fact.fact()));
    }

    private void judgeTogether(Chunk chunk, List<MemberFact<D>> active) {
        List<MemberFact<D>> due =
                active.stream().filter(fact -> !source.isAlone(fact)).toList();
        Set<Fact> asking = new HashSet<>();
        due.stream().filter(fact -> asks(chunk, fact)).map(MemberFact::fact).forEach(asking::add);
        if (asking.isEmpty()) {
            return;
        }
        Circles<D> circles = source.circles(due, asking, chunk.run.edge(), chunk.time);
        chunk.terms.addAll(circles.terms());
        List<MemberFact<D>> contradicted = circles.circles().stream()
                .flatMap(circle -> circle.facts().stream())
                .filter(MemberFact::isContradicted)
                .toList();
        Map<CreditedFact, List<PostedLot>> lots = poster.lotsOf(credited(contradicted));
        for (Circle<D> circle : circles.circles()) {
            judge(chunk, circle, lots);
        }
    }

    /** Whether others have to be looked at for its sake: not where it stays as it is posted. */
    private boolean asks(Chunk chunk, MemberFact<D> fact) {
        boolean frozen = fact.at().isBefore(chunk.run.edge())
                && fact.isPostedAtAll()
                && fact.before().filter(FactOutcome::isOpen).isEmpty();
        return !fact.isContradicted() && !frozen && !chunk.time.isUnbelievable(fact.at())
                || fact.hasOtherFigures() && !fact.isPostedAtAll();
    }

    private void judge(Chunk chunk, Circle<D> circle, Map<CreditedFact, List<PostedLot>> lots) {
        Map<Fact, Map<Purpose, Position>> positions = new HashMap<>();
        Map<Fact, Map<Purpose, Award>> awards = new HashMap<>();
        for (Purpose purpose : RewardDecisions.PURPOSES) {
            for (MemberFact<D> fact : circle.facts()) {
                positions
                        .computeIfAbsent(fact.fact(), key -> new EnumMap<>(Purpose.class))
                        .put(purpose, position(chunk, fact, purpose, lots));
            }
            circle.judge(purpose, fact -> position(positions, fact.fact(), purpose))
                    .forEach((fact, award) -> awards.computeIfAbsent(fact, key -> new EnumMap<>(Purpose.class))
                            .put(purpose, award));
        }
        for (MemberFact<D> fact : circle.facts()) {
            boolean mine = chunk.ours.contains(fact.fact());
            boolean future = chunk.time.isUnbelievable(fact.at()) && chunk.known.containsKey(fact.fact());
            // What is on the work list and not locked here is left to its own turn.
            if (!future && (mine || fact.before().isPresent() && !fact.onWorkList())) {
                chunk.judged.put(
                        fact.fact(),
                        new JudgedDeed<>(
                                fact,
                                mine,
                                positions.getOrDefault(fact.fact(), Map.of()),
                                awards.getOrDefault(fact.fact(), Map.of()),
                                false));
            }
        }
    }

    private static Position position(Map<Fact, Map<Purpose, Position>> positions, Fact fact, Purpose purpose) {
        Position position = positions.getOrDefault(fact, Map.of()).get(purpose);
        if (position == null) {
            throw new IllegalStateException(fact + " is judged but has no place among the facts of its member");
        }
        return position;
    }

    private Position position(
            Chunk chunk, MemberFact<D> fact, Purpose purpose, Map<CreditedFact, List<PostedLot>> lots) {
        if (chunk.time.isUnbelievable(fact.at()) && !fact.isPostedAtAll()) {
            return new Position(Standing.ABSENT, fact.at());
        }
        Position position = Position.of(fact, purpose, edge(chunk, fact, purpose), chunk.ours.contains(fact.fact()));
        return fact.isContradicted()
                ? fact.credited(purpose)
                        .flatMap(where -> lots.getOrDefault(where, List.of()).stream()
                                .filter(PostedLot::holdsACredit)
                                .findFirst())
                        .map(lot -> position.at(lot.earnedAt()))
                        .orElse(position)
                : position;
    }

    /** Of points it is the run's own here; what an account's own edge freezes beyond that is left out when it is posted. */
    private Instant edge(Chunk chunk, MemberFact<D> fact, Purpose purpose) {
        AccountState coins = chunk.locked.get(AccountKey.coins(fact.memberId()));
        return purpose == Purpose.COINS && coins != null ? coins.edge(chunk.run) : chunk.run.edge();
    }

    private Result post(Chunk chunk) {
        Set<CreditedFact> changing = new TreeSet<>();
        Set<CreditedFact> claiming = new TreeSet<>();
        Set<AccountKey> accounts = new TreeSet<>();
        for (JudgedDeed<D> each : chunk.judged.values()) {
            for (Purpose purpose : RewardDecisions.PURPOSES) {
                each.fact().credited(purpose).ifPresent(where -> {
                    if (mayChange(each, purpose)) {
                        accounts.add(where.account());
                        if (each.fact().before().isPresent()) {
                            changing.add(where);
                        }
                        if (each.fact().deed().removedAt().isPresent()
                                || each.ours() && each.fact().isPosted(purpose)) {
                            claiming.add(where);
                        }
                    }
                });
            }
        }
        accounts.removeAll(chunk.locked.keySet());
        chunk.locked.putAll(poster.lock(accounts));
        RewardDecisions<D> decisions = new RewardDecisions<>(
                new RewardBooks(chunk.locked, poster.lotsOf(changing), takeBacks.ofFacts(claiming)),
                chunk.time,
                chunk.run,
                patience);
        chunk.judged.values().forEach(decisions::decide);
        RewardChanges changes = decisions.changes();
        takeBacks.delete(changes.unclaimed());
        takeBacks.write(changes.claimed());
        Posted posted = poster.post(chunk.locked, changes.postings(), chunk.run);
        source.decided(decisions.decided());
        outcomes.write(decisions.outcomes(), chunk.run);
        judgedTerms.remember(chunk.terms, chunk.run.judgedAt());
        exceptions.replace(decisions.mayHaveItems(), changes.items(), chunk.run);
        source.takeOff(decisions.done());
        source.putOn(decisions.toBeJudged());
        long units =
                posted.lines().stream().mapToLong(line -> line.entry().units()).sum();
        return new Result(decisions.tally(units), posted, chunk.putOff);
    }

    /** Whether deciding has to know what the books hold of it. */
    private static boolean mayChange(JudgedDeed<?> judged, Purpose purpose) {
        MemberFact<?> fact = judged.fact();
        if (fact.isPosted(purpose)) {
            Award award = judged.award(purpose).orElse(null);
            boolean stays = award == null
                    || award instanceof Award.Earned && fact.deed().changeable() == Deed.Changeable.NOTHING;
            return judged.ours() || !stays;
        }
        return judged.award(purpose).filter(Award.Earned.class::isInstance).isPresent();
    }

    private static <D extends Deed> List<CreditedFact> credited(Collection<MemberFact<D>> facts) {
        return facts.stream()
                .flatMap(fact -> RewardDecisions.PURPOSES.stream()
                        .filter(fact::isPosted)
                        .flatMap(purpose -> fact.credited(purpose).stream()))
                .toList();
    }
}
