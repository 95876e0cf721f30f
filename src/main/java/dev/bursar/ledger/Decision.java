package dev.bursar.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a refund does to one redemption or one lot of its order ({@code docs/rules.md} §5, cases 14 and 15): there is one also
 * where it does nothing.
 *
 * @param fact          the refund; or the order that was paid and cancelled before it was shipped
 * @param subject       the redemption whose units are given back, as its lot without part; else the lot that earned the units
 *                      which are taken back
 * @param units         given or claimed back by this fact, 0 or more
 * @param soFar         the same by all facts up to this one
 * @param of            what was spent, or what the lot began with
 * @param linesRead     what was read, as table {@code decision} tells it
 * @param at            UTC; when the fact takes effect
 * @param policyVersion by which it was judged
 */
public record Decision(
        AccountKey account,
        Fact fact,
        LotKey subject,
        long units,
        long soFar,
        long of,
        String linesRead,
        Instant at,
        int policyVersion) {

    /** By its key in the database. */
    public static final Comparator<Decision> BY_KEY = Comparator.comparing(Decision::account)
            .thenComparing(Decision::fact)
            .thenComparing(Decision::subject);

    public Decision {
        if (units < 0 || soFar < units || soFar > of) {
            throw new IllegalArgumentException(fact + " on " + subject + ": " + units + " units, " + soFar
                    + " so far, of " + of + ": never more can come back than there was");
        }
    }

    /** Whether it gives back what was spent; else it takes back what was earned. */
    public boolean givesBack() {
        return subject.source().kind() == FactKind.REDEMPTION;
    }

    /** The row of the table in {@code docs/rules.md} §5. */
    public int rulesCase() {
        return givesBack() ? 14 : 15;
    }

    /** Empty where nothing moves. */
    public Optional<Movement> movement() {
        if (units == 0) {
            return Optional.empty();
        }
        return Optional.of(
                givesBack()
                        ? new Movement.Return(fact, at, subject.source(), units)
                        : new Movement.TakeBack(fact, at, subject, units));
    }

    /** Whether the account is judged by the same. */
    public boolean saysTheSameAs(Decision other) {
        return BY_KEY.compare(this, other) == 0
                && units == other.units
                && soFar == other.soFar
                && of == other.of
                && linesRead.equals(other.linesRead)
                && at.equals(other.at);
    }
}
