package dev.bursar.batch;

/**
 * What became of the facts of a chunk.
 *
 * @param judged     facts looked at
 * @param posted     of them, those that changed the books
 * @param nothingDue of them, those that are whole and owe nothing, or changed nothing
 * @param waiting    of them, those that wait for something
 * @param exceptions of them, those that cannot be judged
 * @param units      units posted, signed
 */
public record Tally(long judged, long posted, long nothingDue, long waiting, long exceptions, long units) {

    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** So many facts that changed nothing. */
    public static Tally nothingDue(long facts) {
        return new Tally(facts, 0, facts, 0, 0, 0);
    }

    public Tally plus(Tally other) {
        return new Tally(
                judged + other.judged,
                posted + other.posted,
                nothingDue + other.nothingDue,
                waiting + other.waiting,
                exceptions + other.exceptions,
                units + other.units);
    }
}
