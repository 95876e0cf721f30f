package dev.bursar.policy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads single values as they are written; each returns empty after a fault. */
public final class Scalars {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,30}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");
    private static final Pattern PERIOD = Pattern.compile("P(?=\\d)(\\d{1,4}Y)?(\\d{1,5}M)?(\\d{1,5}W)?(\\d{1,6}D)?");
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9:-]{0,59}");
    private static final int LONGEST_NAME = 100;
    /** Periods of months and of days can only be compared from a day on. */
    private static final LocalDate SAMPLE = LocalDate.of(2000, 1, 1);

    private static final Period LONGEST = Period.ofYears(100);

    private Scalars() {}

    static Optional<Long> whole(Yaml yaml, String name, long least, long most) {
        return yaml.text(name).flatMap(text -> {
            if (!WHOLE.matcher(text).matches()) {
                return refuse(
                        yaml,
                        "`" + name + "` is a whole number from " + least + " to " + most + ", not \"" + text + "\"");
            }
            BigInteger value = new BigInteger(text);
            if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
                return refuse(yaml, "`" + name + "` is from " + least + " to " + most + ", not " + text);
            }
            return Optional.of(value.longValueExact());
        });
    }

    /** An exact decimal from 0 to {@code most}; never by way of a floating-point number. */
    static Optional<BigDecimal> decimal(Yaml yaml, String name, boolean mayBeZero, BigDecimal most) {
        return yaml.text(name).flatMap(text -> {
            if (!DECIMAL.matcher(text).matches()) {
                return refuse(
                        yaml,
                        "`" + name + "` is a decimal " + (mayBeZero ? "from 0 to " : "above 0 and at most ")
                                + most.toPlainString()
                                + ", such as 1 or 0.25 with at most 12 digits on either side of the point, not \""
                                + text + "\"");
            }
            BigDecimal value = new BigDecimal(text);
            if (value.signum() < 0 || (value.signum() == 0 && !mayBeZero) || value.compareTo(most) > 0) {
                return refuse(
                        yaml,
                        "`" + name + "` is " + (mayBeZero ? "from 0 to " : "above 0 and at most ")
                                + most.toPlainString() + ", not " + text);
            }
            return Optional.of(value);
        });
    }

    /** Days, weeks, months and years; at least one day unless it may be zero, at most 100 years. */
    static Optional<Period> period(Yaml yaml, String name, boolean mayBeZero) {
        return yaml.text(name).flatMap(text -> {
            if (!PERIOD.matcher(text).matches()) {
                return refuse(
                        yaml,
                        "`" + name + "` is a period of whole days, months or years such as P35D, P12M or P1Y,"
                                + " not \"" + text + "\"");
            }
            Period period = Period.parse(text);
            if (period.isZero() && !mayBeZero) {
                return refuse(yaml, "`" + name + "` is at least one day, not " + text);
            }
            if (SAMPLE.plus(period).isAfter(SAMPLE.plus(LONGEST))) {
                return refuse(yaml, "`" + name + "` is at most 100 years, not " + text);
            }
            return Optional.of(period);
        });
    }

    /** A name of the time-zone database. */
    public static Optional<ZoneId> zone(Yaml yaml, String name) {
        return yaml.text(name).flatMap(text -> {
            // Offsets and abbreviations know nothing of daylight saving: only names of the time-zone database.
            if (!ZoneId.getAvailableZoneIds().contains(text)) {
                return refuse(
                        yaml,
                        "unknown time zone \"" + text + "\"; write a name of the IANA time-zone database such"
                                + " as America/Los_Angeles" + Suggestion.of(text, ZoneId.getAvailableZoneIds()));
            }
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                return refuse(yaml, "time zone \"" + text + "\" cannot be read: " + e.getMessage());
            }
        });
    }

    static Optional<String> currency(Yaml yaml, String name) {
        return yaml.text(name).flatMap(text -> {
            boolean known = Currency.getAvailableCurrencies().stream()
                    .anyMatch(currency ->
                            currency.getCurrencyCode().equals(text) && currency.getDefaultFractionDigits() >= 0);
            if (!known) {
                return refuse(
                        yaml, "unknown currency \"" + text + "\"; write its ISO 4217 code in capitals, such as USD");
            }
            return Optional.of(text);
        });
    }

    /** A category, an event, a market: any text but a pattern, exactly as the shop spells it. */
    static Optional<String> name(Yaml yaml, String name) {
        return yaml.text(name).flatMap(text -> {
            if (text.contains("*") || text.contains("?")) {
                return refuse(
                        yaml,
                        "`" + name + "` is one exact name, not a pattern such as \"" + text + "\"; leave `" + name
                                + "` out to mean all, or write a line for each");
            }
            if (text.length() > LONGEST_NAME || !text.equals(text.strip())) {
                return refuse(
                        yaml, "`" + name + "` has at most " + LONGEST_NAME + " letters and no blanks at its ends");
            }
            return Optional.of(text);
        });
    }

    /** Who pays for units. */
    static Optional<String> funder(Yaml yaml, String name) {
        return yaml.text(name)
                .flatMap(text -> CODE.matcher(text).matches()
                        ? Optional.of(text)
                        : refuse(
                                yaml,
                                "`" + name + "` is a code of at most 60 small letters, digits, hyphens and colons such"
                                        + " as platform or store:12, not \"" + text + "\""));
    }

    /** One of an enum's constants, written in small letters with hyphens. */
    public static <E extends Enum<E>> Optional<E> choice(Yaml yaml, String name, E[] choices) {
        return yaml.text(name).flatMap(text -> {
            Optional<E> chosen = Stream.of(choices)
                    .filter(choice -> word(choice).equals(text))
                    .findFirst();
            if (chosen.isEmpty()) {
                var words = Stream.of(choices).map(Scalars::word).toList();
                yaml.fault("`" + name + "` is one of " + String.join(", ", words) + ", not \"" + text + "\""
                        + Suggestion.of(text, words));
            }
            return chosen;
        });
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Adds a fault and returns empty, to end a reading with. */
    public static <T> Optional<T> refuse(Yaml yaml, String message) {
        yaml.fault(message);
        return Optional.empty();
    }
}
