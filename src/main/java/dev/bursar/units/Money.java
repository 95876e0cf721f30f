package dev.bursar.units;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** How many digits each currency has: JPY 0, USD 2, KWD 3 (ISO 4217). */
public final class Money {

    private static final Map<String, Integer> DIGITS = digits();

    private Money() {}

    private static Map<String, Integer> digits() {
        Map<String, Integer> digits = new HashMap<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            // Gold and test codes have none: no order is paid in them.
            if (currency.getDefaultFractionDigits() >= 0) {
                digits.put(currency.getCurrencyCode(), currency.getDefaultFractionDigits());
            }
        }
        return digits;
    }

    public static OptionalInt digitsOf(String currency) {
        Integer digits = DIGITS.get(currency);
        return digits == null ? OptionalInt.empty() : OptionalInt.of(digits);
    }

    /** Minor units as an operator reads them: {@code 1234} USD is {@code 12.34}. */
    public static String show(long minorUnits, String currency) {
        return BigDecimal.valueOf(minorUnits, digitsOf(currency).orElse(0)).toPlainString();
    }
}
