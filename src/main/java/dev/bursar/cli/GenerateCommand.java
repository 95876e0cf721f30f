package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.market.Cadence;
import dev.bursar.market.Generator;
import dev.bursar.market.Made;
import dev.bursar.market.Market;
import dev.bursar.market.Volume;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        description = {
            "Makes a market of any size: members, stores, orders, and all that follows from them.",
            "The same options make the same facts, to the byte. Files come as a shop delivers them, a folder a day, with late,"
                    + " repeated and wrong rows among them; market.txt beside the folders says how many rows the import will"
                    + " set aside. docs/market.md says what such a market looks like."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar generate --out small-market",
            "  bursar generate --out year --orders 10000000 --from 2026-01-01 --days 365 --deliveries once --gzip",
            "  bursar generate --tables --orders 1000000 --days 60 --poison 0",
            ""
        })
final class GenerateCommand implements Callable<Integer> {

    private static final long FEWEST_MEMBERS = 20;

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @ArgGroup
    private Size size = new Size();

    static final class Target {
        @Option(names = "--out", paramLabel = "DIR", required = true, description = "Write files into this new folder.")
        private @Nullable Path out;

        @Option(
                names = "--tables",
                required = true,
                description =
                        "Write into the shop's tables of the database, which must be empty, each fact as it stands at"
                                + " the end.")
        @SuppressWarnings("unused") // there is no third target
        private boolean tables;
    }

    static final class Size {
        @Option(
                names = "--orders",
                paramLabel = "N",
                required = true,
                description = "How many orders in all (default: 3000).")
        private long orders = 3_000;

        @Option(
                names = "--orders-a-day",
                paramLabel = "N",
                required = true,
                description =
                        "Instead: how many on an ordinary day. Then more --days leave the earlier days as they are.")
        private long aDay;

        Volume volume() {
            return aDay > 0 ? Volume.everyDay(aDay) : Volume.inAll(orders);
        }

        /** Not by the number of days, which may grow. */
        long members() {
            return Math.max(FEWEST_MEMBERS, aDay > 0 ? aDay * 10 : orders / 2);
        }
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another seed, another market (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--members",
            paramLabel = "N",
            description =
                    "Members before the first day (default: half as many as orders, or ten times those of a day).")
    private OptionalLong members = OptionalLong.empty();

    @Option(names = "--stores", paramLabel = "N", description = "Stores (default: ${DEFAULT-VALUE}).")
    private int stores = 20;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day (default: ${DEFAULT-VALUE}).")
    private LocalDate from = LocalDate.of(2026, 11, 2);

    @Option(names = "--days", paramLabel = "N", description = "How many days (default: ${DEFAULT-VALUE}).")
    private int days = 14;

    @Option(
            names = "--sale-day",
            paramLabel = "DATE",
            description = "The day with twenty times the orders; none if it lies outside (default: ${DEFAULT-VALUE}).")
    private LocalDate saleDay = LocalDate.of(2026, 11, 11);

    @Option(
            names = "--event",
            paramLabel = "NAME",
            description = "What the sale day's orders name, for promotions (default: ${DEFAULT-VALUE}).")
    private String event = "singles-day";

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            description = "Share of rows that come days late, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double late = 0.01;

    @Option(
            names = "--poison",
            paramLabel = "SHARE",
            description = "Share of facts that are wrong on purpose, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double poison = 0.002;

    @Option(
            names = "--deliveries",
            paramLabel = "HOW",
            description = "A folder each: hourly, daily, or once (default: daily).")
    private Cadence deliveries = Cadence.DAILY;

    @Option(names = "--gzip", description = "Compress the files.")
    private boolean gzip;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private JsonOption json;

    GenerateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Generator generator = generator();
        Progress progress = quiet.progress(session);
        progress.begin("generate", generator.orders());
        try {
            tell(make(generator, progress));
        } finally {
            progress.end();
        }
        return ExitCode.DONE;
    }

    private Generator generator() {
        try {
            return new Generator(new Market(
                    seed,
                    size.volume(),
                    members.orElse(size.members()),
                    stores,
                    from,
                    days,
                    session.zone(),
                    Optional.of(saleDay),
                    event,
                    late,
                    poison));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    String.valueOf(e.getMessage()),
                    "See the options: " + session.console().command() + " generate --help");
        }
    }

    private Made make(Generator generator, Progress progress) {
        Path out = target.out;
        if (out == null) {
            return generator.tables(session.jdbc(), progress::advance);
        }
        return generator.files(out, deliveries, gzip, progress::advance);
    }

    private void tell(Made made) {
        Console console = session.console();
        if (json.asked()) {
            console.print(Json.of(made));
            return;
        }
        Map<String, long[]> kinds = new TreeMap<>();
        for (Made.Rows rows : made.files()) {
            long[] sums = kinds.computeIfAbsent(rows.kind(), unused -> new long[2]);
            sums[0] += rows.rows();
            sums[1] += rows.setAside();
        }
        Table table = new Table("kind", " rows", " to be set aside");
        kinds.forEach((kind, sums) -> table.row(kind, Texts.number(sums[0]), Texts.number(sums[1])));
        table.print(console);
        console.print(Texts.count(made.orders(), "order") + ", " + Texts.count(made.rows(), "row") + ".");
        next(console, made);
    }

    private void next(Console console, Made made) {
        Path out = target.out;
        if (out != null) {
            console.print("Import its deliveries one after the other; type: " + console.command() + " import "
                    + out.resolve(made.files().get(0).delivery()));
        }
    }
}
