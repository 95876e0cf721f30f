package dev.bursar.cli;

import dev.bursar.ledger.Reason;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of the demo's story: somebody looks, on the morning after the two weeks. */
final class DemoMorning {

    private final DemoWorld world;
    private final DemoMarket market;
    private final DemoClock clock;
    private final Console console;
    private final DemoStage stage;
    private final DemoDays days;
    private final DemoStore store;
    private final RunStore runs;

    /** @param days with the sums of all that was told so far */
    DemoMorning(Session session, DemoWorld world, DemoMarket market, DemoClock clock, DemoStage stage, DemoDays days) {
        this.world = world;
        this.market = market;
        this.clock = clock;
        this.console = session.console();
        this.stage = stage;
        this.days = days;
        this.store = new DemoStore(session.jdbc());
        this.runs = new RunStore(session.jdbc());
    }

    /** @return 0, or {@link ExitCode#DEVIATION} if the sums do not tie */
    int tell() {
        member();
        mend();
        boolean same = again();
        boolean tie = sums();
        history();
        next();
        return same && tie ? ExitCode.DONE : ExitCode.DEVIATION;
    }

    private void member() {
        OptionalLong member = store.typicalMember();
        if (member.isPresent()) {
            stage.chapter("What does a member have, and why?");
            stage.type(ExitCode.DONE, "member", String.valueOf(member.getAsLong()));
            String bought = store.saleOrders(member.getAsLong()).stream()
                    .map(order -> "order " + order)
                    .collect(Collectors.joining(" and "));
            stage.say(
                    "Coins are the platform's, points are each store's own, at its own terms. Bought in the sale: "
                            + bought + ",",
                    "for double coins, as a promotion in " + world.jobs() + "/policy/promotions.yaml says.");
        }
    }

    private void mend() {
        stage.chapter("What needs a look?");
        stage.type(ExitCode.DONE, "exceptions");
        store.orderWith(Reason.PARTS_DO_NOT_ADD_UP).ifPresent(order -> {
            DemoMarket.Mended mended = market.mend(order, clock.instant().truncatedTo(ChronoUnit.HOURS));
            stage.say("Another " + Texts.count(store.orders().waiting(), "order")
                    + " only wait, for lines that are late or were set aside.");
            stage.chapter("The shop corrects one of them");
            stage.say("Line " + mended.line() + " of order " + order + " said " + mended.wrong()
                    + " was paid, and should have" + " said " + mended.right() + ". The shop delivers it again:");
            stage.type(ExitCode.DONE, "import", facts(mended.delivery()));
            stage.type(ExitCode.DONE, "run", "credit-orders");
            days.count(runs.latest(Optional.empty(), 2));
            stage.type(ExitCode.DONE, "exceptions", "--fact", "ORDER/" + order, "--all");
            stage.say("Nobody closed them by hand: the run judged the order again, and it is right now.");
        });
    }

    private boolean again() {
        stage.chapter("Everything once more");
        DemoStore.Books before = store.books();
        stage.prompt("import " + facts("...") + "  # all files of both weeks");
        long repeated = stage.behindTheCurtain(
                        Stream.concat(Stream.of("import"), allDeliveries()).toArray(String[]::new))
                .size();
        stage.say("All of them were imported before: nothing to do.");
        stage.type(ExitCode.DONE, "run", "nightly", "--date", DemoMarket.LAST.toString());
        stage.type(ExitCode.DONE, "run", "credit-orders");
        boolean same = repeated == 0 && before.equals(store.books());
        stage.say(
                same
                        ? "Nothing has changed. Run it twice, late, or in pieces: the books are the same."
                        : "Something has changed, and should not have: there were " + before + ", and now "
                                + store.books() + ".");
        return same;
    }

    private Stream<String> allDeliveries() {
        Stream<String> daily =
                DemoMarket.FIRST.datesUntil(DemoMarket.LAST.plusDays(1)).map(LocalDate::toString);
        return Stream.of(daily, market.hoursOfSale().stream(), Stream.of(DemoMarket.LATE))
                .flatMap(names -> names)
                .filter(market::delivers)
                .map(this::facts);
    }

    private boolean sums() {
        stage.chapter("Do the books tie?");
        stage.type(ExitCode.DONE, "verify", "--all");
        DemoStore.Orders orders = store.orders();
        DemoStore.Books books = store.books();
        long taken = days.rows() - days.setAside();
        stage.say(
                "And what the imports and runs told adds up to what the tables hold:",
                "  " + Texts.number(days.rows()) + " rows delivered, the corrected one among them = "
                        + Texts.number(taken) + " taken in + " + Texts.number(days.setAside()) + " set aside",
                "  " + Texts.number(orders.completed()) + " orders completed = " + Texts.number(orders.credited())
                        + " credited + " + Texts.number(orders.nothingDue()) + " nothing due + "
                        + Texts.number(orders.waiting()) + " waiting + " + Texts.number(orders.exceptions())
                        + " with an exception",
                "  " + Texts.number(days.units()) + " units credited = " + Texts.number(days.spent()) + " spent + "
                        + Texts.number(books.coins()) + " coins + " + Texts.number(books.points())
                        + " points in the books");
        boolean tie = orders.tie()
                && days.units() == days.spent() + books.units()
                && days.setAside() == market.unreadable()
                && days.rows() == market.rows();
        if (!tie) {
            stage.say("They do not tie, and should.");
        }
        return tie;
    }

    private void history() {
        stage.chapter("What ran?");
        stage.type(ExitCode.DONE, "history", "nightly", "--limit", "5");
        stage.say("\"Started\" is by this machine's clock; all else here goes by the demo's own.");
    }

    private void next() {
        String command = console.command();
        stage.chapter("Now you");
        store.orderWith(Reason.NO_RATE).ifPresent(order -> {
            stage.say(
                    "Give Norwegian crowns a rate. Orders paid in them then earn coins, and these exceptions close; those for points",
                    "stay, for the stores' terms name another currency:");
            stage.say("  echo '    - {currency: NOK, rate: 0.09}' >> " + world.jobs() + "/policy/coins.yaml");
            stage.say("  " + command + " run credit-orders");
            stage.say("  " + command + " exceptions --all");
        });
        stage.say("Look around; all that is typed behind \"" + command + "\" happens in this world alone:");
        stage.say("  " + command + " exceptions --waiting");
        stage.say("  " + command + " history");
        stage.say("  " + command + " run credit-orders --dry-run");
        stage.say("  " + command + " jobs");
        stage.say("Your own files, in a database of your own: README.md, \"Your own data\".");
    }

    private String facts(String delivery) {
        return world.facts().resolve(delivery).toString();
    }
}
