package dev.bursar.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The demo: commands as one would type them, and between them what they show. */
final class DemoStory {

    private final Session session;
    private final DemoWorld world;
    private final DemoClock clock;
    private final Console console;
    private final boolean debug;
    private int chapter;

    DemoStory(Session session, DemoWorld world, DemoClock clock, boolean debug) {
        this.session = session;
        this.world = world;
        this.clock = clock;
        this.console = session.console();
        this.debug = debug;
    }

    /** @return the first exit code that the story does not expect, else 0 */
    int tell() {
        say(
                console.bold(
                        "Bursar keeps a marketplace's loyalty money. This is what it does with three days of a small shop."),
                "24 members, and 3 stores of which two give points. Each day the shop delivers a few files; they lie in "
                        + world.facts() + "/ and are worth a look.");

        chapter("Tuesday, 10 November 2026: the first files");
        clock.set(Instant.parse("2026-11-11T03:01:00Z"));
        type(ExitCode.SET_ASIDE, "import", world.facts().resolve("1-tuesday").toString());
        say("One row could not be read. It was set aside with its reason, and the others went in. Exit code 6 tells.");

        chapter("Every hour: credit what was completed");
        type(ExitCode.DONE, "run", "hourly", "--hour", "2026-11-11T02");
        say(
                "Judged: completed orders whose facts are there. Nothing due: guests, stores that give no points, less than one coin.",
                "Waiting: order " + DemoShop.LATE_LINE
                        + " has two lines, of which one has come. Exceptions: the figures of order " + DemoShop.WRONG
                        + " do not add up.");

        chapter("The night after: the same up to midnight");
        clock.set(Instant.parse("2026-11-11T08:30:00Z"));
        type(ExitCode.DONE, "run", "nightly", "--date", "2026-11-10");

        chapter("Wednesday: double coins on Singles' Day, the missing line, the mended row");
        clock.set(Instant.parse("2026-11-12T08:30:00Z"));
        type(ExitCode.DONE, "import", world.facts().resolve("2-wednesday").toString());
        type(ExitCode.DONE, "run", "nightly", "--date", "2026-11-11");
        say("Orders " + DemoShop.LATE_LINE + " and " + DemoShop.UNREADABLE
                + " are whole now. They earn by Tuesday's rules: the time of the order counts, not that of the run.");

        chapter("Thursday");
        clock.set(Instant.parse("2026-11-13T08:30:00Z"));
        type(ExitCode.DONE, "import", world.facts().resolve("3-thursday").toString());
        type(ExitCode.DONE, "run", "nightly", "--date", "2026-11-12");

        chapter("What does a member have, and why?");
        type(ExitCode.DONE, "member", String.valueOf(DemoShop.MEMBER));

        chapter("What needs a look?");
        type(ExitCode.DONE, "exceptions");

        chapter("Do the books tie?");
        type(ExitCode.DONE, "verify", "--all");

        return again();
    }

    private int again() {
        chapter("The same once more");
        List<Long> before = counts();
        type(ExitCode.DONE, "import", world.facts().resolve("3-thursday").toString());
        type(ExitCode.DONE, "run", "nightly", "--date", "2026-11-12");
        type(ExitCode.DONE, "run", "credit-orders");
        List<Long> after = counts();
        say((before.equals(after)
                        ? "Nothing has changed: "
                        : "Something has changed! There were " + before + ", and now ")
                + Texts.number(after.get(0)) + " lots, " + Texts.number(after.get(1)) + " entries, "
                + Texts.number(after.get(2)) + " units. Run it twice, late, or in pieces: the books are the same.");
        next();
        return before.equals(after) ? ExitCode.DONE : ExitCode.DEVIATION;
    }

    private List<Long> counts() {
        JdbcTemplate jdbc = session.jdbc();
        return jdbc.queryForObject("""
                select (select count(*) from lot), (select count(*) from entry), (select sum(units) from entry)
                """, (row, number) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    private void next() {
        String command = console.command();
        chapter("Now you");
        console.print("Mend order " + DemoShop.WRONG + ", and see its exception close:");
        console.print("  " + command + " import " + world.facts().resolve("4-mended"));
        console.print("  " + command + " run credit-orders");
        console.print("  " + command + " exceptions --all");
        console.print("Look around:");
        console.print("  " + command + " member 1003");
        console.print("  " + command + " history");
        console.print("Your own files, in a database of your own: README.md, \"Your own data\".");
    }

    private void chapter(String title) {
        chapter++;
        console.print("");
        console.print(console.bold(chapter + ". " + title));
    }

    private void say(String... lines) {
        Arrays.stream(lines).forEach(console::print);
    }

    private void type(int expected, String... arguments) {
        console.print(console.faint(
                "$ " + console.command() + " " + Arrays.stream(arguments).collect(Collectors.joining(" "))));
        int exitCode = Bursar.commands(session, debug).execute(quietly(arguments));
        if (exitCode != expected) {
            throw new CommandFailure(
                    exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode,
                    "the demo stops here: exit code " + exitCode + " was not expected",
                    "Type the command again with --debug to see more.");
        }
    }

    /** Nothing here takes long enough to watch. */
    private static String[] quietly(String... arguments) {
        boolean canBeQuiet = List.of("run", "import", "verify").contains(arguments[0]);
        String[] quiet = Arrays.copyOf(arguments, arguments.length + (canBeQuiet ? 1 : 0));
        if (canBeQuiet) {
            quiet[arguments.length] = "--quiet";
        }
        return quiet;
    }
}
