package dev.bursar.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A small shop's random history of some weeks: four members, three stores, about a hundred facts whose streaks, caps, debts
 * and referrals hang together. The same seed gives the same facts. Histories of different numbers share no id.
 */
final class RandomShop {

    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    /** A policy under which most rules of the steps have something to do. */
    static final String POLICY = """
            version: 1
            market: test
            time-zone: America/Los_Angeles
            grace: P25D
            patience: P20D
            coins:
              rates:
                - {currency: USD, rate: 1}
              life: P18D
            promotions:
              - {id: 1, name: Double days, programme: both, activity: order, multiplier: 2, from: 2026-10-26, to: 2026-10-29}
              - {id: 2, name: Thanks, programme: coins, activity: order, bonus: 30, from: 2026-11-02, to: 2026-11-05}
              - {id: 3, name: Streak week, programme: coins, activity: check-in, multiplier: 3, from: 2026-11-08, to: 2026-11-12}
            activities:
              reviews:
                - {programme: coins, units: 4, cap-a-day: 2}
                - {programme: points, units: 2, cap-a-day: 1}
              check-ins:
                - {programme: coins, units: [1, 2, 3, 5, 8]}
                - {programme: points, units: [1, 1, 4]}
              tasks:
                - {name: complete-profile, programme: coins, units: 50, cap: 1}
              shares:
                - {programme: both, units: 1, cap-a-day: 2, cap: 5}
              games:
                - {programme: coins, units: 3, cap-a-day: 1}
              collection-events:
                - {name: lantern-hunt, programme: both, units: 10, cap: 3}
              referrals:
                - {programme: coins, units: 100}
            spending:
              time-out: P7D
              coin-values:
                - {currency: USD, value: 0.01}
              coin-share: 0.5
              point-share: 1
            """;

    static final Instant FIRST = LocalDate.of(2026, 10, 22).atStartOfDay(ZONE).toInstant();
    private static final int DAYS = 38;
    private static final int MEMBERS = 4;
    private static final int STORES = 3;

    private final long base;
    private final Random random;
    private final List<Delivery> deliveries = new ArrayList<>();
    private long lastId;

    /**
     * A row as a shop delivers it.
     *
     * @param at when it came to be; it cannot arrive before
     */
    record Delivery(String kind, String row, Instant at) {}

    /** A bought line, for reviews. */
    private record Bought(long order, int line, int member, Instant completedAt) {}

    private RandomShop(int number, long seed) {
        this.base = (number + 1) * 1_000L;
        this.random = new Random(seed);
    }

    /** @param number tells its ids from those of other histories: {@code id / 1000 - 1} */
    static List<Delivery> history(int number, long seed, int facts) {
        return new RandomShop(number, seed).make(facts);
    }

    /** All has happened by then, and no time-out is still running. */
    static Instant end() {
        return FIRST.plus(Duration.ofDays(DAYS + 34));
    }

    static String header(String kind) {
        return switch (kind) {
            case "members" ->
                "member_id,email,language,time_zone,jurisdiction,registered_at,closed_at,mail_opt_out,updated_at";
            case "stores" -> "store_id,name,updated_at";
            case "store_terms" ->
                "store_id,valid_from,takes_part,currency,units_per_unit,point_value,minimum,maximum,inactive_after,lot_life,updated_at";
            case "orders" ->
                "order_id,checkout_id,checkout_order_count,member_id,store_id,currency,line_count,event,status,placed_at,paid_at,shipped_at,completed_at,cancelled_at,shipping,updated_at";
            case "order_lines" ->
                "order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,point_discount,paid,coin_reward,accepts_coins,earns_points,regular_price,updated_at";
            case "reviews" -> "review_id,order_id,line_no,member_id,published_at,removed_at,updated_at";
            case "activities" -> "activity_id,member_id,kind,name,store_id,friend_id,occurred_at,updated_at";
            case "redemptions" ->
                "redemption_id,order_id,member_id,store_id,units,currency,discount,redeemed_at,updated_at";
            case "refunds" ->
                "refund_id,order_id,line_count,status,opened_at,decided_at,reversed_at,currency,shipping_cash,updated_at";
            case "refund_lines" -> "refund_id,line_no,currency,amount,cash,updated_at";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private List<Delivery> make(int facts) {
        for (int store = 1; store <= STORES; store++) {
            add("stores", FIRST, id(store), "Store", FIRST);
            // The third store does not take part.
            add(
                    "store_terms",
                    FIRST,
                    id(store),
                    "2026-01-01",
                    store < STORES,
                    "USD",
                    store,
                    "0.01",
                    "",
                    "",
                    "",
                    store == 2 ? "P12D" : "",
                    FIRST);
        }
        for (int member = 1; member <= MEMBERS; member++) {
            Instant at = member < MEMBERS ? FIRST : FIRST.plus(aFewDays(6));
            add("members", at, id(member), "", "en", "America/Los_Angeles", "", FIRST, "", "false", at);
        }
        List<Bought> bought = new ArrayList<>();
        int orders = facts / 4;
        for (int i = 0; i < orders; i++) {
            order(bought);
        }
        for (int i = 0; i < facts / 5; i++) {
            review(bought.get(random.nextInt(bought.size())));
        }
        while (lastId < facts) {
            activity();
        }
        return List.copyOf(deliveries);
    }

    private void order(List<Bought> bought) {
        int member = random.nextInt(9) == 0 ? 0 : 1 + random.nextInt(MEMBERS);
        long order = nextId();
        int store = 1 + random.nextInt(STORES);
        Instant placed = anInstant();
        Instant paid = placed.plus(random.nextInt(4) == 0 ? aFewDays(9) : Duration.ofMinutes(5));
        Instant completed = paid.plus(aFewDays(6));
        int fate = random.nextInt(10);
        boolean isPaid = fate < 8;
        boolean isCompleted = fate < 7;
        int lines = 1 + random.nextInt(3);
        long coins = 0;
        long points = 0;
        int[] prices = new int[lines];
        for (int line = 1; line <= lines; line++) {
            int price = 100 + random.nextInt(4_000);
            prices[line - 1] = price;
            int byCoins = member > 0 && random.nextInt(3) == 0 ? 1 + random.nextInt(price / 2) : 0;
            int byPoints = member > 0 && store < STORES && random.nextInt(5) == 0 ? 1 + random.nextInt(40) : 0;
            coins += byCoins;
            points += byPoints;
            add(
                    "order_lines",
                    placed,
                    id(order),
                    line,
                    1 + random.nextInt(9),
                    "tea",
                    "USD",
                    1,
                    money(price),
                    "0.00",
                    money(byCoins),
                    money(byPoints),
                    money(price - byCoins - byPoints),
                    random.nextInt(6) == 0 ? random.nextInt(40) : "",
                    random.nextInt(10) > 0,
                    random.nextInt(10) > 0,
                    true,
                    placed);
            if (member > 0) {
                bought.add(new Bought(order, line, member, completed));
            }
        }
        version(order, member, store, lines, "PLACED", placed, placed, null, null, null);
        if (isPaid) {
            version(order, member, store, lines, "PAID", paid, placed, paid, null, null);
        }
        if (isCompleted) {
            version(order, member, store, lines, "COMPLETED", completed, placed, paid, completed, null);
        } else if (random.nextBoolean()) {
            version(order, member, store, lines, "CANCELLED", completed, placed, isPaid ? paid : null, null, completed);
        }
        if (coins > 0) {
            redemption(order, member, "", coins, placed);
        }
        if (points > 0) {
            redemption(order, member, id(store), points, placed);
        }
        if (isPaid && random.nextInt(2) == 0) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                refund(order, prices, paid);
            }
        }
    }

    /** Of some lines or all, in part or as a whole or beyond; some are decided before the order is completed or never. */
    private void refund(long order, int[] prices, Instant paid) {
        long refund = nextId();
        Instant opened = paid.plus(aFewDays(6));
        boolean atOnce = random.nextBoolean();
        Instant decided = atOnce ? opened : opened.plus(aFewDays(3));
        int fate = random.nextInt(10);
        List<Integer> lines = new ArrayList<>();
        for (int line = 1; line <= prices.length; line++) {
            if (random.nextInt(3) > 0) {
                lines.add(line);
            }
        }
        for (int line : lines) {
            int price = prices[line - 1];
            int amount = random.nextBoolean() ? price : random.nextInt(price + 200);
            add("refund_lines", opened, id(refund), line, "USD", money(amount), "0.00", opened);
        }
        refund(refund, order, lines.size(), "OPEN", opened, null, null, opened);
        if (fate < 9) {
            refund(
                    refund,
                    order,
                    lines.size(),
                    fate < 8 ? "GRANTED" : "REJECTED",
                    opened,
                    decided,
                    null,
                    decided.plusMillis(1));
        }
        if (fate < 2) {
            Instant reversed = decided.plus(aFewDays(3));
            refund(refund, order, lines.size(), "REVERSED", opened, decided, reversed, reversed.plusMillis(2));
        }
    }

    private void refund(
            long refund,
            long order,
            int lines,
            String status,
            Instant opened,
            @Nullable Instant decided,
            @Nullable Instant reversed,
            Instant at) {
        add(
                "refunds",
                at,
                id(refund),
                id(order),
                lines,
                status,
                opened,
                orEmpty(decided),
                orEmpty(reversed),
                "USD",
                "0.00",
                at);
    }

    private void version(
            long order,
            int member,
            int store,
            int lines,
            String status,
            Instant at,
            Instant placed,
            @Nullable Instant paid,
            @Nullable Instant completed,
            @Nullable Instant cancelled) {
        add(
                "orders",
                at,
                id(order),
                id(order),
                1,
                member == 0 ? "" : id(member),
                id(store),
                "USD",
                lines,
                "",
                status,
                placed,
                orEmpty(paid),
                "",
                orEmpty(completed),
                orEmpty(cancelled),
                "0.00",
                at);
    }

    private void redemption(long order, int member, Object store, long units, Instant placed) {
        long wrong = random.nextInt(8) == 0 ? random.nextInt(20) : 0;
        add(
                "redemptions",
                placed,
                id(nextId()),
                id(order),
                id(member),
                store,
                units + wrong,
                "USD",
                money(units),
                placed,
                placed);
    }

    private void review(Bought line) {
        Instant published = line.completedAt().plus(aFewDays(5));
        int member = random.nextInt(8) == 0 ? 1 + random.nextInt(MEMBERS) : line.member();
        long review = nextId();
        add("reviews", published, id(review), id(line.order()), line.line(), id(member), published, "", published);
        if (random.nextInt(4) == 0) {
            Instant removed = published.plus(aFewDays(4));
            add("reviews", removed, id(review), id(line.order()), line.line(), id(member), published, removed, removed);
        }
    }

    private void activity() {
        int member = 1 + random.nextInt(MEMBERS);
        Instant at = anInstant();
        Object store = random.nextInt(3) == 0 ? id(1 + random.nextInt(STORES)) : "";
        switch (random.nextInt(10)) {
            case 0 -> activity(member, "TASK", "complete-profile", "", "", at);
            case 1, 2 -> activity(member, "SHARE", "share", store, "", at);
            case 3 -> activity(member, "GAME", "wheel", "", "", at);
            case 4 -> activity(member, "COLLECTION_EVENT", "lantern-hunt", store, "", at);
            case 5 -> activity(member, "REFERRAL", "", "", id(1 + member % MEMBERS), at);
            default -> checkIns(member, store, at);
        }
    }

    /** A few days in a row, so that there are streaks to break and to join. */
    private void checkIns(int member, Object store, Instant first) {
        for (int day = random.nextInt(4); day >= 0; day--) {
            activity(member, "CHECK_IN", "", store, "", first.plus(Duration.ofDays(day)));
        }
    }

    private void activity(int member, String kind, String name, Object store, Object friend, Instant at) {
        add("activities", at, id(nextId()), id(member), kind, name, store, friend, at, at);
    }

    private void add(String kind, Instant at, Object... cells) {
        StringBuilder row = new StringBuilder();
        for (Object cell : cells) {
            row.append(row.isEmpty() ? "" : ",").append(cell);
        }
        deliveries.add(new Delivery(kind, row.toString(), at));
    }

    private long nextId() {
        return ++lastId;
    }

    /** Ids of all kinds are the history's own. */
    private long id(long number) {
        return base + number;
    }

    private Instant anInstant() {
        return FIRST.plusSeconds(random.nextInt(DAYS * 86_400));
    }

    private Duration aFewDays(int most) {
        return Duration.ofMinutes(1L + random.nextInt(most * 24 * 60));
    }

    private static Object orEmpty(@Nullable Instant at) {
        return at == null ? "" : at;
    }

    private static String money(long cents) {
        return "%d.%02d".formatted(cents / 100, cents % 100);
    }
}
