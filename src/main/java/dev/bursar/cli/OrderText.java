package dev.bursar.cli;

import dev.bursar.earning.OrderExplanation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Prints an explained order for people. */
final class OrderText {

    private static final int WIDTH = 80;
    private static final int LABELS = 12;
    /** More terms than this make a sum that nobody adds up. */
    private static final int MOST_TERMS = 6;

    private final OrderView view;
    private final OrderExplanation explained;
    private final Console console;
    private final ZoneId zone;

    OrderText(OrderView view, OrderExplanation explained, Console console) {
        this.view = view;
        this.explained = explained;
        this.console = console;
        this.zone = view.timeZone();
    }

    void print() {
        console.print(console.bold("Order " + view.order()) + ", as it is in the database on "
                + Texts.minute(view.asOf(), zone) + ",");
        wrap("judged by the policy of " + view.policy().folder() + ", version "
                + view.policy().version() + ", as credit-orders judges. Times are in " + zone
                + ", and in UTC where they end in Z.");
        facts();
        view.programmes().forEach(this::programme);
        books();
        redemptions();
        console.print("");
        console.print(console.bold("What comes of it"));
        view.notes().forEach(note -> field("", console.asCalled(note)));
    }

    private void facts() {
        OrderView.Facts facts = view.facts();
        heading("What the shop reports");
        field(
                "status",
                facts.status()
                        + facts.completedAt()
                                .map(at -> ", completed " + both(at))
                                .orElse(", no completed_at"));
        field(
                "member",
                facts.member().isEmpty()
                        ? "none: a guest"
                        : facts.member().getAsLong() + (facts.memberKnown() ? "" : ", whose row has not arrived"));
        field("store", facts.store() + (facts.storeKnown() ? "" : ", whose row has not arrived"));
        field("currency", facts.currency());
        facts.event().ifPresent(event -> field("event", event));
        if (facts.checkoutOrders() > 1) {
            field(
                    "checkout",
                    number(facts.checkout()) + " of " + facts.checkoutOrders() + " orders, of which "
                            + facts.checkoutOrdersArrived() + " arrived");
        }
        field(
                "lines",
                facts.lines().size() + " of " + facts.lineCount() + " arrived"
                        + (facts.lines().isEmpty() ? "" : ":"));
        if (!facts.lines().isEmpty()) {
            console.print("");
            lines(facts);
        }
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "no checkout_id,";
    }

    private void lines(OrderView.Facts facts) {
        Table table =
                new Table(" line", " product", "category", " pieces", " price", " discounts", " paid", "currency");
        for (OrderView.Line line : facts.lines()) {
            List<String> discounts = new ArrayList<>();
            discount(discounts, line.couponDiscount(), " coupon");
            discount(discounts, line.coinDiscount(), " coins");
            discount(discounts, line.pointDiscount(), " points");
            table.row(
                    line.line(),
                    line.product(),
                    line.category().orElse("-"),
                    line.quantity(),
                    explained.money(line.price()),
                    discounts.isEmpty() ? "-" : String.join(", ", discounts),
                    explained.money(line.paid()),
                    line.currency());
        }
        table.print(console);
    }

    private void discount(List<String> discounts, long amount, String by) {
        if (amount != 0) {
            discounts.add(explained.money(amount) + by);
        }
    }

    private void programme(OrderView.Programme of) {
        heading(capital(of.programme()) + ": "
                + (of.credited() > 0 ? Texts.number(of.credited()) : "nothing, " + of.outcome()));
        if (of.credited() == 0) {
            of.detail().ifPresent(detail -> field("", capital(detail) + "."));
            of.meaning().ifPresent(meaning -> field("", meaning));
        }
        for (OrderView.Step step : of.steps()) {
            row("line " + step.line(), step.exact().map(exact -> step.units()), how(step, of));
            step.rate().ifPresent(rate -> row("", Optional.empty(), "rate " + rate.toPlainString() + by(step.by())));
            step.multiplier().ifPresent(by -> row("", Optional.empty(), by.gives() + " by " + name(by, "")));
        }
        of.exact().ifPresent(exact -> row("the order", Optional.of(of.rounded()), sum(of, exact)));
        for (OrderView.Lot lot : of.lots()) {
            lot.promotion().ifPresent(bonus -> row("bonus", Optional.of(lot.units()), name(bonus, "")));
        }
        if (of.lots().size() > 1) {
            row("in all", Optional.of(of.credited()), "");
        }
        of.lots().forEach(this::lot);
        of.idle()
                .forEach(idle -> row(
                        "not used",
                        Optional.empty(),
                        name(idle.promotion(), ", " + idle.promotion().gives()) + ": " + idle.why()));
    }

    private String how(OrderView.Step step, OrderView.Programme of) {
        OrderView.Line line = view.facts().lines().stream()
                .filter(one -> one.line() == step.line())
                .findFirst()
                .orElseThrow();
        String times = step.multiplier()
                .map(by ->
                        ", " + by.gives() + " = " + step.exact().orElseThrow().toPlainString())
                .orElse("");
        String plain = step.plain().map(BigDecimal::toPlainString).orElse("");
        return switch (step.ground()) {
            case "RATE" ->
                step.paid().orElseThrow().toPlainString() + " " + line.currency() + " paid x "
                        + step.rate().orElseThrow().toPlainString() + " = " + plain + times;
            case "REWARD" ->
                "the product's own reward: " + line.coinReward().orElse(0) + " a piece x " + line.quantity() + " = "
                        + plain + times;
            case "NOTHING_PAID" -> "nothing was paid in money, and there is no other reward";
            case "NO_RATE" -> "there is no rate for it; the order cannot be judged";
            case "EXCLUDED" ->
                "earns no " + (of.programme().equals("coins") ? "coins" : "points") + ": category \""
                        + line.category().orElse("") + "\" is excluded" + by(step.by());
            default -> "earns nothing: the shop says so (earns_points is false)";
        };
    }

    private static String sum(OrderView.Programme of, BigDecimal exact) {
        List<String> terms = of.steps().stream()
                .flatMap(step -> step.exact().stream())
                .map(BigDecimal::toPlainString)
                .toList();
        String sum = terms.size() > MOST_TERMS
                ? "the lines come to " + exact.toPlainString()
                : terms.size() > 1 ? String.join(" + ", terms) + " = " + exact.toPlainString() : exact.toPlainString();
        return sum + ", rounded down once" + leftOver(of);
    }

    /** What the lines lose where each is rounded down is given back, a unit each. */
    private static String leftOver(OrderView.Programme of) {
        List<String> lines = new ArrayList<>();
        long whole = 0;
        for (OrderView.Step step : of.steps()) {
            long floor = step.exact()
                    .map(exact -> exact.setScale(0, RoundingMode.FLOOR).longValueExact())
                    .orElse(0L);
            whole += floor;
            if (step.units() > floor) {
                lines.add("line " + step.line());
            }
        }
        return lines.isEmpty()
                ? ""
                : "; the lines rounded down make " + Texts.number(whole) + ", and "
                        + (lines.size() == 1
                                ? "1 more goes to the largest remainder: "
                                : lines.size() + " more go to the largest remainders: ")
                        + String.join(", ", lines);
    }

    private void lot(OrderView.Lot lot) {
        row(
                lot.part() == 0 ? "the lot" : "bonus's lot",
                Optional.of(lot.units()),
                "can be spent from " + both(lot.availableAt())
                        + lot.lastDay()
                                .map(day -> " through " + day + " (until "
                                        + lot.endsAt().orElseThrow() + ")")
                                .orElse(" for good"));
        row(
                "",
                Optional.empty(),
                "pending " + lot.pending().value() + by(lot.pending().by()));
        row("", Optional.empty(), "life " + lot.life().value() + by(lot.life().by()));
        row(
                "",
                Optional.empty(),
                "paid for by " + lot.funder().value() + by(lot.funder().by()));
    }

    private void books() {
        heading("In the books");
        Optional<OrderBooksStore.Outcome> outcome = view.books().outcome();
        if (outcome.isEmpty()) {
            field("", "Nothing yet.");
            return;
        }
        field("coins", outcome.get().coins());
        field("points", outcome.get().points());
        field(
                "judged",
                "so since " + both(outcome.get().since().truncatedTo(ChronoUnit.SECONDS)) + "; last in run "
                        + outcome.get().run());
        for (OrderBooksStore.Lot lot : view.books().lots()) {
            row(
                    lot.part() == 0 ? "lot" : "bonus " + lot.part(),
                    Optional.of(lot.earned()),
                    units(lot.programme()) + ", "
                            + Texts.number(lot.remaining()) + " left, spendable from " + both(lot.availableAt())
                            + lot.endsAt().map(end -> " until " + both(end)).orElse(" for good") + ", paid for by "
                            + lot.funder() + ", by version " + lot.policyVersion() + " of the policy");
        }
    }

    private void redemptions() {
        if (view.books().redemptions().isEmpty()) {
            return;
        }
        heading("What was redeemed on it");
        for (OrderSpendingStore.Redemption redemption : view.books().redemptions()) {
            row(
                    "redeemed",
                    Optional.of(redemption.units()),
                    units(redemption.programme()) + ", redemption " + redemption.redemption() + " of "
                            + both(redemption.redeemedAt()) + ": " + whatItHolds(redemption));
            if (!redemption.lines().isEmpty()) {
                row(
                        "",
                        Optional.empty(),
                        redemption.lines().stream()
                                .map(line -> Texts.number(line.units()) + " for line " + line.line())
                                .collect(Collectors.joining(", ")));
            }
            redemption.listed().forEach(item -> row("", Optional.empty(), item.reason() + ": " + item.detail()));
        }
    }

    private String whatItHolds(OrderSpendingStore.Redemption redemption) {
        if (redemption.outcome().isEmpty()) {
            return "no run has looked at it yet";
        }
        String outcome = " (" + redemption.outcome().get() + ")";
        return switch (redemption.holds()) {
            case TAKEN -> "taken" + outcome;
            case RESERVED ->
                "reserved" + outcome
                        + redemption
                                .reservedUntil()
                                .map(until -> ", free again on " + both(until))
                                .orElse(", until it is taken");
            case NOTHING -> "takes and holds nothing" + outcome;
        };
    }

    private static String units(long programme) {
        return programme == 0 ? "coins" : "points of store " + programme;
    }

    private String name(OrderView.Promotion promotion, String gives) {
        return "promotion " + promotion.id() + " \"" + promotion.name() + "\"" + gives + by(promotion.by());
    }

    /** {@code , coins.yaml:12, from 2026-07-01}. */
    private String by(Optional<OrderView.Entry> entry) {
        return entry.map(by -> by(by)).orElse("");
    }

    private String by(OrderView.Entry entry) {
        return " (" + entry.source()
                + (entry.source().equals("default")
                        ? ""
                        : ", " + Texts.window(entry.from(), entry.to(), zone, "since ever"))
                + ")";
    }

    private String both(Instant at) {
        return Texts.minute(at, zone) + " (" + at + ")";
    }

    private void heading(String text) {
        console.print("");
        console.print(console.bold(text));
    }

    private void field(String label, String text) {
        hang("  " + (label.isEmpty() ? "" : pad(label, LABELS)), text);
    }

    /** A step with the units that it gives, one below the other so that they can be added up. */
    private void row(String label, Optional<Long> units, String text) {
        String number = units.map(Texts::number).orElse("");
        hang("  " + pad(label, LABELS) + " ".repeat(Math.max(0, 8 - number.length())) + number + "  ", text);
    }

    private void hang(String start, String text) {
        String before = start;
        for (String line : Texts.wrap(text, WIDTH - start.length())) {
            console.print((before + line).stripTrailing());
            before = " ".repeat(start.length());
        }
    }

    private void wrap(String text) {
        Texts.wrap(text, WIDTH).forEach(console::print);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
