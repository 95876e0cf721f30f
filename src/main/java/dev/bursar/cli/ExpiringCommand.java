package dev.bursar.cli;

import dev.bursar.policy.LocalDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "expiring",
        description = {
            "Lists what ends in the days to come, by last live day and programme.",
            "Each day is the last one on which the units can be spent; they lapse in the night after it, unless they are"
                    + " spent or held by then. What a run would post now: bursar run expire-coins --dry-run"
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar expiring --within 30d",
            "  bursar expiring --within P3M --member 42 --json",
            ""
        })
final class ExpiringCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            converter = DaysConverter.class,
            defaultValue = "30d",
            description = "Up to so many days from today (default: ${DEFAULT-VALUE}).")
    private Period within = Period.ofDays(30);

    @Option(
            names = "--member",
            paramLabel = "MEMBER",
            converter = Numbers.MemberId.class,
            description = "Only what this member has.")
    private @Nullable Long member;

    @Mixin
    private JsonOption json;

    ExpiringCommand(Session session) {
        this.session = session;
    }

    /** As {@code expiring --json} prints it. */
    record View(Instant asOf, ZoneId timeZone, LocalDate until, List<Day> days) {}

    /**
     * What ends with one day in one programme.
     *
     * @param lastDay   the last local day on which the units can be spent
     * @param programme 0: coins; else the store whose points they are
     * @param units     that nothing has reserved
     * @param reserved  units held for orders that are not paid yet; they do not lapse meanwhile
     * @param maybeHeld of the units, those that an open dispute or the like may keep from lapsing on that day
     */
    record Day(
            LocalDate lastDay,
            Instant endsAt,
            long programme,
            String name,
            long members,
            long units,
            long reserved,
            long maybeHeld) {}

    @Override
    public Integer call() {
        ZoneId zone = session.zone();
        Instant now = session.clock().instant();
        LocalDate until = LocalDays.dayOf(now, zone).plus(within);
        Instant end = LocalDays.endOf(until, zone);
        ExpiringStore store = new ExpiringStore(session.jdbc());
        Long only = member;
        if (only != null && !new MemberStore(session.jdbc()).isKnownOrHasBooks(only)) {
            throw MemberCommand.notKnown(only, session.console());
        }
        List<Day> days = (only == null ? store.all(end) : store.ofMember(only, end))
                .stream().map(sum -> day(sum, zone)).toList();
        Console console = session.console();
        if (json.asked()) {
            console.print(Json.of(new View(now, zone, until, days)));
        } else if (days.isEmpty()) {
            console.print("Nothing ends up to " + until + " (" + zone + ").");
        } else {
            print(days, now, console);
        }
        return ExitCode.DONE;
    }

    private static Day day(ExpiringStore.Sum sum, ZoneId zone) {
        String name =
                sum.programme() == 0 ? "coins" : "points of " + sum.store().orElse("store " + sum.programme());
        return new Day(
                LocalDays.dayOf(sum.endsAt().minusNanos(1), zone),
                sum.endsAt(),
                sum.programme(),
                name,
                sum.members(),
                sum.units(),
                sum.reserved(),
                sum.maybeHeld());
    }

    private void print(List<Day> days, Instant now, Console console) {
        Table table = new Table("last day", "programme", " members", " units", " reserved", " maybe held", "");
        for (Day day : days) {
            table.row(
                    day.lastDay(),
                    day.name(),
                    Texts.number(day.members()),
                    Texts.number(day.units()),
                    Texts.number(day.reserved()),
                    Texts.number(day.maybeHeld()),
                    day.endsAt().isAfter(now) ? "" : "ended, lapses with the next night");
        }
        table.print(console);
        Optional<Day> held = days.stream().filter(day -> day.maybeHeld() > 0).findFirst();
        held.ifPresent(day -> console.print(
                "Maybe held: an open dispute or the like may keep some of them; the night that judges them tells."));
    }
}
