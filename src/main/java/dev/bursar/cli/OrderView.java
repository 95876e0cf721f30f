package dev.bursar.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an order is judged and what the books hold of it, as {@code policy explain --json} prints it. Amounts of the shop are
 * in minor units of the order's currency, as the shop delivered them; what is computed from them is exact.
 *
 * @param programmes coins, then the points of the order's store
 * @param notes      in words, what is to be said about it beside that
 */
record OrderView(
        long order,
        Instant asOf,
        ZoneId timeZone,
        PolicyUsed policy,
        Facts facts,
        List<Programme> programmes,
        NextRun nextRun,
        Books books,
        List<String> notes) {

    record PolicyUsed(String folder, int version) {}

    record Facts(
            String status,
            Optional<Instant> completedAt,
            OptionalLong member,
            boolean memberKnown,
            long store,
            boolean storeKnown,
            String currency,
            Optional<String> event,
            OptionalLong checkout,
            int checkoutOrders,
            int checkoutOrdersArrived,
            int lineCount,
            List<Line> lines) {}

    /** A line as the shop reported it. */
    record Line(
            int line,
            long product,
            Optional<String> category,
            String currency,
            long quantity,
            long price,
            long couponDiscount,
            long coinDiscount,
            long pointDiscount,
            long paid,
            OptionalLong coinReward,
            boolean earnsPoints) {}

    /**
     * The judgement for one programme.
     *
     * @param status   EARNED, NOTHING_DUE, WAITING or EXCEPTION
     * @param outcome  a reason's name
     * @param detail   the figures of an exception
     * @param meaning  of any other outcome than that units are earned, and what to do about it
     * @param steps    line by line; none where it did not come to that
     * @param exact    sum of the lines
     * @param rounded  the sum in whole units
     * @param credited rounded, and the bonuses
     * @param idle     promotions of that time that give nothing here
     */
    record Programme(
            String programme,
            String status,
            String outcome,
            Optional<String> detail,
            Optional<String> meaning,
            List<Step> steps,
            Optional<BigDecimal> exact,
            long rounded,
            long credited,
            List<Lot> lots,
            List<Idle> idle) {}

    /**
     * What one line gives.
     *
     * @param ground by what: RATE, REWARD, NOTHING_PAID, NO_RATE, EXCLUDED or EARNS_NOTHING
     * @param paid   in major units
     * @param by     what says the rate, or excludes the category
     * @param plain  before a promotion
     * @param units  its part of the order's whole units
     */
    record Step(
            int line,
            String ground,
            Optional<BigDecimal> paid,
            Optional<BigDecimal> rate,
            Optional<Entry> by,
            Optional<BigDecimal> plain,
            Optional<Promotion> multiplier,
            Optional<BigDecimal> exact,
            long units) {}

    /**
     * What says so, and when it holds.
     *
     * @param source {@code coins.yaml:12}, {@code store_terms of store 7}, or {@code default}
     * @param from   empty: since ever
     * @param to     exclusive; empty: until further notice
     */
    record Entry(String source, Optional<Instant> from, Optional<Instant> to) {}

    /** @param gives {@code x 2} or {@code 50} */
    record Promotion(int id, String name, String gives, Entry by) {}

    /**
     * Units to be credited at once.
     *
     * @param promotion whose bonus it is
     * @param lastDay   the last local day on which they can be spent
     */
    record Lot(
            int part,
            Optional<Promotion> promotion,
            long units,
            Instant earnedAt,
            Instant availableAt,
            Optional<Instant> endsAt,
            Optional<LocalDate> lastDay,
            Term pending,
            Term life,
            Term funder) {}

    record Term(String value, Entry by) {}

    record Idle(Promotion promotion, String why) {}

    /**
     * What a run would make of it now.
     *
     * @param looksAtIt whether the order is on the work list and its time has come
     * @param coins     a reason's name
     * @param points    likewise
     * @param credits   units that it would credit
     * @param listed    what it would list for a look
     */
    record NextRun(boolean looksAtIt, String coins, String points, long credits, List<Listed> listed) {}

    record Listed(String purpose, String reason, String detail) {}

    /**
     * What the books hold of it.
     *
     * @param outcome     empty: no run has judged it
     * @param redemptions what was spent on it, the earliest first
     */
    record Books(
            Optional<OrderBooksStore.Outcome> outcome,
            List<OrderBooksStore.Lot> lots,
            List<OrderSpendingStore.Redemption> redemptions) {}

    /** For an order whose row has not arrived. */
    record Unknown(long order, boolean known, long linesArrived) {}
}
