package dev.bursar.earning;

/** What is settled already about a fact, in one programme, when the facts of a member are judged together. */
enum Standing {
    /** Nothing: it is judged as the rule says. */
    OPEN,
    /** It passed by itself, and its units are posted: only other facts of the member can take its place now. */
    POSTED,
    /** It has earned and keeps what it has, whatever else is judged: it is frozen, or the shop contradicts what is posted. */
    EARNED,
    /** It is frozen without having earned, but was there: another of its kind cannot be the first. */
    PRESENT,
    /** It is frozen and never counted. */
    ABSENT;

    /** Whether it is not judged any more, and goes before all that is. */
    boolean isFixed() {
        return compareTo(POSTED) > 0;
    }
}
