package dev.bursar.cli;

import dev.bursar.ledger.FactKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A fact as an operator types it: {@code ORDER/42}. */
record FactName(String kind, long id) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z]+)[/ ]([1-9]\\d{0,17})");

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<FactName> {
        @Override
        public FactName convert(String text) {
            Matcher parts = FORM.matcher(text.strip());
            boolean known = parts.matches()
                    && Stream.of(FactKind.values())
                            .anyMatch(kind -> kind.name().equals(parts.group(1).toUpperCase(Locale.ROOT)));
            if (!known) {
                throw new TypeConversionException(
                        "\"" + text + "\" is no fact; write its kind and number, such as ORDER/42");
            }
            return new FactName(parts.group(1).toUpperCase(Locale.ROOT), Long.parseLong(parts.group(2)));
        }
    }
}
