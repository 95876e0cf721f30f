package dev.bursar.jobs;

import dev.bursar.batch.LockTerms;
import dev.bursar.policy.Fields;
import dev.bursar.policy.Scalars;
import dev.bursar.policy.Suggestion;
import dev.bursar.policy.Yaml;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a job of its file's keys. Reads on after each fault, so that all are found at once. */
final class JobFileReader {

    static final List<String> KEYS =
            List.of("name", "purpose", "schedule", "time-zone", "per", "steps", "lock", "bounds");

    private static final List<String> LOCK_KEYS = List.of("name", "at-most", "when-busy");
    private static final List<String> BOUNDS_KEYS = List.of("start-within", "end-within");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,5})([smh])");
    private static final Pattern WAIT = Pattern.compile("wait +(\\S+)");
    private static final Duration LONGEST = Duration.ofDays(2);
    private static final String FILE = "a job file";

    private final Fields fields;
    private final Collection<String> knownSteps;
    private final ZoneId market;

    /** @param market the policy's zone */
    JobFileReader(Fields fields, Collection<String> knownSteps, ZoneId market) {
        this.fields = fields;
        this.knownSteps = knownSteps;
        this.market = market;
    }

    /** @return empty after a fault */
    Optional<JobFile> read(String fileName) {
        Optional<String> name = fields.require("name", FILE, "nightly").flatMap(yaml -> name(yaml, fileName));
        Optional<String> purpose =
                fields.require("purpose", FILE, "Credits what was completed.").flatMap(yaml -> yaml.text("purpose"));
        Optional<Per> per =
                fields.require("per", FILE, "business-date").flatMap(yaml -> Scalars.choice(yaml, "per", Per.values()));
        Optional<ZoneId> zone =
                fields.require("time-zone", FILE, market.getId()).flatMap(yaml -> zone(yaml, per));
        Optional<Schedule> schedule = fields.require("schedule", FILE, "\"30 0 * * *\"")
                .flatMap(yaml -> schedule(yaml, zone.orElse(ZoneOffset.UTC)));
        List<String> steps = fields.require("steps", FILE, "[credit-orders]")
                .map(this::steps)
                .orElse(List.of());
        Optional<LockTerms> lock = fields.require("lock", FILE, "{name: books, at-most: 2m, when-busy: skip}")
                .flatMap(JobFileReader::lock);
        Optional<Bounds> bounds =
                fields.find("bounds").map(yaml -> bounds(yaml, lock)).orElse(Optional.of(Bounds.USUAL));
        boolean whole = name.isPresent()
                && purpose.isPresent()
                && zone.isPresent()
                && schedule.isPresent()
                && per.isPresent()
                && !steps.isEmpty()
                && lock.isPresent()
                && bounds.isPresent();
        return whole
                ? Optional.of(new JobFile(
                        name.get(), purpose.get(), schedule.get(), per.get(), steps, lock.get(), bounds.get()))
                : Optional.empty();
    }

    private Optional<String> name(Yaml yaml, String fileName) {
        return word(yaml, "name").flatMap(name -> {
            if (knownSteps.contains(name)) {
                return Scalars.refuse(yaml, "\"" + name + "\" is the name of a step; give the job another");
            }
            return fileName.equals(name + ".yaml")
                    ? Optional.of(name)
                    : Scalars.refuse(
                            yaml, "job \"" + name + "\" is in " + fileName + "; rename one, so that both say the same");
        });
    }

    private static Optional<String> word(Yaml yaml, String key) {
        return yaml.text(key)
                .flatMap(text -> NAME.matcher(text).matches()
                        ? Optional.of(text)
                        : Scalars.refuse(
                                yaml,
                                "`" + key + "` is at most 40 small letters, digits and hyphens, not \"" + text + "\""));
    }

    /** A day of another zone would settle hours that belong to another business date of the policy. */
    private Optional<ZoneId> zone(Yaml yaml, Optional<Per> per) {
        return Scalars.zone(yaml, "time-zone")
                .flatMap(zone -> per.equals(Optional.of(Per.BUSINESS_DATE))
                                && !zone.getRules().equals(market.getRules())
                        ? Scalars.refuse(
                                yaml,
                                "`time-zone` " + zone + " has other days than the policy's zone, " + market
                                        + "; a job that runs for each business date takes the policy's")
                        : Optional.of(zone));
    }

    private static Optional<Schedule> schedule(Yaml yaml, ZoneId zone) {
        return yaml.text("schedule").flatMap(cron -> {
            try {
                return Optional.of(new Schedule(cron.strip(), zone));
            } catch (IllegalArgumentException e) {
                return Scalars.refuse(
                        yaml,
                        "`schedule` \"" + cron + "\" cannot be read: " + e.getMessage()
                                + "; write it as for cron, such as \"30 0 * * *\" for half past midnight");
            }
        });
    }

    private List<String> steps(Yaml yaml) {
        List<Yaml> items = yaml.items("steps");
        if (items.isEmpty() && yaml.isList()) {
            yaml.fault("`steps` is empty; name at least one of " + String.join(", ", knownSteps));
        }
        List<String> steps = new ArrayList<>();
        for (Yaml item : items) {
            item.text("steps").ifPresent(step -> {
                if (!knownSteps.contains(step)) {
                    String suggestion = Suggestion.of(step, knownSteps);
                    item.fault("unknown step `" + step + "`"
                            + (suggestion.isEmpty() ? "; there are " + String.join(", ", knownSteps) : suggestion));
                } else if (steps.contains(step)) {
                    item.fault("step `" + step + "` stands there twice; keep one");
                } else {
                    steps.add(step);
                }
            });
        }
        return steps;
    }

    private static Optional<LockTerms> lock(Yaml yaml) {
        return Fields.of(yaml, "`lock`", LOCK_KEYS).flatMap(lock -> {
            Optional<String> name = lock.require("name", "`lock`", "books").flatMap(value -> word(value, "name"));
            Optional<Duration> atMost = lock.require("at-most", "`lock`", "2m")
                    .flatMap(value -> value.text("at-most").flatMap(text -> duration(value, "at-most", text)));
            Optional<Duration> wait =
                    lock.require("when-busy", "`lock`", "skip").flatMap(JobFileReader::whenBusy);
            return name.isPresent() && atMost.isPresent() && wait.isPresent()
                    ? Optional.of(new LockTerms(name.get(), atMost.get(), wait.get()))
                    : Optional.empty();
        });
    }

    private static Optional<Bounds> bounds(Yaml yaml, Optional<LockTerms> lock) {
        return Fields.of(yaml, "`bounds`", BOUNDS_KEYS).flatMap(bounds -> {
            Optional<Duration> start = bounds.require("start-within", "`bounds`", "1h")
                    .flatMap(
                            value -> value.text("start-within").flatMap(text -> duration(value, "start-within", text)));
            Optional<Duration> end = bounds.require("end-within", "`bounds`", "6h")
                    .flatMap(value -> value.text("end-within").flatMap(text -> duration(value, "end-within", text)));
            if (start.isEmpty() || end.isEmpty()) {
                return Optional.empty();
            }
            Duration wait = lock.map(LockTerms::waitAtMost).orElse(Duration.ZERO);
            return end.get().compareTo(wait) > 0
                    ? Optional.of(new Bounds(start.get(), end.get()))
                    : Scalars.refuse(
                            yaml,
                            "`end-within` has to leave time after the wait for the lock, which may take "
                                    + wait.toMinutes() + "m");
        });
    }

    private static Optional<Duration> whenBusy(Yaml yaml) {
        return yaml.text("when-busy").flatMap(text -> {
            if (text.equals("skip")) {
                return Optional.of(Duration.ZERO);
            }
            Matcher wait = WAIT.matcher(text);
            return wait.matches()
                    ? duration(yaml, "when-busy", wait.group(1))
                    : Scalars.refuse(yaml, "`when-busy` is skip, or how long to wait: wait 4h; not \"" + text + "\"");
        });
    }

    private static Optional<Duration> duration(Yaml yaml, String key, String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Scalars.refuse(
                    yaml,
                    "`" + key + "` says how long in seconds, minutes or hours: 90s, 2m or 4h; not \"" + text + "\"");
        }
        Duration duration =
                Duration.parse("PT" + parts.group(1) + parts.group(2).toUpperCase(Locale.ROOT));
        boolean inBounds = !duration.isZero() && duration.compareTo(LONGEST) <= 0;
        return inBounds ? Optional.of(duration) : Scalars.refuse(yaml, "`" + key + "` is from 1s to 48h, not " + text);
    }
}
