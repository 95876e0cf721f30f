package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.FactSource;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.MovementSource;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.TakeBackStore;
import dev.bursar.ledger.TakeBackStore.Claim;
import dev.bursar.policy.Policy;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What reviews, or activities, earn, worked out anew for the proof of the books. Facts that are judged together are taken as
 * posted together where one of them has changed since or came after the grace: what it then could still change depended on
 * when it came.
 */
public final class RewardFactsReader<D extends Deed> implements FactSource {

    /** Later than anything that the database can hold. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final Rewarded<D> source;
    private final TakeBackStore takeBacks;
    private final ExceptionStore exceptions;
    private final JudgedTermsStore judgedTerms;

    private RewardFactsReader(Rewarded<D> source, JdbcTemplate jdbc) {
        this.source = source;
        this.takeBacks = new TakeBackStore(jdbc);
        this.exceptions = new ExceptionStore(jdbc);
        this.judgedTerms = new JudgedTermsStore(jdbc);
    }

    public static FactSource reviews(JdbcTemplate jdbc, Policy policy) {
        return new RewardFactsReader<>(new ReviewsReader(jdbc, policy), jdbc);
    }

    public static FactSource activities(JdbcTemplate jdbc, Policy policy) {
        return new RewardFactsReader<>(new ActivitiesReader(jdbc, policy), jdbc);
    }

    /** What was found out about some members. */
    private final class Working {

        final Set<Fact> pending = new HashSet<>();
        final Set<Fact> standing = new HashSet<>();
        final Map<AccountKey, List<Movement>> movements = new HashMap<>();
        final Map<CreditedFact, List<Claim>> claims;
        final Set<ExceptionStore.Key> late;
        final JudgedTermsStore.Judged terms;

        Working(List<MemberFact<D>> facts) {
            claims = takeBacks.ofFacts(facts.stream()
                    .flatMap(fact ->
                            RewardDecisions.PURPOSES.stream().flatMap(purpose -> fact.credited(purpose).stream()))
                    .toList());
            late = exceptions.lateOf(facts.stream().map(MemberFact::fact).toList());
            terms = judgedTerms.of(facts.stream()
                    .flatMap(fact -> fact.deed().store().stream().boxed())
                    .distinct()
                    .sorted()
                    .toList());
        }

        boolean isLate(MemberFact<D> fact) {
            return RewardDecisions.PURPOSES.stream()
                    .anyMatch(purpose -> late.contains(new ExceptionStore.Key(fact.fact(), purpose, Reason.LATE)));
        }

        void tell(AccountKey key, Movement movement) {
            movements.computeIfAbsent(key, account -> new ArrayList<>()).add(movement);
        }
    }

    @Override
    public Recount recount(List<Long> members, Set<Fact> named) {
        List<Long> ids = named.stream()
                .filter(fact -> fact.kind() == source.kind())
                .map(Fact::id)
                .toList();
        List<MemberFact<D>> facts = source.all(members, ids);
        Working working = new Working(facts);
        Map<Boolean, List<MemberFact<D>>> byAlone = facts.stream().collect(Collectors.partitioningBy(source::isAlone));
        List<MemberFact<D>> together = byAlone.getOrDefault(false, List.of()).stream()
                .filter(fact -> members.contains(fact.memberId()))
                .toList();
        for (Circle<D> circle : source.circlesOfAll(together).circles()) {
            recount(circle, working);
        }
        List<MemberFact<D>> alone = byAlone.getOrDefault(true, List.of());
        Rewarded.Judged judged = source.alone(alone, END_OF_TIME, false);
        for (MemberFact<D> fact : alone) {
            Awards award = judged.awards().get(fact.fact());
            // One that others have overtaken or moved is on its way to be taken back or moved, or frozen.
            boolean overtaken = award != null
                    && RewardDecisions.PURPOSES.stream()
                            .anyMatch(purpose -> fact.isPosted(purpose)
                                    && award.of(purpose).reason().isOfOthers());
            if (award == null || overtaken || judged.moved().contains(fact.fact()) || isUnsettled(fact, working)) {
                working.pending.add(fact.fact());
            } else {
                Optional<StoreTerms> terms = Optional.ofNullable(judged.terms().get(fact.fact()));
                RewardDecisions.PURPOSES.forEach(
                        purpose -> tell(fact, purpose, Optional.of(award.of(purpose)), terms, working));
            }
        }
        tellClaims(members, working);
        Map<AccountKey, MovementSource.Told> told = new HashMap<>();
        working.movements.forEach((key, some) -> told.put(key, new MovementSource.Told(some, List.of())));
        return new Recount(told, working.standing, working.pending);
    }

    private boolean isUnsettled(MemberFact<D> fact, Working working) {
        return fact.before().isEmpty() || fact.hasOtherFigures() || working.isLate(fact);
    }

    private void recount(Circle<D> circle, Working working) {
        boolean unsettled = circle.facts().stream()
                .filter(fact -> fact.before().isPresent())
                .anyMatch(fact -> isUnsettled(fact, working));
        Map<Purpose, Map<Fact, Award>> awards = new EnumMap<>(Purpose.class);
        if (!unsettled) {
            for (Purpose purpose : RewardDecisions.PURPOSES) {
                awards.put(purpose, circle.judge(purpose, fact -> position(fact, purpose)));
            }
        }
        for (MemberFact<D> fact : circle.facts()) {
            if (unsettled || fact.before().isEmpty()) {
                working.pending.add(fact.fact());
            } else {
                awards.forEach((purpose, byFact) -> tell(
                        fact,
                        purpose,
                        Optional.ofNullable(byFact.get(fact.fact())),
                        fact.deed().terms(),
                        working));
            }
        }
    }

    /** A fact that waits to be judged for the first time is not there yet. */
    private static Position position(MemberFact<?> fact, Purpose purpose) {
        return fact.before().isEmpty()
                ? new Position(Standing.ABSENT, fact.at())
                : Position.of(fact, purpose, Instant.MIN, true);
    }

    private void tell(
            MemberFact<D> fact, Purpose purpose, Optional<Award> award, Optional<StoreTerms> terms, Working working) {
        FactOutcome outcome = fact.before().orElseThrow();
        CreditedFact where = fact.credited(purpose).orElse(null);
        if (where == null || FactOutcome.isOpen(outcome.of(purpose))) {
            return;
        }
        if (purpose == Purpose.POINTS
                && terms.filter(of -> !working.terms.by(outcome.since(), of)).isPresent()) {
            working.standing.add(fact.fact());
            return;
        }
        if (award.orElse(null) instanceof Award.Earned earned) {
            for (Movement.Credit credit :
                    AwardLots.credits(fact.fact(), earned, fact.deed().origin(), earned.earnedAt())) {
                working.tell(where.account(), credit);
                takeBack(fact, where, credit, working).ifPresent(takeBack -> working.tell(where.account(), takeBack));
            }
            if (!fact.onWorkList() && fact.deed().removedAt().isPresent()) {
                working.claims.remove(where);
            }
        }
    }

    /** As the fact says. One that came after the grace was placed at its edge, never before its own time. */
    private Optional<Movement> takeBack(
            MemberFact<D> fact, CreditedFact where, Movement.Credit credit, Working working) {
        if (fact.onWorkList() || fact.deed().removedAt().isEmpty()) {
            return Optional.empty();
        }
        Instant removedAt = fact.deed().removedAt().get();
        Instant at = working.claims.getOrDefault(where, List.of()).stream()
                .map(claim -> claim.takeBack().at())
                .filter(removedAt::isBefore)
                .findFirst()
                .orElse(removedAt);
        return Optional.of(new TakeBack(fact.fact(), at, credit.lot(), credit.units()));
    }

    /** Of facts that stand as they are posted it is told as it is booked what was taken back. */
    private void tellClaims(List<Long> members, Working working) {
        working.claims.forEach((where, booked) -> {
            if (members.contains(where.account().memberId())) {
                booked.forEach(claim -> working.tell(where.account(), claim.takeBack()));
            }
        });
    }

    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {
        source.proveOutcomes(deviations);
    }
}
