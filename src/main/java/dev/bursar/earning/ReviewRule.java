package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Reward;
import dev.bursar.shop.OrderStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What the reviews of one member earn ({@code docs/rules.md §2}, review): a fixed amount, once for each order line that the
 * member bought, at most so many a day, the earliest first. Pure; one instance serves all threads.
 *
 * <p>What a review earns depends on the other reviews of its local day and on earlier reviews of its line, whenever those
 * were written, and on nothing else. So a review that is new or has changed can change the awards of its own day, and of
 * the days of later reviews of the same line. To judge a day, give all reviews of that day and all that the member ever
 * wrote of the lines reviewed on it.
 */
final class ReviewRule {

    /** A line of an order; only its buyer's reviews get as far. */
    private record Line(long orderId, int lineNo) {

        static Line of(ReviewCase review) {
            return new Line(review.orderId(), review.lineNo());
        }
    }

    /** Caps count within an account. */
    private record AccountDay(long store, LocalDate day) {}

    private final Policy policy;
    private final RewardJudge rewards;

    ReviewRule(Policy policy) {
        this.policy = policy;
        this.rewards = new RewardJudge(policy);
    }

    /**
     * Judges the reviews that were published on some local days.
     *
     * @param memberKnown whether the member's row has arrived
     * @param reviews     of one member, in any order, as the class says
     * @param standing    what is settled already about each
     * @return the reviews that are not fixed with what they earn, the earliest first. An award stays when the review is
     *         removed
     */
    List<Verdict<ReviewCase>> judge(
            ProgrammeKind programme,
            boolean memberKnown,
            List<ReviewCase> reviews,
            Function<ReviewCase, Standing> standing) {
        Set<Line> reviewed = new HashSet<>();
        Map<AccountDay, Long> earned = new HashMap<>();
        for (ReviewCase review : reviews) {
            Standing fixed = standing.apply(review);
            if (fixed == Standing.EARNED || fixed == Standing.PRESENT) {
                reviewed.add(Line.of(review));
            }
            if (fixed == Standing.EARNED) {
                earned.merge(place(programme, review), 1L, Long::sum);
            }
        }
        List<Verdict<ReviewCase>> verdicts = new ArrayList<>(reviews.size());
        for (ReviewCase review : reviews.stream()
                .filter(each -> !standing.apply(each).isFixed())
                .sorted(ReviewCase.EARLIEST_FIRST)
                .toList()) {
            boolean posted = standing.apply(review) == Standing.POSTED;
            Optional<Award> early = beforeCounting(memberKnown, review);
            Award award = early.isPresent() && !posted
                    ? early.get()
                    : reviewed.add(Line.of(review))
                            ? early.orElseGet(() -> first(programme, review, earned))
                            : new Award.NothingDue(Reason.DUPLICATE);
            if (award instanceof Award.Earned || posted && !award.reason().isOfOthers()) {
                earned.merge(place(programme, review), 1L, Long::sum);
            }
            verdicts.add(new Verdict<>(review, award));
        }
        return verdicts;
    }

    private AccountDay place(ProgrammeKind programme, ReviewCase review) {
        long store = programme == ProgrammeKind.COINS
                ? 0
                : review.order().map(ReviewCase.ReviewedOrder::storeId).orElse(0L);
        return new AccountDay(store, LocalDays.dayOf(review.publishedAt(), policy.zone()));
    }

    /** What keeps a review from being judged, or from counting as one of a line that the member bought. */
    static Optional<Award> beforeCounting(boolean memberKnown, ReviewCase review) {
        if (!memberKnown) {
            return waiting(Reason.MEMBER);
        }
        if (review.order().isEmpty()) {
            return waiting(Reason.ORDER);
        }
        ReviewCase.ReviewedOrder order = review.order().get();
        boolean own = order.member().equals(OptionalLong.of(review.memberId()));
        if (!own || order.status() == OrderStatus.CANCELLED) {
            return Optional.of(new Award.NothingDue(Reason.NOT_BOUGHT));
        }
        if (order.product().isEmpty()) {
            return order.whole() ? Optional.of(new Award.NothingDue(Reason.NOT_BOUGHT)) : waiting(Reason.LINES);
        }
        return order.status() == OrderStatus.COMPLETED ? Optional.empty() : waiting(Reason.ORDER_COMPLETION);
    }

    private Award first(ProgrammeKind programme, ReviewCase review, Map<AccountDay, Long> earned) {
        ReviewCase.ReviewedOrder order = review.order().orElseThrow();
        Optional<Award> early = OrderCheck.ofStore(order.storeId(), review.storeKnown())
                .or(() -> RewardJudge.ofTerms(programme, review.terms()));
        if (early.isPresent()) {
            return early.get();
        }
        Optional<Reward> reward = policy.reward(Activity.REVIEW, programme, "", review.publishedAt());
        if (reward.isEmpty()) {
            return new Award.NothingDue(Reason.NO_SETTING);
        }
        long before = earned.getOrDefault(place(programme, review), 0L);
        OptionalLong cap = reward.get().capADay();
        if (cap.isPresent() && before >= cap.getAsLong()) {
            return new Award.NothingDue(Reason.CAP_A_DAY);
        }
        return award(programme, review, order, reward.get());
    }

    private Award award(ProgrammeKind programme, ReviewCase review, ReviewCase.ReviewedOrder order, Reward reward) {
        ReviewCase.Product product = order.product().orElseThrow();
        OptionalLong store = OptionalLong.of(order.storeId());
        return rewards.award(
                programme,
                review.terms(),
                Activity.REVIEW,
                reward,
                reward.units(),
                promotion ->
                        promotion.matchesStore(store) && promotion.matchesLine(product.category(), product.productId()),
                review.publishedAt());
    }

    private static Optional<Award> waiting(Reason reason) {
        return Optional.of(new Award.Waiting(reason));
    }
}
