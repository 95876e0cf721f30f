package dev.bursar.market;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Facts that are wrong on purpose. Each is drawn for one fact, of whose rows all are wrong alike. An unreadable row is set
 * aside by the import; any other goes in, and whoever judges it finds an exception.
 */
public enum Poison {
    /** Words where a number belongs. */
    NOT_A_NUMBER(Kind.ORDER_LINES, "price", cell -> "twelve"),
    /** More decimals than the currency has. */
    TOO_MANY_DIGITS(Kind.ORDER_LINES, "paid", cell -> cell.contains(".") ? cell + "0" : cell + ".5"),
    /** A quote that is never closed. */
    TORN_QUOTE(Kind.ORDER_LINES, "category", cell -> "\"" + cell),
    UNKNOWN_STATUS(Kind.ORDERS, "status", cell -> "DELIVERED"),
    NOT_A_TIME(Kind.ORDERS, "placed_at", cell -> "yesterday"),
    UNKNOWN_ACTIVITY(Kind.ACTIVITIES, "kind", cell -> "DANCE"),
    UNKNOWN_REFUND_STATUS(Kind.REFUNDS, "status", cell -> "MAYBE"),
    NO_REVIEWER(Kind.REVIEWS, "member_id", cell -> ""),
    NOT_AN_INSTRUMENT(Kind.COUPONS, "instrument", cell -> "VOUCHER"),

    /** What a line's price was met with is one minor unit too much. */
    PARTS_DO_NOT_ADD_UP(Kind.ORDER_LINES),
    /** A store that is never delivered. */
    UNKNOWN_STORE(Kind.ORDERS),
    /** Paid in Norwegian crowns, for which the default policy has no rate. */
    NO_RATE(Kind.ORDERS),
    /** As many coins or points as the order takes, whatever the member has. */
    OVERSPENT(Kind.REDEMPTIONS),
    /** Fifty units more than the discount is worth. */
    WRONG_RATE(Kind.REDEMPTIONS),
    /** Twice what the line cost. */
    OVER_REFUNDED(Kind.REFUND_LINES);

    private static final Map<Kind, List<Poison>> BY_KIND = Arrays.stream(values())
            .collect(
                    Collectors.groupingBy(poison -> poison.kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));

    private final Kind kind;
    private final String column;

    @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
    private final UnaryOperator<String> damage;

    Poison(Kind kind, String column, UnaryOperator<String> damage) {
        this.kind = kind;
        this.column = column;
        this.damage = damage;
    }

    Poison(Kind kind) {
        this(kind, "", UnaryOperator.identity());
    }

    /** What is wrong with a fact, if anything. */
    static Optional<Poison> of(Market market, Kind kind, long number, long part) {
        List<Poison> choice = BY_KIND.get(kind);
        if (choice == null) {
            return Optional.empty();
        }
        Draw draw = market.draw(Draw.Topic.POISON, number, kind.part(part));
        return draw.chance(market.poison())
                ? Optional.of(choice.get((int) draw.below(choice.size())))
                : Optional.empty();
    }

    /** Whether the import sets its rows aside. */
    public boolean unreadable() {
        return !column.isEmpty();
    }

    /** As in {@code parts-do-not-add-up}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Which of a row's cells it spoils; -1: none. */
    int cell() {
        return kind.columns().indexOf(column);
    }

    String damaged(String cell) {
        return damage.apply(cell);
    }
}
