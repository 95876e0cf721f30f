package dev.bursar.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "member",
        description = {
            "Shows what a member has: balance, what lapses when, and why it is so.",
            "Coins and the points of each store, as of now. No names or addresses."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Examples:", "  bursar member 42", "  bursar member 42 --all --json", ""})
final class MemberCommand implements Callable<Integer> {

    private static final int FEW = 20;

    private final Session session;

    @Parameters(paramLabel = "MEMBER", converter = Numbers.MemberId.class, description = "The shop's id of the member.")
    private long member;

    @Option(names = "--all", description = "The whole history and every lot, not only " + FEW + ".")
    private boolean all;

    @Mixin
    private JsonOption json;

    MemberCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Console console = session.console();
        MemberStore store = new MemberStore(session.jdbc());
        MemberView view = MemberView.of(
                member, store, session.clock().instant(), session.zone(), all ? Integer.MAX_VALUE : FEW + 1);
        if (!view.known() && view.programmes().isEmpty()) {
            throw notKnown(member, console);
        }
        if (json.asked()) {
            console.print(Json.of(view));
        } else {
            print(view, console);
        }
        return ExitCode.DONE;
    }

    static CommandFailure notKnown(long member, Console console) {
        return new CommandFailure(
                ExitCode.REFUSED,
                "member " + member + " is not known",
                "Check the number, or deliver the member's row of members: " + console.command()
                        + " import members.csv");
    }

    private void print(MemberView view, Console console) {
        ZoneId zone = view.timeZone();
        console.print(
                console.bold("Member " + view.member()) + " on " + Texts.minute(view.asOf(), zone) + " (" + zone + ")");
        if (view.programmes().isEmpty()) {
            console.print("Has no coins or points yet.");
        }
        view.programmes().forEach(programme -> print(programme, zone, console));
        print(view.history(), zone, console);
    }

    private void print(MemberView.Programme programme, ZoneId zone, Console console) {
        console.print("");
        console.print(console.bold(Texts.number(programme.balance()) + " " + programme.name()) + beside(programme));
        for (MemberView.Reservation reservation : programme.reservations()) {
            console.print("   " + Texts.number(reservation.units()) + " reserved since "
                    + Texts.minute(reservation.redeemedAt(), zone) + " for order " + reservation.order() + " ("
                    + reservation.redemption() + "), which waits for " + reservation.waitsFor()
                    + reservation
                            .until()
                            .map(until -> "; free again on " + Texts.minute(until, zone))
                            .orElse(""));
        }
        if (programme.lots().isEmpty()) {
            return;
        }
        Table table = new Table("   left", " of", "from", "earned", "can be spent");
        List<MemberView.Lot> shown =
                all ? programme.lots() : programme.lots().stream().limit(FEW).toList();
        for (MemberView.Lot lot : shown) {
            table.row(
                    "   " + Texts.number(lot.remaining()),
                    Texts.number(lot.earned()),
                    lot.what(),
                    Texts.minute(lot.earnedAt(), zone),
                    spendable(lot, programme, zone));
        }
        table.print(console);
        more(programme.lots().size(), shown.size(), "lot", console);
    }

    private static String spendable(MemberView.Lot lot, MemberView.Programme programme, ZoneId zone) {
        String until = lot.lastDay()
                .map(day -> "through " + day + (lot.putOffByPurchases() ? ", longer if something is bought there" : ""))
                .orElseGet(() -> programme
                        .inactiveAfter()
                        .map(period -> "until nothing was bought there for " + period)
                        .orElse("for good"));
        return switch (lot.state()) {
            case "ended" ->
                "no more: ended with " + lot.lastDay().map(Object::toString).orElse("");
            case "pending" -> "from " + Texts.minute(lot.availableAt(), zone) + " " + until;
            default -> until + (lot.reserved() > 0 ? ", but " + Texts.number(lot.reserved()) + " reserved" : "");
        };
    }

    private static String beside(MemberView.Programme programme) {
        StringBuilder beside = new StringBuilder();
        append(beside, programme.pending(), " not to be spent yet");
        append(beside, programme.reserved(), " reserved");
        append(beside, programme.ended(), " ended, and not lapsed in the books yet");
        append(beside, programme.debt(), " owed");
        return beside.toString();
    }

    private static void append(StringBuilder text, long units, String what) {
        if (units > 0) {
            text.append("; ").append(Texts.number(units)).append(what);
        }
    }

    private void print(List<MemberView.Movement> history, ZoneId zone, Console console) {
        if (history.isEmpty()) {
            return;
        }
        console.print("");
        Table table = new Table("when", " units", "of", "why");
        List<MemberView.Movement> shown =
                all ? history : history.stream().limit(FEW).toList();
        for (MemberView.Movement movement : shown) {
            table.row(
                    Texts.minute(movement.at(), zone), Texts.signed(movement.units()), movement.name(), movement.why());
        }
        table.print(console);
        if (history.size() > shown.size()) {
            console.print("Earlier ones: " + console.command() + " member " + member + " --all");
        }
    }

    private void more(int there, int shown, String what, Console console) {
        if (there > shown) {
            console.print("   and " + Texts.count(there - shown, what) + " more: " + console.command() + " member "
                    + member + " --all");
        }
    }
}
