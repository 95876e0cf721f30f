package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Reward;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a referral earns its referrer ({@code docs/rules.md §2}, referral): a fixed amount, once the friend's first order is
 * completed, at that order's time. Only the earliest referral of a friend counts, and only if the friend had not completed
 * an order before it. Pure; one instance serves all threads.
 *
 * <p>Referrals of one member do not depend on each other. One that is new or has changed can change the awards of all
 * referrals of its friend, by whomever; so can a completed order of the friend.
 */
final class ReferralRule {

    private final Policy policy;
    private final RewardJudge rewards;

    ReferralRule(Policy policy) {
        this.policy = policy;
        this.rewards = new RewardJudge(policy);
    }

    /** @param memberKnown whether the referrer's row has arrived */
    Award judge(ProgrammeKind programme, boolean memberKnown, ReferralCase facts) {
        return RewardJudge.beforeJudging(programme, memberKnown, facts.storeId(), facts.storeKnown())
                .or(() -> notCounting(facts))
                .orElseGet(() -> facts.friendsFirstOrder()
                        .map(completed -> atCompletion(programme, facts, completed))
                        .orElseGet(() -> new Award.Waiting(Reason.FRIENDS_FIRST_ORDER)));
    }

    private static Optional<Award> notCounting(ReferralCase facts) {
        ReferralCase.Referral referral = facts.referral();
        if (isOwn(referral, facts.friendId())) {
            return Optional.of(new Award.NothingDue(Reason.OWN_REFERRAL));
        }
        if (facts.friendsFirstOrder()
                .filter(completed -> completed.isBefore(referral.occurredAt()))
                .isPresent()) {
            return Optional.of(new Award.NothingDue(Reason.NOT_NEW));
        }
        boolean earliest = Stream.concat(facts.others().stream(), Stream.of(referral))
                .filter(any -> !isOwn(any, facts.friendId()))
                .min(ReferralCase.Referral.EARLIEST_FIRST)
                .filter(referral::equals)
                .isPresent();
        return earliest ? Optional.empty() : Optional.of(new Award.NothingDue(Reason.OTHER_REFERRER));
    }

    private static boolean isOwn(ReferralCase.Referral referral, long friendId) {
        return referral.memberId() == friendId;
    }

    private Award atCompletion(ProgrammeKind programme, ReferralCase facts, Instant completed) {
        Optional<Award> ofTerms = RewardJudge.ofTerms(programme, facts.terms());
        if (ofTerms.isPresent()) {
            return ofTerms.get();
        }
        Optional<Reward> reward = policy.reward(Activity.REFERRAL, programme, "", completed);
        return reward.isEmpty()
                ? new Award.NothingDue(Reason.NO_SETTING)
                : rewards.award(
                        programme,
                        facts.terms(),
                        Activity.REFERRAL,
                        reward.get(),
                        reward.get().units(),
                        promotion -> promotion.matchesStore(facts.storeId()),
                        completed);
    }
}
