package dev.bursar.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;

/**
 * What every posting of a run has in common.
 *
 * @param id            stamped on whatever is posted
 * @param asOf          UTC; the run judges what happened before this instant, and lapses up to it
 * @param judgedAt      UTC; the injected clock's time, for what a run notes about itself
 * @param zone          the market's, whose days are the business dates
 * @param grace         how far back a fact may still change what was judged
 * @param policyVersion of the policy in force
 */
public record Run(long id, Instant asOf, Instant judgedAt, ZoneId zone, Period grace, int policyVersion) {

    /** The instant before which movements are frozen: the grace's length before the day of {@link #asOf}, at midnight. */
    public Instant edge() {
        LocalDate day = asOf.atZone(zone).toLocalDate();
        return day.minus(grace).atStartOfDay(zone).toInstant();
    }

    /** @return the day to which the books count a movement: its own local day if that is open, else the oldest open one */
    LocalDate businessDate(Instant effectiveAt, LocalDate oldestOpenDay) {
        LocalDate own = effectiveAt.atZone(zone).toLocalDate();
        return own.isBefore(oldestOpenDay) ? oldestOpenDay : own;
    }
}
