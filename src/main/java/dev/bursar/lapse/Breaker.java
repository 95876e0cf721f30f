package dev.bursar.lapse;

import dev.bursar.policy.InForce;
import dev.bursar.policy.LapseSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Whether so much may lapse at once ({@code docs/rules.md} §4, circuit breaker). Pure. */
record Breaker(LapseSettings settings) {

    /**
     * More than may lapse without a person's word.
     *
     * @param units   that would lapse, of those under one share
     * @param allowed of them
     * @param share   the policy's, with the entry that says so
     */
    record Excess(long units, long allowed, InForce<BigDecimal> share) {}

    /**
     * @param due         units by the UTC instant at which they end
     * @param outstanding all units there are, those that are due among them
     * @return the largest excess; empty: all of it may lapse
     */
    Optional<Excess> excess(SortedMap<Instant, Long> due, long outstanding) {
        Map<InForce<BigDecimal>, Long> byShare = new LinkedHashMap<>();
        Map<InForce<BigDecimal>, Long> floors = new LinkedHashMap<>();
        due.forEach((end, units) -> {
            Instant lastLive = end.minus(1, ChronoUnit.MICROS);
            InForce<BigDecimal> share = settings.shareAt(lastLive);
            byShare.merge(share, units, Math::addExact);
            floors.merge(share, settings.floorAt(lastLive), Math::max);
        });
        Optional<Excess> largest = Optional.empty();
        for (Map.Entry<InForce<BigDecimal>, Long> some : byShare.entrySet()) {
            InForce<BigDecimal> share = some.getKey();
            long allowed = Math.max(
                    floors.getOrDefault(share, 0L),
                    share.value()
                            .multiply(BigDecimal.valueOf(outstanding))
                            .setScale(0, RoundingMode.FLOOR)
                            .longValueExact());
            Excess excess = new Excess(some.getValue(), allowed, share);
            if (excess.units() > allowed
                    && largest.filter(one -> one.units() >= excess.units()).isEmpty()) {
                largest = Optional.of(excess);
            }
        }
        return largest;
    }

    /** @return the most that may ever lapse without looking at how much there is, of units that end at such instants */
    long harmless(SortedMap<Instant, Long> due) {
        return due.keySet().stream()
                .mapToLong(end -> settings.floorAt(end.minus(1, ChronoUnit.MICROS)))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
