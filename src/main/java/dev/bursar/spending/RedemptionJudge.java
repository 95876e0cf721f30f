package dev.bursar.spending;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.StoreTermsReader;
import dev.bursar.shop.TermsInForce;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges redemptions by the pure rule, with the stores' terms read beside them. */
final class RedemptionJudge {

    private final StoreTermsReader terms;
    private final Policy policy;
    private final RedemptionRule rule;

    RedemptionJudge(StoreTermsReader terms, Policy policy) {
        this.terms = terms;
        this.policy = policy;
        this.rule = new RedemptionRule(policy);
    }

    record Judged(DueRedemption due, Claim claim) {}

    /** In the transaction that posts what it says. */
    List<Judged> judge(List<DueRedemption> redemptions, DueTime time) {
        return judgeAgain(redemptions).stream()
                .map(judged -> believed(judged, time))
                .toList();
    }

    private static Judged believed(Judged judged, DueTime time) {
        Instant redeemedAt = judged.due().redemption().redeemedAt();
        return time.isUnbelievable(redeemedAt)
                ? new Judged(judged.due(), new Claim.None(Reason.IN_THE_FUTURE, "redeemed " + redeemedAt))
                : judged;
    }

    /** For proof. */
    List<Judged> judgeAgain(List<DueRedemption> redemptions) {
        TermsInForce inForce = new TermsInForce(terms.of(redemptions.stream()
                .flatMap(due -> due.redemption().store().stream().boxed())
                .distinct()
                .sorted()
                .toList()));
        return redemptions.stream()
                .map(due -> new Judged(
                        due,
                        rule.judge(new RedemptionCase(
                                due.redemption(), due.memberKnown(), due.order(), termsOf(due, inForce)))))
                .toList();
    }

    private Optional<StoreTerms> termsOf(DueRedemption due, TermsInForce inForce) {
        return due.redemption().store().isEmpty()
                ? Optional.empty()
                : inForce.on(
                        LocalDays.dayOf(due.redemption().redeemedAt(), policy.zone()),
                        due.redemption().store().getAsLong());
    }
}
