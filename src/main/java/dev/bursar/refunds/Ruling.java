package dev.bursar.refunds;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.Dispute;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an order's refunds are judged.
 *
 * @param events    what counts, in the order of time
 * @param verdicts  by refund
 * @param subjects  what units they could move
 * @param shares    what each of them moves
 * @param disputes  what they hold
 * @param fullAt    UTC; when the order was fully refunded
 * @param goesOn    whether there is more to them than the run's instant knows of
 */
record Ruling(
        RefundCase facts,
        List<Event> events,
        Map<ShopRefund, Verdict> verdicts,
        List<Subject> subjects,
        List<Shares.Share> shares,
        List<Dispute> disputes,
        Optional<Instant> fullAt,
        boolean goesOn) {

    List<Decision> decisions() {
        return shares.stream().map(Shares.Share::decision).toList();
    }

    /** Decisions that are not as they were before. */
    List<Decision> changed() {
        return decisions().stream()
                .filter(decision -> facts.decisions().stream().noneMatch(decision::saysTheSameAs))
                .toList();
    }

    /** Decisions that were made before and are not made now. */
    List<Decision> gone() {
        return facts.decisions().stream()
                .filter(before -> shares.stream()
                        .map(Shares.Share::decision)
                        .noneMatch(now -> Decision.BY_KEY.compare(now, before) == 0))
                .toList();
    }

    List<Dispute> newDisputes() {
        return disputes.stream()
                .filter(dispute -> !facts.disputes().contains(dispute))
                .toList();
    }

    List<Dispute> goneDisputes() {
        return facts.disputes().stream()
                .filter(dispute -> !disputes.contains(dispute))
                .toList();
    }

    boolean changesFullRefund() {
        return !fullAt.equals(facts.fullBefore());
    }

    /** The accounts that have to be judged anew. */
    Set<AccountKey> changedAccounts() {
        Set<AccountKey> accounts = new TreeSet<>();
        List.<Collection<Decision>>of(changed(), gone())
                .forEach(some -> some.forEach(decision -> accounts.add(decision.account())));
        List.<Collection<Dispute>>of(newDisputes(), goneDisputes())
                .forEach(some -> some.forEach(dispute -> accounts.add(dispute.account())));
        if (changesFullRefund()) {
            facts.points().filter(facts.accounts()::contains).ifPresent(accounts::add);
        }
        return accounts;
    }

    /** What one refund moves. */
    List<Decision> of(ShopRefund refund) {
        return decisions().stream()
                .filter(decision -> decision.fact().equals(refund.fact()))
                .sorted(Comparator.comparing(Decision::account).thenComparing(Decision::subject))
                .toList();
    }

    /** Whether what it moved is frozen. */
    boolean stands(ShopRefund refund) {
        return shares.stream()
                .anyMatch(share -> share.stands()
                        && share.decision().units() > 0
                        && share.decision().fact().equals(refund.fact()));
    }
}
