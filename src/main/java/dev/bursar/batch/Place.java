package dev.bursar.batch;

/**
 * Where a fact stands in line.
 *
 * @param memberId 0 for guests, who come first
 * @param factId   the shop's id of the fact
 */
public record Place(long memberId, long factId) implements Comparable<Place> {

    /** Before all. */
    public static final Place NONE = new Place(0, 0);

    @Override
    public int compareTo(Place other) {
        int byMember = Long.compare(memberId, other.memberId);
        return byMember == 0 ? Long.compare(factId, other.factId) : byMember;
    }
}
