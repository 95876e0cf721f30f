package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A policy told back: each setting with its entries, as it was understood and not as it was written, so that whoever checks
 * a policy sees what a run would go by.
 */
public final class Outline {

    /** What holds together in the files: {@code coins}. */
    public record Section(String name, List<Setting> settings) {}

    /** @param entries none: it is not set, and there is no default */
    public record Setting(String name, List<Entry> entries) {}

    /**
     * A value and when it holds.
     *
     * @param value  as a policy file writes it
     * @param window UTC instants
     * @param source empty: the default
     */
    public record Entry(String value, Window window, Optional<Source> source) {

        public boolean holdsAt(Instant at) {
            return window.contains(at);
        }
    }

    private final MarketSettings market;
    private final CoinSettings coins;
    private final ProgrammeSettings points;
    private final SpendingSettings spending;
    private final RefundSettings refunds;
    private final CouponSettings coupons;
    private final LapseSettings lapse;
    private final Rewards rewards;
    private final Promotions promotions;

    Outline(
            MarketSettings market,
            CoinSettings coins,
            ProgrammeSettings points,
            SpendingSettings spending,
            RefundSettings refunds,
            CouponSettings coupons,
            LapseSettings lapse,
            Rewards rewards,
            Promotions promotions) {
        this.market = market;
        this.coins = coins;
        this.points = points;
        this.spending = spending;
        this.refunds = refunds;
        this.coupons = coupons;
        this.lapse = lapse;
        this.rewards = rewards;
        this.promotions = promotions;
    }

    /** In the order of {@code docs/policy.md}. */
    List<Section> sections() {
        return List.of(
                new Section(
                        "market",
                        List.of(
                                ofMarket("version", String.valueOf(market.version())),
                                ofMarket("market", market.name()),
                                ofMarket("time-zone", market.zone().getId()),
                                ofMarket("grace", market.grace().toString()),
                                ofMarket("patience", market.patience().toString()))),
                new Section(
                        "coins",
                        List.of(
                                dated("funder", coins.funder(), funder -> funder),
                                dated("life", coins.life(), Outline::life),
                                dated("pending", coins.common().pending(), Period::toString),
                                excluded(coins.common()),
                                rates())),
                new Section("points", List.of(dated("pending", points.pending(), Period::toString), excluded(points))),
                new Section("spending", spending()),
                new Section("refunds", List.of(dated("spent-units", refunds.returns(), Outline::word))),
                new Section("coupons", coupons()),
                new Section(
                        "lapse",
                        List.of(
                                dated("share", lapse.shares(), BigDecimal::toPlainString),
                                dated("floor", lapse.floors(), String::valueOf),
                                notices())),
                new Section("activities", activities()),
                new Section("promotions", List.of(promotions())));
    }

    private Setting ofMarket(String key, String value) {
        return new Setting(
                key,
                List.of(new Entry(
                        value,
                        Window.ALWAYS,
                        Optional.ofNullable(market.sources().get(key)))));
    }

    private static <T> Setting dated(String name, Timeline<T> timeline, Function<T, String> show) {
        return new Setting(name, entries(timeline.spans(), show));
    }

    private static <T> List<Entry> entries(Collection<InForce<T>> said, Function<T, String> show) {
        return said.stream()
                .map(one -> new Entry(show.apply(one.value()), one.window(), one.source()))
                .toList();
    }

    private static Setting excluded(ProgrammeSettings programme) {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(programme.excluded())
                .forEach((category, timeline) -> entries.addAll(
                        entries(timeline.spans().stream().filter(InForce::value).toList(), excluded -> category)));
        return new Setting("excluded-categories", entries);
    }

    private Setting rates() {
        List<Entry> entries = new ArrayList<>();
        coins.rates()
                .said()
                .forEach((key, said) -> entries.addAll(entries(said, rate -> rate(key, rate.toPlainString()))));
        return new Setting("rates", entries);
    }

    private static String rate(CoinRates.Key key, String rate) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("currency", key.currency());
        put(parts, "store", key.store() == 0 ? "" : String.valueOf(key.store()));
        put(parts, "category", key.category());
        put(parts, "event", key.event());
        parts.put("rate", rate);
        return block(parts);
    }

    private Setting notices() {
        List<Entry> entries = new ArrayList<>();
        lapse.notices()
                .forEach((jurisdiction, said) -> entries.addAll(entries(
                        List.of(said),
                        term -> "jurisdiction " + jurisdiction + ", at-least " + term.atLeast() + ", at-most "
                                + term.atMost())));
        return new Setting("notices", entries);
    }

    private List<Setting> spending() {
        return List.of(
                dated("time-out", spending.timeOuts(), Period::toString),
                coinValues(),
                dated("coin-share", spending.shares(ProgrammeKind.COINS), BigDecimal::toPlainString),
                dated("point-share", spending.shares(ProgrammeKind.POINTS), BigDecimal::toPlainString),
                limit("coin-minimum", spending.coinMinimums()),
                limit("coin-maximum", spending.coinMaximums()));
    }

    private List<Setting> coupons() {
        return List.of(
                dated("partial-refunds", coupons.partialRefunds(), Outline::word),
                dated("cancelled-unpaid", coupons.cancelledUnpaid(), Outline::word),
                dated("cancelled-unshipped", coupons.cancelledUnshipped(), Outline::word),
                dated("several-orders", coupons.severalOrders(), Outline::word),
                dated("shipping", coupons.shipping(), Outline::word),
                dated("reversed-refunds", coupons.reversedRefunds(), Outline::word));
    }

    private Setting coinValues() {
        List<Entry> entries = new ArrayList<>();
        spending.coinValues()
                .forEach((currency, timeline) ->
                        entries.addAll(entries(said(timeline), value -> coinValue(currency, value.orElseThrow()))));
        return new Setting("coin-values", entries);
    }

    private static String coinValue(String currency, BigDecimal value) {
        return "currency " + currency + ", value " + value.toPlainString();
    }

    /** The default is that there is none. */
    private static Setting limit(String name, Timeline<Long> timeline) {
        return new Setting(name, entries(said(timeline), String::valueOf));
    }

    private static <T> List<InForce<T>> said(Timeline<T> timeline) {
        return timeline.spans().stream()
                .filter(span -> span.source().isPresent())
                .toList();
    }

    private List<Setting> activities() {
        Map<Activity, List<Entry>> byActivity = new TreeMap<>();
        rewards.said().forEach((key, said) -> {
            List<Entry> entries = byActivity.computeIfAbsent(key.activity(), unseen -> new ArrayList<>());
            for (InForce<Reward> one : said) {
                boolean both = isSaidOf(other(key), one);
                if (!both || key.programme() == ProgrammeKind.COINS) {
                    String programme = both ? "both" : word(key.programme());
                    entries.add(new Entry(reward(key, programme, one.value()), one.window(), one.source()));
                }
            }
        });
        return ActivitiesReader.KEYS.stream()
                .map(key -> new Setting(key, byActivity.getOrDefault(ActivitiesReader.activity(key), List.of())))
                .toList();
    }

    private boolean isSaidOf(Rewards.Key key, InForce<Reward> reward) {
        return rewards.said().getOrDefault(key, List.of()).contains(reward);
    }

    private static Rewards.Key other(Rewards.Key key) {
        return new Rewards.Key(
                key.activity(),
                key.programme() == ProgrammeKind.COINS ? ProgrammeKind.POINTS : ProgrammeKind.COINS,
                key.name());
    }

    private static String reward(Rewards.Key key, String programme, Reward reward) {
        Map<String, String> parts = new LinkedHashMap<>();
        put(parts, "name", key.name());
        parts.put("programme", programme);
        parts.put(
                "units",
                key.activity() == Activity.CHECK_IN ? reward.steps().toString() : String.valueOf(reward.units()));
        reward.capADay().ifPresent(cap -> parts.put("cap-a-day", String.valueOf(cap)));
        reward.cap().ifPresent(cap -> parts.put("cap", String.valueOf(cap)));
        reward.life().ifPresent(life -> parts.put("life", life(life)));
        return block(parts);
    }

    private Setting promotions() {
        return new Setting("promotions", entries(promotions.said().values(), Outline::promotion));
    }

    private static String promotion(Promotion promotion) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("id", String.valueOf(promotion.id()));
        parts.put("name", promotion.name());
        parts.put(
                "programme",
                promotion.programmes().size() > 1
                        ? "both"
                        : word(promotion.programmes().iterator().next()));
        parts.put("activity", word(promotion.activity()));
        list(parts, "stores", promotion.stores());
        list(parts, "categories", promotion.categories());
        list(parts, "products", promotion.products());
        list(parts, "events", promotion.events());
        if (promotion.effect() instanceof Promotion.Multiplier multiplier) {
            parts.put("multiplier", multiplier.factor().toPlainString());
        } else if (promotion.effect() instanceof Promotion.Bonus bonus) {
            parts.put("bonus", String.valueOf(bonus.units()));
            bonus.life().ifPresent(life -> parts.put("life", life(life)));
            bonus.funder().ifPresent(funder -> parts.put("funder", funder));
        }
        return block(parts);
    }

    private static <T extends Comparable<T>> void list(Map<String, String> parts, String key, Collection<T> values) {
        put(
                parts,
                key,
                values.isEmpty() ? "" : values.stream().sorted().toList().toString());
    }

    private static void put(Map<String, String> parts, String key, String value) {
        if (!value.isEmpty()) {
            parts.put(key, value);
        }
    }

    /** {@code currency USD, category books, rate 1}. */
    private static String block(Map<String, String> parts) {
        List<String> texts = new ArrayList<>();
        parts.forEach((key, value) -> texts.add(key + " " + value));
        return String.join(", ", texts);
    }

    /** A life as a policy file writes it: {@code P365D}, {@code {end-of: quarter, after-months: 12}}. */
    public static String life(Life life) {
        if (life instanceof Life.Rolling rolling) {
            return rolling.length().toString();
        }
        if (life instanceof Life.EndOf endOf) {
            return "{end-of: " + word(endOf.span()) + ", after-months: " + endOf.afterMonths() + "}";
        }
        return life instanceof Life.Until until ? "{until: " + until.day() + "}" : "never";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
