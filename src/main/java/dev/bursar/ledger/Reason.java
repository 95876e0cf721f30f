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
