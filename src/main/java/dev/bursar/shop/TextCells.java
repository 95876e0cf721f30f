package dev.bursar.shop;

import java.util.Arrays;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cells that hold words and codes. Text is refused where it is too long, never cut. */
final class TextCells {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LANGUAGE = 35;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+");
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

    /** Those that money can be paid in: the others (gold, testing) have no minor unit. */
    private static final Map<String, Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    private TextCells() {}

    /** @param longest in characters, as the database counts them */
    static Cell text(int longest) {
        return (text, currency) -> {
            if (text.codePointCount(0, text.length()) > longest) {
                throw new UnreadableCell("is too long, expected at most " + longest + " characters");
            }
            if (text.codePoints().anyMatch(TextCells::isControl)) {
                throw new UnreadableCell("holds a control character or line break, expected plain text");
            }
            return text;
        };
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    static Cell email() {
        Cell plain = text(LONGEST_EMAIL);
        return (text, currency) -> {
            plain.read(text, currency);
            if (!EMAIL.matcher(text).matches()) {
                throw new UnreadableCell("is not a mail address, expected one such as name@example.com");
            }
            return text;
        };
    }

    static Cell language() {
        return (text, currency) -> {
            try {
                new Locale.Builder().setLanguageTag(text);
            } catch (IllformedLocaleException malformed) {
                throw new UnreadableCell("is not a language, expected BCP 47, such as en-US");
            }
            return text(LONGEST_LANGUAGE).read(text, currency);
        };
    }

    static Cell jurisdiction() {
        return (text, currency) -> {
            if (!JURISDICTION.matcher(text).matches()) {
                throw new UnreadableCell("is not a jurisdiction, expected ISO 3166-2, such as US-CA");
            }
            return text;
        };
    }

    static Cell currency() {
        return (text, currency) -> currencyOf(text).getCurrencyCode();
    }

    /** @throws UnreadableCell unless it is one */
    static Currency currencyOf(String text) {
        Currency currency = CURRENCIES.get(text);
        if (currency == null) {
            throw new UnreadableCell("is not a currency, expected ISO 4217, such as USD");
        }
        return currency;
    }

    static Cell truth() {
        return (text, currency) -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UnreadableCell("is not true or false");
        };
    }

    static <E extends Enum<E>> Cell oneOf(Class<E> codes) {
        Map<String, String> names = Arrays.stream(codes.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));
        String expected =
                Arrays.stream(codes.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        return (text, currency) -> {
            String name = names.get(text);
            if (name == null) {
                throw new UnreadableCell("is unknown, expected one of " + expected);
            }
            return name;
        };
    }
}
