package dev.bursar.spending;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Redemption;
import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.StoreTermsReader;
import dev.bursar.shop.TermsInForce;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges redemptions by the pure rule, with the stores' terms read beside them. */
final class RedemptionJudge {

    private final DueRedemptionStore store;
    private final StoreTermsReader terms;
    private final Policy policy;
    private final RedemptionRule rule;

    RedemptionJudge(DueRedemptionStore store, StoreTermsReader terms, Policy policy) {
        this.store = store;
        this.terms = terms;
        this.policy = policy;
        this.rule = new RedemptionRule(policy);
    }

    /** @param others redemptions on the same order that go with it, whatever became of them */
    record Judged(DueRedemption due, Claim claim, List<OnOrder> others) {

        Judged with(Claim other) {
            return new Judged(due, other, others);
        }
    }

    /** In the transaction that posts what it says. */
    List<Judged> judge(List<DueRedemption> redemptions, DueTime time) {
        Map<Long, List<OnOrder>> onOrders = store.onOrders(redemptions.stream()
                .flatMap(due -> due.order().stream())
                .filter(SpentOrder::isPaid)
                .map(SpentOrder::orderId)
                .distinct()
                .sorted()
                .toList());
        return judge(redemptions, onOrders).stream()
                .map(judged -> believed(judged, time))
                .toList();
    }

    private Judged believed(Judged judged, DueTime time) {
        Instant redeemedAt = judged.due().redemption().redeemedAt();
        if (time.isUnbelievable(redeemedAt)) {
            return judged.with(new Claim.None(Reason.IN_THE_FUTURE, "redeemed " + redeemedAt));
        }
        if (judged.claim() instanceof Claim.Taken) {
            return judged.due()
                    .order()
                    .flatMap(SpentOrder::paidAt)
                    .filter(time::isUnbelievable)
                    .map(paidAt -> judged.with(inTheFuture(judged, "paid " + paidAt)))
                    .orElse(judged);
        }
        return judged.claim() instanceof Claim.Released released && time.isUnbelievable(released.at())
                ? judged.with(inTheFuture(judged, "cancelled " + released.at()))
                : judged;
    }

    /** What an order claims of the future does not free its units before their time-out, nor take them. */
    private Claim inTheFuture(Judged judged, String what) {
        Redemption redemption = judged.due().redemption();
        return new Claim.Held(
                Reason.IN_THE_FUTURE, "order " + redemption.orderId() + " " + what, rule.timesOutAt(redemption));
    }

    /** For proof: of what is redeemed, not of how it was checked. */
    List<Judged> judgeAgain(List<DueRedemption> redemptions) {
        return judge(redemptions, Map.of());
    }

    private List<Judged> judge(List<DueRedemption> redemptions, Map<Long, List<OnOrder>> onOrders) {
        TermsInForce inForce = new TermsInForce(terms.of(redemptions.stream()
                .flatMap(due -> due.redemption().store().stream().boxed())
                .distinct()
                .sorted()
                .toList()));
        return redemptions.stream()
                .map(due -> judge(
                        due,
                        termsOf(due, inForce),
                        onOrders.getOrDefault(due.redemption().orderId(), List.of())))
                .toList();
    }

    private Judged judge(DueRedemption due, Optional<StoreTerms> termsThen, List<OnOrder> onOrder) {
        Redemption redemption = due.redemption();
        RedemptionCase facts = new RedemptionCase(
                redemption,
                due.memberKnown(),
                due.storeKnown(),
                due.order(),
                termsThen,
                OnOrder.together(redemption, onOrder));
        List<OnOrder> others = onOrder.stream()
                .filter(other -> other.goesWith(redemption) && other.redemptionId() != redemption.redemptionId())
                .toList();
        return new Judged(due, rule.judge(facts), others);
    }

    private Optional<StoreTerms> termsOf(DueRedemption due, TermsInForce inForce) {
        return due.redemption().store().isEmpty()
                ? Optional.empty()
                : inForce.on(
                        LocalDays.dayOf(due.redemption().redeemedAt(), policy.zone()),
                        due.redemption().store().getAsLong());
    }
}
