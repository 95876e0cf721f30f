package dev.bursar.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an hour in UTC: {@code 2026-11-20T13}, or its first instant, {@code 2026-11-20T13:00:00Z}. */
final class HourConverter implements ITypeConverter<Instant> {

    private static final Pattern HOUR = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2})(?:(?::00){0,2}Z?)");

    @Override
    public Instant convert(String text) {
        Matcher hour = HOUR.matcher(text);
        try {
            if (hour.matches()) {
                return Instant.parse(hour.group(1) + ":00:00Z");
            }
        } catch (DateTimeException e) {
            // Falls through to the message: no such day or hour.
        }
        throw new TypeConversionException("\"" + text + "\" is no hour; write it in UTC, such as 2026-11-20T13");
    }
}
