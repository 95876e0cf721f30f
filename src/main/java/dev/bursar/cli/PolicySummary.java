package dev.bursar.cli;

import dev.bursar.policy.Outline;
import dev.bursar.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a policy says, setting by setting with its entries and when they hold, as {@code policy check} shows it. */
record PolicySummary(Instant asOf, ZoneId timeZone, List<Section> sections) {

    private static final int WIDTH = 80;
    private static final int NAMES = 21;
    private static final int LONG_PART = 28;
    private static final char FIXED_BLANK = '\u00a0';

    record Section(String section, List<Setting> settings) {}

    record Setting(String setting, List<Entry> entries) {}

    /**
     * A value and when it holds.
     *
     * @param from     empty: since ever
     * @param to       exclusive; empty: until further notice
     * @param holdsNow whether it holds at the time of the command
     * @param file     empty: the default
     */
    record Entry(
            String value,
            Optional<Instant> from,
            Optional<Instant> to,
            boolean holdsNow,
            Optional<String> file,
            Optional<Integer> line) {}

    static PolicySummary of(Policy policy, Instant now) {
        return new PolicySummary(
                now,
                policy.zone(),
                policy.outline().stream().map(section -> section(section, now)).toList());
    }

    private static Section section(Outline.Section section, Instant now) {
        return new Section(
                section.name(),
                section.settings().stream()
                        .map(setting -> new Setting(
                                setting.name(),
                                setting.entries().stream()
                                        .map(entry -> entry(entry, now))
                                        .toList()))
                        .toList());
    }

    private static Entry entry(Outline.Entry entry, Instant now) {
        return new Entry(
                entry.value(),
                Texts.edge(entry.window().from()),
                Texts.edge(entry.window().to()),
                entry.holdsAt(now),
                entry.source().map(source -> source.file()),
                entry.source().map(source -> source.line()));
    }

    /** @param folder what the files are named relative to */
    void print(Path folder, Console console) {
        Texts.wrap(
                        "What holds, by the files as they are: `from` is the first day or time at which an entry holds, `to` the"
                                + " first at which it no longer does (" + timeZone
                                + "). An entry without either holds always.",
                        WIDTH)
                .forEach(console::print);
        int places = sections.stream()
                .flatMap(section -> section.settings().stream())
                .flatMap(setting -> setting.entries().stream())
                .mapToInt(entry -> place(entry, folder).length())
                .max()
                .orElse(0);
        for (Section section : sections) {
            console.print("");
            console.print(console.bold(section.section()));
            section.settings().forEach(setting -> print(setting, folder, places, console));
        }
    }

    private void print(Setting setting, Path folder, int places, Console console) {
        String name = setting.setting();
        if (setting.entries().isEmpty()) {
            console.print(pad("  " + name, NAMES + 2) + "none");
        }
        for (Entry entry : setting.entries()) {
            String place = place(entry, folder);
            for (String line : Texts.wrap(text(entry), Math.max(30, WIDTH - NAMES - 4 - places))) {
                String start = pad("  " + name, NAMES + 2) + line.replace(FIXED_BLANK, ' ');
                console.print(
                        place.isEmpty()
                                ? start
                                : pad(start, Math.max(start.length() + 2, WIDTH - places)) + console.faint(place));
                name = "";
                place = "";
            }
        }
    }

    /** With blanks only where it may be broken: between the parts of an entry, not within one. */
    private String text(Entry entry) {
        String window = Texts.window(entry.from(), entry.to(), timeZone, "");
        String text = window.isEmpty() ? entry.value() : entry.value() + ", " + window;
        boolean over = entry.to().filter(to -> !asOf.isBefore(to)).isPresent();
        List<String> parts = Stream.of(text.split(", "))
                .map(part -> part.length() > LONG_PART ? part : part.replace(' ', FIXED_BLANK))
                .toList();
        return String.join(", ", parts) + (entry.holdsNow() ? "" : over ? " (over)" : " (to" + FIXED_BLANK + "come)");
    }

    private static String place(Entry entry, Path folder) {
        return entry.file()
                .map(file -> near(Path.of(file), folder) + ":" + entry.line().orElse(0))
                .orElse("default");
    }

    private static Path near(Path file, Path folder) {
        return file.startsWith(folder) && !file.equals(folder) ? folder.relativize(file) : file;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
