package dev.bursar.cli;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Suggestion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "exceptions",
        description = {
            "Lists what needs a look: facts that could not be judged, with the reason and what to do.",
            "An item closes by itself once its cause is mended and a run has judged the fact again. LATE stays as a note:"
                    + " its fact is posted, and nothing has to be mended. Facts that only wait for a part that has not come"
                    + " are listed by --waiting."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar exceptions",
            "  bursar exceptions --reason NO_RATE --since 2026-11-01",
            "  bursar exceptions --waiting",
            ""
        })
final class ExceptionsCommand implements Callable<Integer> {

    private static final int MANY = 1_000_000;

    private final Session session;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only this reason.")
    private @Nullable String reason;

    @Option(
            names = "--fact",
            paramLabel = "FACT",
            converter = FactName.Converter.class,
            description = "Only this fact, such as ORDER/42.")
    private @Nullable FactName fact;

    @Option(names = "--since", paramLabel = "DATE", description = "Only items from this local day on.")
    private @Nullable LocalDate since;

    @Option(names = "--waiting", description = "Facts that wait, instead of those that need a look.")
    private boolean waiting;

    @Option(names = "--all", description = "Closed items too, and as many as there are, not only 50.")
    private boolean all;

    @Mixin
    private JsonOption json;

    ExceptionsCommand(Session session) {
        this.session = session;
    }

    record Listing(boolean more, List<OpenItemStore.Item> items) {}

    @Override
    public Integer call() {
        int most = all ? MANY : 50;
        OpenItemStore.Filter filter = new OpenItemStore.Filter(
                Optional.ofNullable(reason).map(this::known),
                Optional.ofNullable(fact),
                Optional.ofNullable(since)
                        .map(day -> day.atStartOfDay(session.zone()).toInstant()),
                all,
                most + 1);
        OpenItemStore store = new OpenItemStore(session.jdbc());
        List<OpenItemStore.Item> found = waiting ? store.waiting(filter) : store.exceptions(filter);
        Listing listing =
                new Listing(found.size() > most, found.stream().limit(most).toList());
        Console console = session.console();
        if (json.asked()) {
            console.print(Json.of(listing));
        } else if (found.isEmpty()) {
            console.print(waiting ? "Nothing waits." : "Nothing needs a look.");
        } else {
            print(listing, console);
        }
        return ExitCode.DONE;
    }

    private Reason known(String name) {
        String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.of(Reason.values())
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            Stream.of(Reason.values()).map(Enum::name).toList();
                    return new CommandFailure(
                            ExitCode.REFUSED,
                            "there is no reason " + name
                                    + Suggestion.of(wanted, names).replace('`', '"'),
                            "Without --reason all are listed: "
                                    + session.console().command() + " exceptions");
                });
    }

    private void print(Listing listing, Console console) {
        Instant now = session.clock().instant();
        Table table = new Table("fact", "for", "reason", all ? "state" : "open since", " age", "figures");
        Map<String, String> explanations = new TreeMap<>();
        for (OpenItemStore.Item item : listing.items()) {
            table.row(
                    item.fact(),
                    item.purpose(),
                    item.reason(),
                    state(item),
                    Texts.age(Duration.between(item.openedAt(), item.closedAt().orElse(now))),
                    item.detail());
            explanations.put(item.reason(), item.explanation());
        }
        table.print(console);
        if (listing.more()) {
            console.print("... and more: add --all");
        }
        console.print("");
        explanations.forEach((code, explanation) -> console.print(console.bold(code) + "  " + explanation));
        console.print("");
        List<OpenItemStore.Item> open = listing.items().stream()
                .filter(item -> item.closedAt().isEmpty())
                .toList();
        boolean late = open.stream().anyMatch(ExceptionsCommand::isLate);
        if (!open.stream().allMatch(ExceptionsCommand::isLate)) {
            console.print((late ? "Each but LATE" : "Each")
                    + " closes by itself with the next run after its cause is mended.");
        }
        if (late) {
            console.print("LATE stays as a note: its fact is posted, and nothing has to be mended.");
        }
        console.print("Times are in " + session.zone() + "."
                + (waiting ? "" : " Facts that only wait: " + console.command() + " exceptions --waiting"));
    }

    private static boolean isLate(OpenItemStore.Item item) {
        return item.reason().equals(Reason.LATE.name());
    }

    private String state(OpenItemStore.Item item) {
        return item.closedAt()
                .map(closed -> "closed " + Texts.minute(closed, session.zone()))
                .orElseGet(() -> (all ? "open since " : "") + Texts.minute(item.openedAt(), session.zone()));
    }
}
