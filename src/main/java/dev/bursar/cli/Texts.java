package dev.bursar.cli;

import dev.bursar.batch.LockHolder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How numbers, times and spans read. */
final class Texts {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Texts() {}

    /** {@code 2,453,159}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code +12} or {@code -12}. */
    static String signed(long value) {
        return String.format(Locale.ROOT, "%+,d", value);
    }

    /** {@code 1 order}, {@code 2 orders}. */
    static String count(long value, String one) {
        return number(value) + " " + (value == 1 ? one : one + "s");
    }

    static String minute(Instant instant, ZoneId zone) {
        return MINUTE.format(instant.atZone(zone));
    }

    /** A run of all that was due at an instant: {@code credit-orders up to 2026-11-21 04:53 (America/Los_Angeles)}. */
    static String upTo(String job, String instant, ZoneId zone) {
        return job + " up to " + minuteOf(instant, zone) + " (" + zone + ")";
    }

    /** @param instant in ISO 8601 */
    static String minuteOf(String instant, ZoneId zone) {
        return minute(Instant.parse(instant), zone);
    }

    /** The edge of a window as a policy writes it: {@code 2026-11-11}, or {@code 2026-11-11T20:00} within a day. */
    static String edge(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? local.toLocalDate().toString()
                : local.toString();
    }

    /** {@code from 2026-11-11 to 2026-11-12}, or what stands for no edge at all. */
    static String window(Optional<Instant> from, Optional<Instant> to, ZoneId zone, String always) {
        List<String> edges = new ArrayList<>();
        from.ifPresent(edge -> edges.add("from " + edge(edge, zone)));
        to.ifPresent(edge -> edges.add("to " + edge(edge, zone)));
        return edges.isEmpty() ? always : String.join(" ", edges);
    }

    /** The edge of a window, if it has one there. */
    static Optional<Instant> edge(Instant instant) {
        return instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? Optional.empty() : Optional.of(instant);
    }

    /** Lines of at most so many letters, broken at blanks where there are any. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String second(Instant instant, ZoneId zone) {
        return SECOND.format(instant.atZone(zone));
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 4 min 10 s}, {@code 2 h 05 min}. */
    static String took(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? "%d min %02d s".formatted(span.toMinutes(), span.toSecondsPart())
                : "%d h %02d min".formatted(span.toHours(), span.toMinutesPart());
    }

    /** How long ago, in the largest unit that says it: {@code 3 days}. */
    static String age(Duration span) {
        if (span.toDays() > 1) {
            return span.toDays() + " days";
        }
        if (span.toHours() > 1) {
            return span.toHours() + " hours";
        }
        return Math.max(0, span.toMinutes()) + " min";
    }

    /** {@code by process 7 on host since 2026-11-20 00:30:05 (America/Los_Angeles)}, with a blank in front. */
    static String holder(LockHolder holder, ZoneId zone) {
        return " by " + holder.by() + " since " + second(holder.since(), zone) + " (" + zone + ")";
    }

    /** As job files write it: {@code 90s}, {@code 2m}, {@code 4h}. */
    static String span(Duration span) {
        if (span.toSecondsPart() > 0) {
            return span.toSeconds() + "s";
        }
        return span.toMinutesPart() > 0 ? span.toMinutes() + "m" : span.toHours() + "h";
    }
}
