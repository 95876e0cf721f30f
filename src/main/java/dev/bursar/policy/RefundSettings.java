package dev.bursar.policy;

import java.time.Instant;

/**
 * What refunds give back ({@code docs/rules.md §5, case 14}). What counts is what was in force when the refund was decided.
 */
public final class RefundSettings {

    /** How much of the units comes back that were spent on what is refunded. */
    public enum Returns {
        /** As much of a line's units as of its price. */
        PROPORTIONAL,
        /** All of them, once the whole order is refunded. */
        FULL_ONLY,
        /** Nothing. */
        NONE
    }

    private final Timeline<Returns> returns;

    RefundSettings(Timeline<Returns> returns) {
        this.returns = returns;
    }

    /** @param decidedAt UTC instant */
    public Returns returnsAt(Instant decidedAt) {
        return returns.at(decidedAt);
    }

    Timeline<Returns> returns() {
        return returns;
    }
}
