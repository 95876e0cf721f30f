package dev.bursar.cli;

import java.time.DateTimeException;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span of days: {@code 30d}, or an ISO 8601 period, {@code P1M}. */
final class DaysConverter implements ITypeConverter<Period> {

    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d?");

    @Override
    public Period convert(String text) {
        Matcher days = DAYS.matcher(text);
        try {
            Period period = days.matches() ? Period.ofDays(Integer.parseInt(days.group(1))) : Period.parse(text);
            if (!period.isNegative() && period.toTotalMonths() <= 1_200) {
                return period;
            }
        } catch (DateTimeException e) {
            // Falls through to the message: no period.
        }
        throw new TypeConversionException("\"" + text + "\" is no span of days; write it as 30d or P1M");
    }
}
