package dev.bursar.market;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Decides with which delivery each row comes. A fact has a row for each of its versions; of those that would come together
 * only the last does, for a delivery tells how things stand at its end. Some rows come days after what they tell.
 */
final class Dispatch {

    private static final long DAY = 86_400;
    private static final int MOST_VERSIONS = 8;

    private final Market market;
    private final Deliveries deliveries;
    private final Facts facts;
    private final Tally tally;

    Dispatch(Market market, Deliveries deliveries, Facts facts, Tally tally) {
        this.market = market;
        this.deliveries = deliveries;
        this.facts = facts;
        this.tally = tally;
    }

    /** Writes a fact as it stood at a time. */
    @FunctionalInterface
    interface Writing {
        void write(Row row, long asOf);
    }

    void send(Kind kind, long number, long version, Writing writing) {
        send(kind, number, 0, new long[] {version}, writing);
    }

    /**
     * @param number   the fact's, or that of what it is a part of
     * @param part     0: it is none
     * @param versions when the shop's row was made and changed, ascending; the last that has come shows as updated_at
     */
    void send(Kind kind, long number, long part, long[] versions, Writing writing) {
        Optional<Poison> poison = Poison.of(market, kind, number, part);
        int[] arrivals = new int[versions.length];
        for (int i = 0; i < versions.length; i++) {
            arrivals[i] = deliveries.of(versions[i] + delay(kind, number, part, i));
        }
        for (int i = 0; i < versions.length; i++) {
            if (arrivals[i] < deliveries.count() && !followed(arrivals, i)) {
                write(kind, arrivals[i], poison, versions[i], writing);
            }
        }
    }

    private static boolean followed(int[] arrivals, int version) {
        for (int later = version + 1; later < arrivals.length; later++) {
            if (arrivals[later] == arrivals[version]) {
                return true;
            }
        }
        return false;
    }

    /** Mostly a day or two, seldom more than a week, hardly ever beyond the policy's grace. Stores are always there. */
    private long delay(Kind kind, long number, long part, int version) {
        if (kind == Kind.STORES || kind == Kind.STORE_TERMS) {
            return 0;
        }
        Draw draw = market.draw(Draw.Topic.LATENESS, number, kind.part(part * MOST_VERSIONS + version));
        if (!draw.chance(market.late())) {
            return 0;
        }
        double luck = draw.unit();
        return DAY + (long) (45 * DAY * luck * luck * luck * luck);
    }

    private void write(Kind kind, int delivery, Optional<Poison> poison, long asOf, Writing writing) {
        try {
            Row row = facts.begin(kind, delivery, poison.filter(Poison::unreadable));
            if (row != null) {
                writing.write(row, asOf);
                facts.end();
                tally.count(kind, delivery, poison);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
