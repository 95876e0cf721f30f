package dev.bursar.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "Shows on one screen how things stand: what runs, what failed, what is late, what needs a look.",
            "Ends with 0 whatever it shows; what watches Bursar reads --json or the metrics."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Example:", "  bursar status", ""})
final class StatusCommand implements Callable<Integer> {

    /** One screen: the rest is counted. */
    private static final int MOST = 6;

    private final Session session;

    @Mixin
    private JsonOption json;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        StatusView status = new StatusMaker(session).make();
        if (json.asked()) {
            session.console().print(Json.of(status));
        } else {
            print(status);
        }
        return ExitCode.DONE;
    }

    private void print(StatusView status) {
        ZoneId zone = session.zone();
        String command = session.console().command();
        session.console().print(Texts.minute(status.at(), zone) + " (" + zone + ")");
        list("running", status.running().stream().map(this::running).toList(), "nothing");
        list(
                "unfinished",
                status.unfinished().stream()
                        .map(run -> "run " + run.run() + ", " + run.title() + ": " + run.state()
                                + run.cause().map(cause -> ": " + cause).orElse("") + "\nto go on: " + command + " "
                                + run.next())
                        .toList(),
                "nothing");
        list(
                "late",
                status.late().stream()
                        .map(late -> late.job() + " of " + late.of() + " should be completed; "
                                + late.lastCompleted()
                                        .map(last -> "the last that was is " + last)
                                        .orElse("none ever was")
                                + "\nto make up for it: " + command + " run " + late.job())
                        .toList(),
                "nothing");
        StatusStore.Open unjudged = status.unjudged();
        line("unjudged", Texts.count(unjudged.count(), "fact") + oldest(unjudged, status.at()));
        StatusStore.Open exceptions = status.exceptions();
        line(
                "exceptions",
                Texts.number(exceptions.count()) + " open" + oldest(exceptions, status.at())
                        + (exceptions.count() > 0 ? "; " + command + " exceptions" : ""));
        line("closed", status.lastClosedDay().map(day -> "up to " + day).orElse("no day yet"));
    }

    private String running(StatusView.Running run) {
        Instant now = session.clock().instant();
        String since = run.startedAt()
                .map(start -> " for " + Texts.took(Duration.between(start, now)))
                .orElse("");
        String at = run.step().isEmpty()
                ? ""
                : "\n" + run.step() + ": " + Texts.number(run.judged()) + " of " + Texts.number(run.planned()) + ", "
                        + Texts.number(run.perSecond()) + "/s"
                        + (run.secondsLeft().isPresent()
                                ? ", "
                                        + Texts.took(Duration.ofSeconds(
                                                run.secondsLeft().getAsLong())) + " left"
                                : "");
        String by = run.heldBy()
                .map(holder -> ", by " + holder)
                .orElse("; its process is gone, and the next run recovers it");
        return "run " + run.run() + ", " + run.title() + since + by + at;
    }

    private static String oldest(StatusStore.Open open, Instant now) {
        return open.since()
                .map(since -> ", the oldest since " + Texts.age(Duration.between(since, now)))
                .orElse("");
    }

    private void list(String title, List<String> items, String none) {
        if (items.isEmpty()) {
            line(title, none);
        }
        String heading = title;
        for (String item : items.subList(0, Math.min(MOST, items.size()))) {
            for (String row : item.split("\n", -1)) {
                line(heading, row);
                heading = "";
            }
        }
        if (items.size() > MOST) {
            line(
                    "",
                    "and " + (items.size() - MOST) + " more: "
                            + session.console().command() + " history");
        }
    }

    private void line(String title, String text) {
        session.console().print(String.format(Locale.ROOT, "%-12s%s", title, text));
    }
}
