package dev.bursar.refunds;

import dev.bursar.ledger.Decision;
import dev.bursar.ledger.Fact;
import dev.bursar.policy.RefundSettings;
import dev.bursar.policy.RefundSettings.Returns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each of an order's refunds moves of one subject: what is due of it so far, less what the refunds before it have moved
 * ({@code docs/rules.md} §5, cases 14 and 15). Pure.
 */
final class Shares {

    private final RefundedOrder order;
    private final RefundSettings policy;
    private final int policyVersion;

    Shares(RefundedOrder order, RefundSettings policy, int policyVersion) {
        this.order = order;
        this.policy = policy;
        this.policyVersion = policyVersion;
    }

    /** When facts take effect on an account, and what of them is frozen. */
    interface Timing {

        /** Whether what was decided before stands, whatever the facts say now. */
        boolean stands(Decision before, Subject subject);

        /** @return UTC; where a fact takes effect that was decided at {@code own} */
        Instant placed(Instant own, Subject subject, Optional<Decision> before);
    }

    /** @param stands whether it is as it was decided before, whatever the facts say now */
    record Share(Decision decision, boolean stands) {}

    /** A fact at its place. */
    private record Turn(Fact fact, Instant at, Optional<Event> event, Optional<Decision> standing) {}

    /**
     * Works it out.
     *
     * @param before what was decided so far of this subject, by fact
     */
    List<Share> of(Subject subject, List<Event> events, Map<Fact, Decision> before, Timing timing) {
        List<Turn> turns = turns(subject, events, before, timing);
        Refunded refunded = new Refunded(order);
        List<Share> shares = new ArrayList<>();
        long moved = 0;
        for (Turn turn : turns) {
            turn.event().ifPresent(refunded::add);
            long units = turn.standing().map(Decision::units).orElseGet(() -> due(subject, turn, refunded));
            units = turn.standing().isPresent() ? units : Math.max(0, units - moved);
            units = Math.min(units, subject.units() - moved);
            moved += units;
            long soFar = moved;
            long by = units;
            shares.add(turn.standing()
                    .map(decision -> new Share(decision, true))
                    .orElseGet(() -> new Share(
                            new Decision(
                                    subject.account(),
                                    turn.fact(),
                                    subject.key(),
                                    by,
                                    soFar,
                                    subject.units(),
                                    refunded.read(subject),
                                    turn.at(),
                                    policyVersion),
                            false)));
        }
        return shares;
    }

    private static List<Turn> turns(Subject subject, List<Event> events, Map<Fact, Decision> before, Timing timing) {
        List<Turn> turns = new ArrayList<>();
        for (Event event : events) {
            Optional<Decision> had = Optional.ofNullable(before.get(event.fact()));
            Optional<Decision> standing = had.filter(decision -> timing.stands(decision, subject));
            Instant at = standing.map(Decision::at).orElseGet(() -> timing.placed(event.at(), subject, had));
            turns.add(new Turn(event.fact(), at, Optional.of(event), standing));
        }
        before.forEach((fact, decision) -> {
            boolean counts = events.stream().anyMatch(event -> event.fact().equals(fact));
            if (!counts && timing.stands(decision, subject)) {
                turns.add(new Turn(fact, decision.at(), Optional.empty(), Optional.of(decision)));
            }
        });
        turns.sort(Comparator.comparing(Turn::at).thenComparing(Turn::fact));
        return turns;
    }

    /** All that is due up to and with this one. */
    private long due(Subject subject, Turn turn, Refunded refunded) {
        if (!subject.isSpent()) {
            return refunded.shareOf(subject);
        }
        Instant decided = turn.event().map(Event::at).orElse(turn.at());
        Returns returns = policy.returnsAt(decided);
        return switch (returns) {
            case PROPORTIONAL -> refunded.shareOf(subject);
            case FULL_ONLY -> refunded.isAll() ? subject.units() : 0;
            case NONE -> 0;
        };
    }
}
