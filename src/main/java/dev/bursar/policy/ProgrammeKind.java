package dev.bursar.policy;

/** The two kinds of units ({@code docs/rules.md §1}): the platform's coins, and the points of one store. */
public enum ProgrammeKind {
    COINS,
    POINTS
}
