package dev.bursar.shop;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;

/** Cells that hold times, dates, periods and time zones. */
final class TimeCells {
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern PERIOD = Pattern.compile("P(?=\\d)(\\d{1,4}Y)?(\\d{1,4}M)?(\\d{1,4}W)?(\\d{1,4}D)?");
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private TimeCells() {}

    /** An instant, as UTC date and time of whole microseconds; finer ones are refused, since rounding would move them. */
    static Cell time() {
        return (text, currency) -> {
            LocalDateTime utc;
            try {
                utc = INSTANT.parse(text, OffsetDateTime::from)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime();
            } catch (DateTimeException malformed) {
                throw new UnreadableCell(
                        "is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z");
            }
            if (!utc.equals(utc.truncatedTo(ChronoUnit.MICROS))) {
                throw new UnreadableCell("is finer than a microsecond, expected at most 6 decimals of the second");
            }
            checkYear(utc.getYear());
            return utc;
        };
    }

    static Cell date() {
        return (text, currency) -> {
            LocalDate date;
            try {
                date = LocalDate.parse(text);
            } catch (DateTimeException malformed) {
                throw new UnreadableCell("is not a date, expected ISO 8601, such as 2026-11-19");
            }
            checkYear(date.getYear());
            return date;
        };
    }

    private static void checkYear(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new UnreadableCell("is out of range, expected a year from " + FIRST_YEAR + " to " + LAST_YEAR);
        }
    }

    static Cell period() {
        return (text, currency) -> {
            if (!PERIOD.matcher(text).matches() || Period.parse(text).isZero()) {
                throw new UnreadableCell(
                        "is not a period, expected ISO 8601 in years, months, weeks or days, such as P18M");
            }
            if (!StoreTerms.isOfUse(Period.parse(text))) {
                throw new UnreadableCell("is longer than 100 years; leave it empty for without end");
            }
            return text;
        };
    }

    static Cell zone() {
        return (text, currency) -> {
            if (!ZONES.contains(text)) {
                throw new UnreadableCell("is not a time zone, expected an IANA name such as America/Los_Angeles");
            }
            return text;
        };
    }
}
