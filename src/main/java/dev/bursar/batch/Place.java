package dev.bursar.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a fact stands in line.
 *
 * @param memberId 0 for guests, who come first
 * @param factId   the shop's id of the fact
 */
public record Place(long memberId, long factId) implements Comparable<Place> {

    /** Before all. */
    public static final Place NONE = new Place(0, 0);

    /** @return the ids of the facts, ascending, as they are to be locked */
    public static List<Long> facts(List<Place> places) {
        return places.stream().map(Place::factId).sorted().toList();
    }

    /** @return what was found, by the facts' ids, in the order of the places */
    public static <F> Stream<F> inLine(List<Place> places, Map<Long, F> found) {
        return places.stream().flatMap(place -> Optional.ofNullable(found.get(place.factId())).stream());
    }

    @Override
    public int compareTo(Place other) {
        int byMember = Long.compare(memberId, other.memberId);
        return byMember == 0 ? Long.compare(factId, other.factId) : byMember;
    }
}
