package dev.bursar.shop;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a store promises its members from a day on, until the next terms of the same store
 * ({@code docs/intake.md}, store_terms).
 *
 * @param validFrom     first local day (market's zone) on which the terms hold
 * @param takesPart     false: the store gives no points
 * @param currency      ISO 4217
 * @param unitsPerUnit  points per 1.00 paid
 * @param pointValue    what a point is worth, in major units of {@code currency} (0.01 USD); exact, may be finer than a minor unit
 * @param minimum       least points of one redemption, if limited
 * @param maximum       most points of one redemption, if limited
 * @param inactiveAfter period without a purchase after which the member's points in this store lapse; empty: never
 * @param lotLife       life of each lot; empty: none of its own
 * @param unreadable    what of it could not be read, if anything: {@code lot_life "a year"}
 */
public record StoreTerms(
        long storeId,
        LocalDate validFrom,
        boolean takesPart,
        String currency,
        BigDecimal unitsPerUnit,
        BigDecimal pointValue,
        OptionalLong minimum,
        OptionalLong maximum,
        Optional<Period> inactiveAfter,
        Optional<Period> lotLife,
        Optional<String> unreadable) {

    /** Terms that could be read. */
    public StoreTerms(
            long storeId,
            LocalDate validFrom,
            boolean takesPart,
            String currency,
            BigDecimal unitsPerUnit,
            BigDecimal pointValue,
            OptionalLong minimum,
            OptionalLong maximum,
            Optional<Period> inactiveAfter,
            Optional<Period> lotLife) {
        this(
                storeId,
                validFrom,
                takesPart,
                currency,
                unitsPerUnit,
                pointValue,
                minimum,
                maximum,
                inactiveAfter,
                lotLife,
                Optional.empty());
    }

    /** A period that a life can have: anything longer than a century is a slip, and would end beyond what can be stored. */
    public static boolean isOfUse(Period period) {
        try {
            return !LocalDate.EPOCH.plus(period).isAfter(LocalDate.EPOCH.plusYears(100));
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
