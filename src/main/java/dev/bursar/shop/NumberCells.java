package dev.bursar.shop;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** Cells that hold numbers: ASCII digits with a point, never an exponent, a plus sign or separators of thousands. */
final class NumberCells {
    /** Amounts stay below this, so that no sum of a sensible number of them leaves 64 bits. */
    static final long AMOUNT_BOUND = 1_000_000_000_000_000L;

    private static final int LONGEST_WHOLE = 20;
    private static final Pattern MONEY = Pattern.compile("-?\\d{1,15}(\\.\\d+)?");

    private NumberCells() {}

    static Cell id() {
        return whole(1, Long.MAX_VALUE);
    }

    static Cell whole(long least, long most) {
        String expected = "expected a whole number from " + least + " to " + most;
        return (text, currency) -> {
            if (!isWhole(text)) {
                throw new UnreadableCell("is not a whole number, " + expected);
            }
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException tooLong) {
                throw new UnreadableCell("is out of range, " + expected);
            }
            if (value < least || value > most) {
                throw new UnreadableCell("is out of range, " + expected);
            }
            return value;
        };
    }

    /** Long.parseLong would also take a plus sign and the digits of other scripts. */
    private static boolean isWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > LONGEST_WHOLE) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** An amount in major units of the row's currency, as minor units. */
    static Cell money() {
        return (text, currency) -> {
            if (currency == null) {
                return 0L; // the row is refused for its currency
            }
            if (!MONEY.matcher(text).matches()) {
                throw new UnreadableCell("is not an amount, expected a decimal such as " + example(currency));
            }
            BigDecimal amount = new BigDecimal(text);
            int digits = currency.getDefaultFractionDigits();
            if (amount.scale() > digits) {
                throw new UnreadableCell("has " + amount.scale() + " decimals, expected at most " + digits + " for "
                        + currency.getCurrencyCode());
            }
            BigDecimal minor = amount.movePointRight(digits);
            if (minor.abs().compareTo(BigDecimal.valueOf(AMOUNT_BOUND)) >= 0) {
                throw new UnreadableCell("is out of range, expected less than " + AMOUNT_BOUND + " minor units of "
                        + currency.getCurrencyCode());
            }
            return minor.longValueExact();
        };
    }

    private static String example(Currency currency) {
        return BigDecimal.valueOf(1234, currency.getDefaultFractionDigits()).toPlainString() + " "
                + currency.getCurrencyCode();
    }

    /** An exact decimal of zero or more. */
    static Cell decimal(int wholeDigits, int decimals) {
        Pattern shape = Pattern.compile("\\d{1," + wholeDigits + "}(\\.\\d{1," + decimals + "})?");
        return (text, currency) -> {
            if (!shape.matcher(text).matches()) {
                throw new UnreadableCell("is not such a number, expected a decimal of zero or more with at most "
                        + wholeDigits + " digits before the point and " + decimals + " after it");
            }
            return new BigDecimal(text);
        };
    }
}
