package dev.bursar.ledger;

/** What became of a fact for one purpose: exactly one of these ({@code docs/rules.md §0}). */
public enum OutcomeStatus {
    /** Units were moved. */
    POSTED,
    /** The fact is whole and moves nothing. */
    NOTHING_DUE,
    /** Something that belongs to the fact has not arrived. */
    WAITING,
    /** The fact cannot be judged, or was judged and needs a look. */
    EXCEPTION
}
