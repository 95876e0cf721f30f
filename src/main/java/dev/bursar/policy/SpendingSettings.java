package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How coins and points are spent at checkout ({@code docs/rules.md §3}). What counts is what was in force when the units
 * were redeemed.
 */
public final class SpendingSettings {

    private final Timeline<Period> timeOut;
    private final Map<String, Timeline<Optional<BigDecimal>>> coinValues;
    private final Timeline<BigDecimal> coinShare;
    private final Timeline<BigDecimal> pointShare;
    private final Timeline<Long> coinMinimum;
    private final Timeline<Long> coinMaximum;

    /**
     * @param coinValues  by currency, in the order of the files
     * @param coinMinimum 0: no limit
     * @param coinMaximum {@link Long#MAX_VALUE}: no limit
     */
    SpendingSettings(
            Timeline<Period> timeOut,
            Map<String, Timeline<Optional<BigDecimal>>> coinValues,
            Timeline<BigDecimal> coinShare,
            Timeline<BigDecimal> pointShare,
            Timeline<Long> coinMinimum,
            Timeline<Long> coinMaximum) {
        this.timeOut = timeOut;
        this.coinValues = Collections.unmodifiableMap(new LinkedHashMap<>(coinValues));
        this.coinShare = coinShare;
        this.pointShare = pointShare;
        this.coinMinimum = coinMinimum;
        this.coinMaximum = coinMaximum;
    }

    /** How long units stay reserved for an order that is neither paid nor cancelled. */
    public Period timeOutAt(Instant redeemedAt) {
        return timeOut.at(redeemedAt);
    }

    /** @return what one coin takes off an order, in major units of an ISO 4217 currency; above 0; empty: nothing is said */
    public Optional<BigDecimal> coinValue(String currency, Instant redeemedAt) {
        return Optional.ofNullable(coinValues.get(currency)).flatMap(values -> values.at(redeemedAt));
    }

    /** @return how much of what an order costs after its coupons may be paid in units of a programme: 0.5 is half */
    public BigDecimal shareAt(ProgrammeKind programme, Instant redeemedAt) {
        return shares(programme).at(redeemedAt);
    }

    /** @return the least coins of one redemption; 0: no limit */
    public long coinMinimumAt(Instant redeemedAt) {
        return coinMinimum.at(redeemedAt);
    }

    /** @return the most coins of one redemption; {@link Long#MAX_VALUE}: no limit */
    public long coinMaximumAt(Instant redeemedAt) {
        return coinMaximum.at(redeemedAt);
    }

    Timeline<Period> timeOuts() {
        return timeOut;
    }

    Map<String, Timeline<Optional<BigDecimal>>> coinValues() {
        return coinValues;
    }

    Timeline<BigDecimal> shares(ProgrammeKind programme) {
        return programme == ProgrammeKind.COINS ? coinShare : pointShare;
    }

    Timeline<Long> coinMinimums() {
        return coinMinimum;
    }

    Timeline<Long> coinMaximums() {
        return coinMaximum;
    }
}
