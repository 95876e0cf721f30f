package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.Optional;

/**
 * How coins and points are spent at checkout ({@code docs/rules.md §3}). What counts is what was in force when the units
 * were redeemed.
 */
public final class SpendingSettings {

    private final Timeline<Period> timeOut;
    private final Map<String, Timeline<Optional<BigDecimal>>> coinValues;
    private final Map<ProgrammeKind, Timeline<BigDecimal>> shares;
    private final Timeline<Long> coinMinimum;
    private final Timeline<Long> coinMaximum;

    /**
     * @param coinValues  by currency
     * @param coinMinimum 0: no limit
     * @param coinMaximum {@link Long#MAX_VALUE}: no limit
     */
    SpendingSettings(
            Timeline<Period> timeOut,
            Map<String, Timeline<Optional<BigDecimal>>> coinValues,
            Map<ProgrammeKind, Timeline<BigDecimal>> shares,
            Timeline<Long> coinMinimum,
            Timeline<Long> coinMaximum) {
        this.timeOut = timeOut;
        this.coinValues = Map.copyOf(coinValues);
        this.shares = Map.copyOf(shares);
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
        Timeline<BigDecimal> share = shares.get(programme);
        return share == null ? BigDecimal.ONE : share.at(redeemedAt);
    }

    /** @return the least coins of one redemption; 0: no limit */
    public long coinMinimumAt(Instant redeemedAt) {
        return coinMinimum.at(redeemedAt);
    }

    /** @return the most coins of one redemption; {@link Long#MAX_VALUE}: no limit */
    public long coinMaximumAt(Instant redeemedAt) {
        return coinMaximum.at(redeemedAt);
    }
}
