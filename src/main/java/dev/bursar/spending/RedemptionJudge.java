package dev.bursar.spending;

import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.StoreTermsReader;
import dev.bursar.shop.TermsInForce;
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

    List<Judged> judge(List<DueRedemption> redemptions) {
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
