package dev.bursar.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers and dates from the command line; what is none is told in words. */
final class Numbers {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");

    private Numbers() {}

    /** For options that name no converter of their own. Call once all subcommands are there. */
    static void register(CommandLine line) {
        line.registerConverter(Long.class, Numbers::whole);
        line.registerConverter(Long.TYPE, Numbers::whole);
        line.registerConverter(OptionalLong.class, text -> OptionalLong.of(whole(text)));
        line.registerConverter(Integer.class, Numbers::count);
        line.registerConverter(Integer.TYPE, Numbers::count);
        line.registerConverter(Double.class, Numbers::decimal);
        line.registerConverter(Double.TYPE, Numbers::decimal);
        line.registerConverter(LocalDate.class, Numbers::date);
    }

    /** The shop's id of a member. */
    static final class MemberId implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return fromOne(text, "a member id: a whole number from 1 up");
        }
    }

    /** The shop's id of an order. */
    static final class OrderId implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return fromOne(text, "an order id: a whole number from 1 up");
        }
    }

    /** The shop's id of a refund. */
    static final class RefundId implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return fromOne(text, "a refund id: a whole number from 1 up");
        }
    }

    /** A run's number. */
    static final class RunNumber implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return fromOne(text, "a run's number: a whole number from 1 up");
        }
    }

    /** How many. */
    static final class FromOne implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            String what = "a whole number from 1 to " + Integer.MAX_VALUE;
            long number = fromOne(text, what);
            if (number > Integer.MAX_VALUE) {
                throw isNot(text, what);
            }
            return (int) number;
        }
    }

    private static long fromOne(String text, String what) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message: no number, or one that is too large.
        }
        throw isNot(text, what);
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw isNot(text, "a whole number, or is too large");
        }
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw isNot(text, "a whole number, or is too large");
        }
    }

    private static double decimal(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        throw isNot(text, "a number such as 0.01");
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw isNot(text, "a date such as 2026-11-20");
        }
    }

    private static TypeConversionException isNot(String text, String what) {
        return new TypeConversionException("'" + text + "' is not " + what);
    }
}
