package dev.bursar.ledger;

import static dev.bursar.ledger.OutcomeStatus.EXCEPTION;
import static dev.bursar.ledger.OutcomeStatus.NOTHING_DUE;
import static dev.bursar.ledger.OutcomeStatus.POSTED;
import static dev.bursar.ledger.OutcomeStatus.WAITING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a fact has the outcome it has ({@code docs/rules.md §0}). The code is what the database holds: it never changes, and
 * a code that is no longer used is never given to another reason.
 */
public enum Reason {
    CREDITED(1, POSTED, "The units were credited; nothing is left to do."),
    SPENT(20, POSTED, "The units were taken; nothing is left to do."),
    RETURNED(40, POSTED, "Units that were spent on what is refunded are given back; nothing is left to do."),
    TAKEN_BACK(41, POSTED, "Units that were earned by what is refunded are taken back; nothing is left to do."),

    COUPON_FOLLOWED(30, POSTED, "The coupon went the way that this use of it says; nothing is left to do."),

    GUEST(100, NOTHING_DUE, "The order has no member, and guests earn nothing; nothing to do."),
    BELOW_ONE_UNIT(101, NOTHING_DUE, "What the fact earns is less than one whole unit; nothing to do."),
    STORE_NOT_TAKING_PART(
            102,
            NOTHING_DUE,
            "The store gave no points on that day; if it should have, deliver its store_terms, and what it affects is judged again."),
    NO_EARNING_LINES(
            103,
            NOTHING_DUE,
            "No line of the order may earn units: its products or their categories are excluded; nothing to do."),
    NOT_COMPLETED(104, NOTHING_DUE, "The order is not completed; it is judged again once the shop reports that it is."),
    DUPLICATE(
            105,
            NOTHING_DUE,
            "The member reviewed this line of the order earlier, and only the first review of a line counts; nothing to do."),
    NOT_BOUGHT(
            106,
            NOTHING_DUE,
            "The member did not buy what is reviewed: the order is another's or a guest's, was cancelled, or has no such"
                    + " line; if that is wrong, deliver the order as it is right, and the review is judged again."),
    CAP_A_DAY(
            107,
            NOTHING_DUE,
            "As many as the policy lets earn on one day had earned earlier on that day; nothing to do."),
    CAP_IN_ALL(108, NOTHING_DUE, "As many as the policy lets earn in all had earned earlier; nothing to do."),
    SAME_DAY(
            109,
            NOTHING_DUE,
            "The member had checked in earlier on that day, and only the first check-in of a day counts; nothing to do."),
    NO_SETTING(
            110,
            NOTHING_DUE,
            "The policy gave nothing for it at that time; if it should have, add it to the activities in jobs/policy."),
    OTHER_REFERRER(
            111,
            NOTHING_DUE,
            "The friend had been referred earlier, and only the first referral of a friend counts; nothing to do."),
    NOT_NEW(
            112,
            NOTHING_DUE,
            "The friend had completed an order before being referred, so was no new customer; nothing to do."),
    OWN_REFERRAL(
            113, NOTHING_DUE, "Members who refer themselves earn nothing, and friend_id is the member; nothing to do."),
    OTHER_PROGRAMME(
            114,
            NOTHING_DUE,
            "What is done for a store earns points of that store, anything else earns coins; nothing to do."),

    RELEASED(120, NOTHING_DUE, "The order was cancelled unpaid, and the units are free again; nothing to do."),
    TIMED_OUT(
            121,
            NOTHING_DUE,
            "The order was not paid in time, and the units are free again; they are taken after all once the shop reports"
                    + " that it is paid."),

    CANCELLED_ORDER(
            140,
            NOTHING_DUE,
            "The order was cancelled before it was shipped, which gives back all that was spent on it, and its refunds add nothing; nothing to do."),
    NEVER_PAID(
            141, NOTHING_DUE, "The order was cancelled unpaid, so that nothing of it can be refunded; nothing to do."),
    REJECTED(142, NOTHING_DUE, "The shop rejected the refund; nothing to do."),
    REVERSED(
            143,
            NOTHING_DUE,
            "The refund was reversed, and the account is judged as if it had not been; nothing to do."),
    NOTHING_SPENT(
            144,
            NOTHING_DUE,
            "No coins or points were spent on the order; if some were, deliver the redemptions, and the refund is judged again."),
    KEPT_BY_POLICY(
            145, NOTHING_DUE, "By the policy units that were spent are not given back for this refund; nothing to do."),
    NO_WHOLE_UNIT(
            146,
            NOTHING_DUE,
            "What the refund adds to what is refunded already comes to no whole unit; nothing to do."),
    NOTHING_EARNED(
            147,
            NOTHING_DUE,
            "The order earned nothing that could be taken back; if it does later, the refund is judged again."),

    LINES(200, WAITING, "Lines of the order have not arrived; deliver the missing rows of order_lines."),
    CHECKOUT_ORDERS(201, WAITING, "Orders of the same checkout have not arrived; deliver the missing rows of orders."),
    MEMBER(202, WAITING, "The member is unknown; deliver the member's row of members."),
    ORDER(203, WAITING, "The order that is reviewed is unknown; deliver its row of orders."),
    ORDER_COMPLETION(
            204,
            WAITING,
            "The order that is reviewed is not completed; the review is judged again once the shop reports that it is."),
    FRIENDS_FIRST_ORDER(
            205,
            WAITING,
            "The friend has not completed an order; the referral is judged again once the shop reports one."),
    REFERRED_LATER(
            206,
            WAITING,
            "The friend's referral by somebody else, made later, is still credited; that is taken back first, and this one is"
                    + " credited by the next run."),

    ORDER_SPENT_ON(
            220,
            WAITING,
            "The order has not arrived; until the time-out its units are reserved. Deliver its row of orders."),
    PAYMENT(221, WAITING, "The order is not paid yet; its units are reserved until it is, or until the time-out."),

    REFUNDED_ORDER(250, WAITING, "The order that is refunded is unknown; deliver its row of orders."),
    REFUND_LINES(251, WAITING, "Lines of the refund have not arrived; deliver the missing rows of refund_lines."),
    REFUND_DECISION(
            252,
            WAITING,
            "The refund is open, and until it is decided what its order earned or spent does not lapse; it is judged once the shop reports its decision."),
    CREDIT_OF_ORDER(
            253,
            WAITING,
            "What the order earns is not judged yet, because it is not completed or needs a look itself; the refund is judged again once it is."),
    COUPON(240, WAITING, "The coupon has not arrived; deliver its row of coupons."),
    ORDER_USED_ON(241, WAITING, "The order that the coupon was used on has not arrived; deliver its row of orders."),

    UNKNOWN_STORE(300, EXCEPTION, "The store is unknown; deliver its row of stores, or correct the store_id."),
    NEGATIVE_AMOUNT(
            301,
            EXCEPTION,
            "An amount, a quantity or a term that cannot be below zero is; deliver the row again with the right figure."),
    NO_RATE(
            302,
            EXCEPTION,
            "Nothing says how many units this currency earns; add a rate to jobs/policy, or correct the currency or the"
                    + " store's terms."),
    PARTS_DO_NOT_ADD_UP(
            303,
            EXCEPTION,
            "A line's price is not the sum of its discounts and what was paid; deliver the line again with the right"
                    + " figures."),
    TOO_MANY_LINES(
            304,
            EXCEPTION,
            "More lines arrived than the order says it has; deliver the order again with the right line_count."),
    CURRENCY_MISMATCH(
            305,
            EXCEPTION,
            "A line is in another currency than its order; deliver the line or the order again with the right one."),
    AMOUNT_TOO_LARGE(
            306, EXCEPTION, "An amount is larger than any order can be; deliver the row again with the right figure."),
    NO_COMPLETION_TIME(
            307, EXCEPTION, "The order is completed but does not say when; deliver it again with its completed_at."),
    UNREADABLE_TERMS(
            308,
            EXCEPTION,
            "A period in the store's terms is none; deliver its row of store_terms again, with periods such as P90D or P1Y."),
    NO_CHECKOUT(
            309,
            EXCEPTION,
            "The order is one of several of a checkout but does not say of which; deliver it again with its checkout_id, or"
                    + " with checkout_order_count 1."),
    IN_THE_FUTURE(
            310,
            EXCEPTION,
            "The fact says that it happens more than a day from now; deliver it again with the right time, or wait until it"
                    + " has come."),

    OTHER_MEMBER(
            320,
            EXCEPTION,
            "The units are another member's than the order; correct the member_id of the redemption or of the order."),
    WRONG_RATE(
            321,
            EXCEPTION,
            "More or fewer units were taken than the discount is worth; check what the shop's checkout reckons."),
    OVER_CAP(
            322,
            EXCEPTION,
            "Units paid for more of the order than the policy allows; check the shop's checkout or the share in"
                    + " jobs/policy."),
    INELIGIBLE_ITEM(
            323, EXCEPTION, "Coins were spent on a product that does not accept them; check the shop's checkout."),
    BELOW_MINIMUM(
            324, EXCEPTION, "Fewer units were redeemed than the least that is allowed; check the shop's checkout."),
    OVER_MAXIMUM(325, EXCEPTION, "More units were redeemed than the most that is allowed; check the shop's checkout."),
    WRONG_STORE(326, EXCEPTION, "Points of one store were spent on an order of another; check the shop's checkout."),
    NO_VALUE(
            327,
            EXCEPTION,
            "Nothing says what these units were worth, so that the redemption could not be checked; add a coin value to"
                    + " jobs/policy, or deliver the store's terms."),

    UNKNOWN_LINE(
            360,
            EXCEPTION,
            "The refund names a line that its order does not have; deliver the refund's line or the order again as it is right."),
    TOO_MANY_REFUND_LINES(
            361,
            EXCEPTION,
            "More lines arrived than the refund says it has; deliver the refund again with the right line_count."),
    OVER_REFUNDED(
            362,
            EXCEPTION,
            "More of a line was refunded than its price, and the price is what counts; check what the shop paid back."),
    CASH_OVER_PAID(
            363,
            EXCEPTION,
            "More money was paid back than was paid, and units never turn into money; check what the shop paid back."),
    REFUND_CHANGED(
            364,
            EXCEPTION,
            "The figures of a refund changed after it was posted, and the account was judged again by the new ones; deliver it as it was if the change is wrong, or leave this open as a note."),
    REVERSED_LATE(
            365,
            EXCEPTION,
            "The refund was reversed or changed after what it moved was frozen, and what was posted stands; leave this open as a note of what the books and the shop say differently."),
    NO_CANCELLATION_TIME(
            366,
            EXCEPTION,
            "The order is paid and cancelled but does not say when; deliver it again with its cancelled_at."),
    LEGACY_STATUS(
            340,
            EXCEPTION,
            "The shop reports the coupon as PENDING, a status of old that says nothing, and it counts as VALID; deliver its row with the status that it has."),
    STATUS_DIFFERS(
            341,
            EXCEPTION,
            "The shop's status of the coupon has changed since it was first reported, and is not the one that the facts come to; check which of the coupon's uses, orders or refunds is missing or wrong."),
    NO_OWNER(
            342,
            EXCEPTION,
            "A coupon of a wallet has no member, and nobody can have it back; deliver its row with the member_id."),
    RETURNED_COUPON_USED_AGAIN(
            343,
            EXCEPTION,
            "A refund was reversed after the coupon that it returned had been used again, and nothing moves; check whether the member had the discount twice."),
    COUPON_NOT_VALID(
            344,
            EXCEPTION,
            "The coupon was applied while it was already applied, used or revoked, and this use moves nothing; check what the shop's checkout allows."),
    COUPON_BELOW_MINIMUM(
            345,
            EXCEPTION,
            "The order's amount does not exceed the coupon's minimum; check what the shop's checkout allows."),
    COUPON_OF_OTHER_STORE(
            346, EXCEPTION, "A seller's coupon was used in another store; check what the shop's checkout allows."),
    COUPON_OF_OTHER_MEMBER(
            347,
            EXCEPTION,
            "The coupon was used by somebody else than its owner; check what the shop's checkout allows."),
    COUPON_OUT_OF_VALIDITY(
            348,
            EXCEPTION,
            "The coupon was applied before or after its validity; check what the shop's checkout allows."),
    COUPON_NOT_REGULAR_PRICE(
            349,
            EXCEPTION,
            "The coupon was used on a line that was not sold at its regular price; check what the shop's checkout allows."),
    REFUND_DOES_NOT_FIT(
            351,
            EXCEPTION,
            "The refund is in another currency than its order, has an amount below zero or a line that the order does not have, and counts as none; deliver it again as it is right."),
    NO_CLOSING_TIME(
            352,
            EXCEPTION,
            "The order is completed or cancelled but does not say when, and its coupon stays INACTIVE; deliver it again with its completed_at or cancelled_at."),
    COUPON_CURRENCY(
            353,
            EXCEPTION,
            "The coupon was used on an order of another currency, and its minimum could not be checked; check what the shop's checkout allows."),

    CHANGED_AFTER_POSTING(
            400,
            EXCEPTION,
            "The figures of a fact that is already posted changed, and what was posted stands; deliver it again as it was, or"
                    + " leave this open as a note where the change is right."),
    LATE(
            401,
            EXCEPTION,
            "The fact came later than the policy's grace and was judged as of the grace's edge; check that the member"
                    + " lost nothing by it."),
    OVERSPENT(
            402,
            EXCEPTION,
            "More units were redeemed than the member had, and the rest is a debt; check what the shop showed at"
                    + " checkout.");

    /** Those that say that other facts keep this one from earning, so that it earns where these turn out otherwise. */
    private static final Set<Reason> OF_OTHERS =
            EnumSet.of(DUPLICATE, CAP_A_DAY, CAP_IN_ALL, SAME_DAY, OTHER_REFERRER, NOT_NEW);

    private static final Map<Integer, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Reason::code, Function.identity()));

    private final int code;
    private final OutcomeStatus status;
    private final String explanation;

    Reason(int code, OutcomeStatus status, String explanation) {
        this.code = code;
        this.status = status;
        this.explanation = explanation;
    }

    /** The reason with a code; empty: this version knows none. */
    public static Optional<Reason> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Stable for ever; fits a smallint. */
    public int code() {
        return code;
    }

    public OutcomeStatus status() {
        return status;
    }

    /** Whether other facts keep this one from earning, which late facts may change. */
    public boolean isOfOthers() {
        return OF_OTHERS.contains(this);
    }

    /** One sentence for an operator, with what to do next; at most 300 letters. */
    public String explanation() {
        return explanation;
    }
}
