package dev.bursar.market;

import java.util.Locale;

/** What lies beside the deliveries of a market: how it was made, and how many rows of each file will be set aside. */
final class Summary {

    private Summary() {}

    static String of(Market market, Cadence cadence, Made made) {
        StringBuilder text = new StringBuilder();
        line(text, "seed", market.seed());
        line(
                text,
                market.volume().aDay() ? "orders a day" : "orders",
                market.volume().orders());
        line(text, "members", market.members());
        line(text, "stores", market.stores());
        line(text, "from", market.from());
        line(text, "days", market.days());
        line(text, "zone", market.zone());
        line(text, "sale day", market.saleDay().map(Object::toString).orElse("none"));
        line(text, "event", market.event());
        line(text, "late", market.late());
        line(text, "poison", market.poison());
        line(text, "deliveries", cadence.name().toLowerCase(Locale.ROOT));
        text.append("\ndelivery,kind,rows,set_aside\n");
        for (Made.Rows rows : made.files()) {
            text.append(rows.delivery()).append(',').append(rows.kind()).append(',');
            text.append(rows.rows()).append(',').append(rows.setAside()).append('\n');
        }
        text.append("\npoison,rows\n");
        for (Made.Wrong wrong : made.poisons()) {
            text.append(wrong.poison().words()).append(',').append(wrong.rows()).append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
