package dev.bursar.ledger;

import java.util.Locale;
import java.util.Optional;

/**
 * Something in the books that is not as it should be.
 *
 * @param check    what was looked at
 * @param holder   whose books; empty: nobody's, as of a public code
 * @param lot      which lot of it, there or missing
 * @param expected what should be there, with its figures; one line
 * @param found    what is there, with its figures; one line
 */
public record Deviation(Check check, Optional<AccountKey> holder, LotKey lot, String expected, String found) {

    public Deviation(Check check, AccountKey account, LotKey lot, String expected, String found) {
        this(check, Optional.of(account), lot, expected, found);
    }

    /** Whose books; there for all but coupons. */
    public AccountKey account() {
        return holder.orElseThrow();
    }

    /** What {@code bursar verify} looks at. */
    public enum Check {
        REMAINDER("What is left of a lot is the sum of its entries."),
        EARNED("What a lot began with is what its entries say that it earned, or for a debt what was incurred."),
        ENTRY_WITHOUT_LOT("Every entry belongs to a lot."),
        LOT_WITHOUT_ACCOUNT("Every lot belongs to an account."),
        BELOW_ZERO("Nothing is below zero but debts, and those are never above."),
        NUMBERING("The entries of one lot, fact and kind are numbered from 0 without a hole."),
        BUSINESS_DATE("An entry counts to its own local day, or to one that was open later."),
        LOT_WITHOUT_OUTCOME("The fact that a lot came from has an outcome that says so."),
        OUTCOME_WITHOUT_LOT("A fact whose outcome says that it is posted has its lots."),
        OUTCOME_WITHOUT_ENTRIES("A redemption whose outcome says that its units are taken has entries of as many."),
        UNJUDGED("Every fact is judged, or on the work list to be."),
        LINES("An order was judged with as many lines as it has."),
        MISSING_LOT("Every fact that earned units has its lots."),
        SURPLUS_LOT("No lot is there that no fact earned."),
        UNITS("A lot began with as many units as its fact earned."),
        TERMS("A lot's times, payer, origin and lines are those that its fact and the policy say."),
        ENTRIES("The entries of a lot add up, by fact and time, to what the facts say."),
        RESERVED("What is reserved of a lot is what the redemptions on unpaid orders hold of it."),
        COUPON("A coupon's status and moves are those that its uses, orders and refunds say."),
        COUPON_LOG("The moves of a coupon follow each other without a hole, up to where it stands."),
        NEXT_END("No units of an account end before a lapse step looks at it."),
        NOT_LAPSED("What had ended when lapses were last posted has lapsed.");

        private final String sentence;

        Check(String sentence) {
            this.sentence = sentence;
        }

        /** What holds in books that are right. */
        public String sentence() {
            return sentence;
        }

        private boolean isOfTheBooksAlone() {
            return compareTo(BUSINESS_DATE) <= 0;
        }
    }

    /** {@code lot ORDER/42/0}; where no lot is meant, {@code ORDER/42}. */
    public String subject() {
        return switch (check) {
            case UNJUDGED, LINES, OUTCOME_WITHOUT_ENTRIES, COUPON, COUPON_LOG ->
                lot.source().toString();
            default -> "lot " + lot;
        };
    }

    /** What an operator does about it. */
    public String advice() {
        if (check == Check.UNJUDGED || check == Check.LINES) {
            return "Rows came or changed in a way that no run could notice: deliver the order or redemption again as it"
                    + " is right, with a newer updated_at, and the next run looks at it.";
        }
        if (check == Check.COUPON) {
            return "If the coupons' settings in jobs/policy were changed for times gone by, put them back; else rows were"
                    + " changed by other means than postings: find out by whom, and restore them from a backup.";
        }
        if (check == Check.COUPON_LOG) {
            return "Rows of coupon or coupon_event were changed by other means than postings: find out by whom, and restore"
                    + " them from a backup.";
        }
        if (check == Check.NOT_LAPSED) {
            return "Type bursar run expire-coins and bursar run expire-points, then run \"bursar verify --member "
                    + account().memberId() + "\" again.";
        }
        return check.isOfTheBooksAlone()
                ? "Rows were changed by other means than postings: find out by whom, restore them from a backup,"
                        + " and run \"bursar verify --member " + account().memberId() + "\" again."
                : "If the policy or the store's terms were changed for times gone by, put them back; else the rows were"
                        + " changed by other means than postings: find out by whom, and restore them from a backup.";
    }

    /** {@code member 7, coins, lot ORDER/42/0: remainder: expected 13 units, found 12}. */
    @Override
    public String toString() {
        if (check == Check.COUPON || check == Check.COUPON_LOG || holder.isEmpty()) {
            return subject() + ": " + check.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": expected " + expected
                    + ", found " + found;
        }
        String programme = account().programmeId() == AccountKey.COINS
                ? "coins"
                : "points " + account().programmeId();
        return "member " + account().memberId() + ", " + programme + ", " + subject() + ": "
                + check.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": expected " + expected + ", found "
                + found;
    }
}
