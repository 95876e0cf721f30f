package dev.bursar.cli;

import dev.bursar.ledger.Reason;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A story in plain words. */
final class StoryText {

    private final ExplainCommand.Story story;
    private final Console console;
    private final ZoneId zone;

    StoryText(ExplainCommand.Story story, Console console) {
        this.story = story;
        this.console = console;
        this.zone = story.timeZone();
    }

    void print() {
        String of = story.member().isPresent() && !story.about().startsWith("member")
                ? " of member " + story.member().getAsLong()
                : "";
        console.print(console.bold(capital(story.about())) + of + ", as the books have it on "
                + Texts.minute(story.asOf(), zone) + " (" + zone + ")");
        history();
        story.refunds().forEach(this::refund);
        if (!story.cancelled().isEmpty()) {
            heading("Paid, and cancelled before it was shipped: a full refund (case 8)");
            story.cancelled().forEach(this::decided);
        }
    }

    private void history() {
        console.print("");
        if (story.history().isEmpty()) {
            console.print("It moved no units.");
            return;
        }
        Table table = new Table("when", " units", "of", "why");
        for (MemberView.Movement movement : story.history()) {
            table.row(
                    Texts.minute(movement.at(), zone), Texts.signed(movement.units()), movement.name(), movement.why());
        }
        table.print(console);
        Map<String, Long> sums = new LinkedHashMap<>();
        story.history().forEach(movement -> sums.merge(movement.name(), movement.units(), Math::addExact));
        sums.forEach((name, units) -> console.print("In all " + Texts.signed(units) + " " + name + "."));
    }

    private void refund(RefundStoryStore.Refund refund) {
        heading("Refund " + refund.refund() + " of order " + refund.order() + ": "
                + refund.status().toLowerCase(Locale.ROOT) + ", opened " + Texts.minute(refund.openedAt(), zone)
                + refund.decidedAt()
                        .map(at -> ", decided " + Texts.minute(at, zone))
                        .orElse("")
                + refund.reversedAt()
                        .map(at -> ", reversed " + Texts.minute(at, zone))
                        .orElse(""));
        if (refund.spending().isEmpty() && refund.coins().isEmpty()) {
            console.print("   No run has judged it yet.");
            return;
        }
        Stream.of(
                        outcome("what was spent", refund.spending()),
                        outcome("coins earned", refund.coins()),
                        outcome("points earned", refund.points()))
                .forEach(console::print);
        refund.decisions().forEach(this::decided);
    }

    private static String outcome(String what, Optional<String> reason) {
        String name = reason.orElse("not judged");
        String meaning = Stream.of(Reason.values())
                .filter(one -> one.name().equals(name))
                .map(Reason::explanation)
                .findFirst()
                .orElse("");
        return "   " + what + ": " + name + (meaning.isEmpty() ? "" : ". " + meaning);
    }

    private void decided(RefundStoryStore.Decided decided) {
        String units = decided.programme() == 0 ? "coins" : "points of store " + decided.programme();
        boolean back = decided.rulesCase() == 14;
        String fact = decided.subject().toLowerCase(Locale.ROOT).replace('/', ' ');
        String what = back
                ? "that " + fact + " had taken"
                : "that " + (decided.part() > 0 ? "the bonus of promotion " + decided.part() + " for " : "") + fact
                        + " had earned";
        console.print("   Case " + decided.rulesCase() + ", policy version " + decided.policyVersion() + ", as of "
                + Texts.minute(decided.at(), zone) + ": of " + Texts.number(decided.of()) + " " + units + " " + what
                + ", " + Texts.number(decided.units()) + (back ? " given back" : " claimed back") + "; with what came"
                + " before " + Texts.number(decided.soFar()) + ".");
        for (RefundStoryStore.LineRead line : decided.lines()) {
            console.print("      " + (line.line() == 0 ? "the order" : "line " + line.line()) + ": "
                    + Texts.number(line.refunded()) + " of " + Texts.number(line.price())
                    + " minor units refunded, " + Texts.number(line.units()) + " units");
        }
    }

    private void heading(String text) {
        console.print("");
        console.print(console.bold(text));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
