package dev.bursar.ledger;

/**
 * A member in a programme.
 *
 * @param programmeId {@link #COINS} for the platform's coins, else the id of the store whose points these are
 */
public record AccountKey(long memberId, long programmeId) implements Comparable<AccountKey> {

    /** The platform's one coin programme; store ids start at 1. */
    public static final long COINS = 0;

    public AccountKey {
        if (memberId < 1) {
            throw new IllegalArgumentException("member id must be 1 or more, not " + memberId);
        }
        if (programmeId < 0) {
            throw new IllegalArgumentException("programme id must be 0 or more, not " + programmeId);
        }
    }

    public static AccountKey coins(long memberId) {
        return new AccountKey(memberId, COINS);
    }

    public static AccountKey points(long memberId, long storeId) {
        if (storeId == COINS) {
            throw new IllegalArgumentException("store id must be 1 or more, not 0");
        }
        return new AccountKey(memberId, storeId);
    }

    /** By member, then programme: the order in which accounts are locked and written. */
    @Override
    public int compareTo(AccountKey other) {
        int byMember = Long.compare(memberId, other.memberId);
        return byMember != 0 ? byMember : Long.compare(programmeId, other.programmeId);
    }
}
