package dev.bursar.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Units of one lot that a redemption holds until its order is paid.
 *
 * @param units above zero
 */
public record Reservation(Fact redemption, LotKey lot, long units) {

    /** Where units are held, and for what. */
    record Place(LotKey lot, Fact redemption) implements Comparable<Place> {

        private static final Comparator<Place> IN_ORDER =
                Comparator.comparing(Place::lot).thenComparing(Place::redemption);

        @Override
        public int compareTo(Place other) {
            return IN_ORDER.compare(this, other);
        }
    }

    static SortedMap<Place, Long> unitsByPlace(Collection<Reservation> reservations) {
        SortedMap<Place, Long> units = new TreeMap<>();
        reservations.forEach(held -> units.put(new Place(held.lot, held.redemption), held.units));
        return units;
    }
}
