package dev.bursar.ledger;

/**
 * A lot within its account: the fact that it came from and which part of it. The key is natural, so that the database
 * refuses a second credit of one fact.
 *
 * @param part 0 for what the fact earned by itself, a promotion's id for its bonus, {@link #DEBT} for the debt which
 *             that fact left behind
 */
public record LotKey(Fact source, int part) implements Comparable<LotKey> {

    /** The part that marks a lot as a debt: never above zero, where every other lot is never below. */
    public static final int DEBT = -1;

    public LotKey {
        if (part < DEBT) {
            throw new IllegalArgumentException("lot " + source + ": part must be -1 or more, not " + part);
        }
    }

    public static LotKey base(Fact source) {
        return new LotKey(source, 0);
    }

    public static LotKey debtOf(Fact cause) {
        return new LotKey(cause, DEBT);
    }

    public boolean isDebt() {
        return part == DEBT;
    }

    @Override
    public int compareTo(LotKey other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Integer.compare(part, other.part);
    }

    @Override
    public String toString() {
        return source + "/" + (isDebt() ? "DEBT" : part);
    }
}
