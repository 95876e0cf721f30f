package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.CouponSettings;
import dev.bursar.shop.CouponStatus;
import dev.bursar.shop.Instrument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a coupon goes from status to status ({@code docs/rules.md §5}). Pure; one instance serves all threads. */
final class CouponRule {

    private final CouponSettings settings;

    CouponRule(CouponSettings settings) {
        this.settings = settings;
    }

    /**
     * @param asOf UTC; what happened before it counts, and a validity that ended by then
     */
    CouponLife judge(CouponCase facts, Instant asOf) {
        return lacksItsOwner(facts.coupon()) ? unfollowed(facts) : new Fold(facts.asOf(asOf), asOf).life(facts);
    }

    /** A coupon of a wallet without a member: nobody could have it back. */
    private static CouponLife unfollowed(CouponCase facts) {
        Map<Long, Reason> outcomes = new HashMap<>();
        facts.allUses().forEach(use -> outcomes.put(use.useId(), Reason.NO_OWNER));
        return new CouponLife(
                Status.VALID,
                List.of(),
                Status.VALID,
                Optional.empty(),
                outcomes,
                List.of(),
                List.of(new Finding(facts.coupon().fact(), Reason.NO_OWNER, "a coupon of a wallet without member_id")));
    }

    private static boolean lacksItsOwner(Coupon coupon) {
        return coupon.isPublic() && coupon.instrument() == Instrument.WALLET;
    }

    private final class Fold {

        private final CouponCase facts;
        private final Coupon coupon;
        private final Instant asOf;
        private final Status opening;
        private final List<UsageCourse> courses;
        private final List<Move> moves = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Set<Long> accepted = new HashSet<>();
        private final Set<Fact> usedAgain = new HashSet<>();
        private Status status;
        private Optional<Usage> lastUsage = Optional.empty();

        Fold(CouponCase facts, Instant asOf) {
            this.facts = facts;
            this.coupon = facts.coupon();
            this.asOf = asOf;
            this.opening = opening();
            this.status = opening;
            this.courses = facts.usages().stream()
                    .map(usage -> new UsageCourse(coupon, usage, settings))
                    .toList();
        }

        /** What was used before the first report counts only as long as no use says more. */
        private Status opening() {
            if (facts.opening() == CouponStatus.REVOKED) {
                return Status.REVOKED;
            }
            boolean told = facts.hasUses() || coupon.isPublic();
            return switch (facts.opening()) {
                case INACTIVE -> told ? Status.VALID : Status.INACTIVE;
                case USED -> told ? Status.VALID : Status.USED;
                case EXPIRED -> told ? Status.VALID : Status.EXPIRED;
                default -> Status.VALID;
            };
        }

        CouponLife life(CouponCase whole) {
            courses.stream()
                    .flatMap(course -> course.turns().stream())
                    .sorted(Turn.IN_TIME)
                    .forEach(turn -> {
                        endUpTo(turn.at());
                        apply(turn);
                    });
            endUpTo(asOf);
            CouponChecks checks = new CouponChecks(coupon, facts.opening(), status);
            checks.ofTheCoupon().forEach(findings::add);
            facts.usages().forEach(usage -> checks.of(usage).forEach(findings::add));
            List<RefundDecision> decisions = new RefundDecisions(
                            coupon, moves, opening, status, settings, accepted::contains, usedAgain::contains)
                    .of(courses, findings::add);
            return new CouponLife(
                    opening, List.copyOf(moves), status, nextAt(whole), outcomes(), decisions, List.copyOf(findings));
        }

        private void endUpTo(Instant instant) {
            if (status == Status.VALID && coupon.hasEndedAt(instant)) {
                move(coupon.validTo(), Status.EXPIRED, coupon.fact(), Move.NO_CASE);
            }
        }

        private void apply(Turn turn) {
            boolean isTheLast = lastUsage
                    .filter(last -> last.firstOrder() == turn.usage().firstOrder())
                    .isPresent();
            switch (turn.kind()) {
                case APPLIED -> applied(turn);
                case CLOSED -> {
                    if (isTheLast && status == Status.INACTIVE) {
                        move(turn, Status.USED, turn.caseNo());
                    }
                }
                case RELEASED -> {
                    if (isTheLast && status == Status.INACTIVE) {
                        move(turn, back(turn.at()), turn.caseNo());
                    }
                }
                case RETURNED -> {
                    if (isTheLast && status == Status.USED) {
                        Status back = back(turn.at());
                        boolean ended = turn.caseNo() == Move.RETURNED && back == Status.EXPIRED;
                        move(turn, back, ended ? Move.RETURNED_ENDED : turn.caseNo());
                    }
                }
                case UNDONE -> undone(turn, isTheLast);
            }
        }

        /** A coupon whose validity is over is used all the same, if the shop says so: that is a flaw to look at, no stop. */
        private void applied(Turn turn) {
            if (status == Status.VALID || status == Status.EXPIRED) {
                move(turn, Status.INACTIVE, turn.caseNo());
                lastUsage = Optional.of(turn.usage());
                accepted.add(turn.usage().firstOrder());
            } else {
                findings.add(new Finding(
                        turn.cause(),
                        Reason.COUPON_NOT_VALID,
                        "coupon " + coupon.couponId() + " was " + status + " when it was applied at " + turn.at()
                                + lastUsage
                                        .map(last -> ", by order "
                                                + last.orders().get(0).order().orderId())
                                        .orElse("")));
            }
        }

        private void undone(Turn turn, boolean isTheLast) {
            boolean free = status == Status.VALID || status == Status.EXPIRED;
            if (isTheLast && free) {
                move(turn, Status.USED, turn.caseNo());
            } else if (accepted.contains(turn.usage().firstOrder()) && !isTheLast) {
                usedAgain.add(turn.cause());
                findings.add(new Finding(
                        coupon.fact(),
                        Reason.RETURNED_COUPON_USED_AGAIN,
                        "refund " + turn.cause().id() + " was reversed at " + turn.at()
                                + ", the coupon had been used again on order "
                                + lastUsage
                                        .orElseThrow()
                                        .orders()
                                        .get(0)
                                        .order()
                                        .orderId()));
            }
        }

        private Status back(Instant at) {
            return coupon.hasEndedAt(at) ? Status.EXPIRED : Status.VALID;
        }

        private void move(Turn turn, Status to, int caseNo) {
            move(turn.at(), to, turn.cause(), caseNo);
        }

        private void move(Instant at, Status to, Fact cause, int caseNo) {
            moves.add(new Move(at, status, to, cause, caseNo));
            status = to;
        }

        private Optional<Instant> nextAt(CouponCase whole) {
            Stream<Instant> end = status == Status.VALID ? Stream.of(coupon.validTo()) : Stream.empty();
            // what happens at an instant counts as of the next one
            Stream<Instant> facts =
                    whole.times().filter(at -> !at.isBefore(asOf)).map(at -> at.plus(1, ChronoUnit.MICROS));
            return Stream.concat(end, facts).min(Comparator.naturalOrder());
        }

        private Map<Long, Reason> outcomes() {
            Map<Long, Reason> outcomes = new HashMap<>();
            facts.waiting().forEach((use, reason) -> outcomes.put(use.useId(), reason));
            for (Usage usage : facts.usages()) {
                Reason reason =
                        accepted.contains(usage.firstOrder()) ? Reason.COUPON_FOLLOWED : Reason.COUPON_NOT_VALID;
                usage.orders()
                        .forEach(each -> each.uses()
                                .forEach(use -> outcomes.put(
                                        use.useId(), each.order().untimed() ? Reason.NO_CLOSING_TIME : reason)));
            }
            return outcomes;
        }
    }
}
