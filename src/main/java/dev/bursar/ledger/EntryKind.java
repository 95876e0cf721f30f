package dev.bursar.ledger;

/** Why units moved. The order is the order in the database's enum column: add at the end only. */
public enum EntryKind {
    EARNED,
    SPENT,
    RETURNED,
    TAKEN_BACK,
    LAPSED,
    /** Only ever posted, never judged: what a late fact takes back of an earlier {@link #LAPSED}. */
    LAPSE_REVERSED,
    ADJUSTED,
    DEBT_INCURRED,
    DEBT_REPAID;

    /** The kind under which a posted entry counts when it is compared with what should be posted. */
    EntryKind judgedAs() {
        return this == LAPSE_REVERSED ? LAPSED : this;
    }
}
