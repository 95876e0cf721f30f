package dev.bursar.cli;

import dev.bursar.earning.CreditOrdersStep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The demo: two weeks of a market, told by the commands that run it, and between them what they show. */
final class DemoStory {

    private static final LocalDate LAST = DemoMarket.LAST;
    private static final LocalDate GAP_FILLED = LocalDate.of(2026, 11, 9);
    private static final LocalDate STOPPED = LocalDate.of(2026, 11, 14);
    private static final int HOURS_AT_ONCE = 4;
    private static final int MOST_FILES = 20;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final Session session;
    private final DemoWorld world;
    private final DemoMarket market;
    private final DemoClock clock;
    private final Console console;
    private final DemoStage stage;
    private final DemoDays days;
    private final RunStore runs;

    DemoStory(Session session, DemoWorld world, DemoMarket market, DemoClock clock, DemoStage stage) {
        this.session = session;
        this.world = world;
        this.market = market;
        this.clock = clock;
        this.console = session.console();
        this.stage = stage;
        this.days = new DemoDays(stage);
        this.runs = new RunStore(session.jdbc());
    }

    /**
     * @return 0, or {@link ExitCode#DEVIATION} if its sums do not tie
     * @throws CommandFailure if a command does not end as the story expects
     */
    int tell() {
        begin();
        ordinaryDays();
        saleDay();
        daysAfter();
        clock.set(nightAfter(LAST).plus(Duration.ofMinutes(450)));
        return new DemoMorning(session, world, market, clock, stage, days).tell();
    }

    private void begin() {
        stage.say(
                console.bold(
                        "Bursar keeps a marketplace's loyalty money: it credits coins and points for what members buy and do, once"
                                + " each, settles what they spend, and proves it."),
                "Here it does so through two weeks of a generated market with a sale: "
                        + Texts.number(market.rows("stores"))
                        + " stores, " + Texts.number(market.orders()) + " orders, " + Texts.number(market.fileCount())
                        + " files",
                "with " + Texts.number(market.rows())
                        + " rows. They are as files are in real life: some rows come days late, and "
                        + Texts.number(market.unreadable()) + " cannot be read.",
                "The files lie in " + world.facts() + "/ and are worth a look.");

        stage.chapter("Monday, 2 November 2026: the first delivery");
        clock.set(nightAfter(DemoMarket.FIRST));
        stage.type(ExitCode.DONE, "import", facts(DemoMarket.FIRST.toString()));
        stage.say(
                "A file's name says what it holds: members and stores, orders and their lines, and what else members did.");
    }

    private void ordinaryDays() {
        stage.chapter("A delivery each day, and a run each night");
        stage.prompt("import " + facts("DAY"));
        stage.prompt("run nightly --date DAY");
        days.title("day");
        night(
                DemoMarket.FIRST,
                runs.latest(Optional.of("import"), MOST_FILES),
                "the delivery above; nothing is completed yet");
        for (LocalDate day = DemoMarket.FIRST.plusDays(1); day.isBefore(DemoMarket.SALE); day = day.plusDays(1)) {
            List<String> folders = new ArrayList<>(List.of(day.toString()));
            String note = "";
            if (day.equals(DemoMarket.GAP)) {
                note = "its file of order lines is missing";
            }
            if (day.equals(GAP_FILLED)) {
                folders.add(DemoMarket.LATE);
                note = "the missing file has come";
            }
            clock.set(nightAfter(day));
            night(day, take(folders), note);
        }
        stage.say(
                "\"Judged\" are the orders, reviews and activities that the run looked at. An order earns when it is completed, some",
                "days after it was placed; \"nothing due\" are those of guests, cancelled ones, and what is beyond a cap or comes to",
                "less than one coin. What waits is looked at by every run: an order whose lines are missing, a review of an order",
                "that is still on its way, a referral until the friend's first order. When the lines come, the order earns as of",
                "the day on which it was completed: that a file was late costs no member anything. \"Spent\" are coins and points",
                "that members paid with, once their order is paid.");
    }

    private void night(LocalDate day, List<RunRow> imports, String note) {
        List<RunRow> came = new ArrayList<>(imports);
        came.addAll(stage.behindTheCurtain("run", "nightly", "--date", day.toString()));
        days.tell(DAY.format(day), came, note);
    }

    private List<RunRow> take(List<String> folders) {
        return stage.behindTheCurtain(
                Stream.concat(Stream.of("import"), folders.stream().map(this::facts))
                        .toArray(String[]::new));
    }

    private void saleDay() {
        stage.chapter("Wednesday, 11 November: the sale, by the hour");
        stage.prompt("import " + facts(market.hoursOfSale().get(0)) + " ...");
        stage.prompt("run hourly");
        days.title("until");
        List<String> hours = market.hoursOfSale();
        for (int from = 0; from < hours.size(); from += HOURS_AT_ONCE) {
            List<String> now = hours.subList(from, Math.min(hours.size(), from + HOURS_AT_ONCE));
            Instant end = hour(now.get(now.size() - 1)).plus(Duration.ofHours(1));
            clock.set(end.plus(Duration.ofMinutes(5)));
            List<RunRow> came =
                    new ArrayList<>(take(now.stream().filter(market::delivers).toList()));
            came.addAll(stage.behindTheCurtain("run", "hourly"));
            LocalTime until = end.atZone(session.zone()).toLocalTime();
            days.tell(until.equals(LocalTime.MIDNIGHT) ? "midnight" : until.toString(), came, "");
        }
        stage.say(
                "Today the shop delivers by the hour. What is bought in the sale earns when it is completed, so few orders are due.",
                "Bursar ran every fourth hour only: a missed hour needs no catching up, for the next run does all that is due.");
        setAside();
        stage.say(
                "The night finds nothing more to credit. What a member has depends on dates, and never on when a job ran:");
        clock.set(nightAfter(DemoMarket.SALE));
        stage.type(ExitCode.DONE, "run", "nightly", "--date", DemoMarket.SALE.toString());
    }

    private void setAside() {
        market.firstRowSetAside()
                .ifPresent(row -> stage.say(
                        "Rows that cannot be read are set aside with line and reason, and the import ends with exit code 6. The first:",
                        "  " + world.facts().resolve(row.file()),
                        "  line " + row.line() + ", " + row.reason()));
    }

    private static Instant hour(String delivery) {
        return Instant.parse(delivery.replace("Z", ":00:00Z"));
    }

    private void daysAfter() {
        stage.chapter("12 to 15 November: what the sale sold reaches its buyers");
        days.title("day");
        for (LocalDate day = DemoMarket.SALE.plusDays(1); day.isBefore(STOPPED); day = day.plusDays(1)) {
            clock.set(nightAfter(day));
            night(day, take(List.of(day.toString())), "");
        }
        clock.set(nightAfter(STOPPED));
        long rows = days.count(take(List.of(STOPPED.toString())));
        stage.say(DAY.format(STOPPED) + " brings " + Texts.number(rows)
                + " rows. The night after it is stopped in the midst of its work, as by Ctrl-C:");
        long before = stopped();
        stage.say("That is exit code 4. The same command, typed again, goes on where it ended:");
        stage.type(ExitCode.DONE, "run", "nightly", "--date", STOPPED.toString());
        List<RunRow> both = runs.latest(Optional.of("nightly"), 2);
        days.count(both);
        long after = judged(both.get(0));
        stage.say(
                Texts.number(before) + " orders were judged before the stop and " + Texts.number(after)
                        + " after it, none twice. A run that is killed goes on",
                "in the same way, once its lock has run out, which takes two minutes.");
        days.title("day");
        clock.set(nightAfter(LAST));
        night(LAST, take(List.of(LAST.toString())), "");
    }

    /** @return how many orders were judged before the stop */
    private long stopped() {
        stage.prompt("run", "nightly", "--date", STOPPED.toString());
        CommandFailure ended;
        try (Session other = world.open(clock, console, DemoWorld.ONE_THREAD)) {
            ended = new DemoStop(other).run(STOPPED);
        }
        if (ended.exitCode() != ExitCode.STOPPED) {
            throw ended;
        }
        stage.say("bursar: " + ended.getMessage(), ended.next());
        return judged(runs.latest(Optional.of("nightly"), 1).get(0));
    }

    private static long judged(RunRow run) {
        return run.steps().stream()
                .filter(step -> step.name().equals(CreditOrdersStep.NAME))
                .mapToLong(StepRow::read)
                .sum();
    }

    private String facts(String delivery) {
        return world.facts().resolve(delivery).toString();
    }

    /** When the night after a day has begun and its last delivery has come. */
    private Instant nightAfter(LocalDate day) {
        return day.plusDays(1).atTime(0, 30).atZone(session.zone()).toInstant();
    }
}
