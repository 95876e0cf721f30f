package dev.bursar.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that may move units of one account, as the facts and the policy say. Amounts are what the fact asks for;
 * judging decides which lots give or get them ({@code docs/rules.md} §0, §3, §4, §5).
 */
public sealed interface Movement {

    Fact fact();

    /** UTC instant at which it takes effect, before the rules that put it off to another movement's own time. */
    Instant at();

    /** Units that come into being as a lot of their own, and repay open debt, oldest first, at that moment. */
    record Credit(Fact fact, int part, Instant at, long units, LotTerms terms) implements Movement {
        public Credit {
            requirePositive(fact, units);
        }

        public LotKey lot() {
            return new LotKey(fact, part);
        }
    }

    /**
     * Units spent at checkout. They are reserved until the order is paid; cancelled unpaid or timed out, it is as if they
     * had never been redeemed.
     *
     * @param paidAt     when the order was paid; from then on the redemption counts, as of {@code at}
     * @param releasedAt when the unpaid order was cancelled
     * @param timesOutAt when an order that is neither paid nor cancelled counts as released
     */
    record Redemption(
            Fact fact,
            Instant at,
            long units,
            Optional<Instant> paidAt,
            Optional<Instant> releasedAt,
            Instant timesOutAt)
            implements Movement {
        public Redemption {
            requirePositive(fact, units);
        }

        /** What it is as of an instant: payments after that have not happened yet. */
        public Stage stageAsOf(Instant asOf) {
            if (paidAt.filter(asOf::isAfter).isPresent()) {
                return Stage.TAKEN;
            }
            boolean released = releasedAt.filter(asOf::isAfter).isPresent();
            return released || !timesOutAt.isAfter(asOf) ? Stage.RELEASED : Stage.RESERVED;
        }

        /** The same, with another time-out. */
        Redemption timingOutAt(Instant at) {
            return new Redemption(fact, this.at, units, paidAt, releasedAt, at);
        }

        public enum Stage {
            RESERVED,
            TAKEN,
            RELEASED
        }
    }

    /** Units given back of a redemption, last payer first. A fact may return of several redemptions. */
    record Return(Fact fact, Instant at, Fact redemption, long units) implements Movement {
        public Return {
            requirePositive(fact, units);
        }
    }

    /** Units claimed back of what one lot earned: from that lot, then other live lots, then as debt. */
    record TakeBack(Fact fact, Instant at, LotKey lot, long units) implements Movement {
        public TakeBack {
            requirePositive(fact, units);
        }
    }

    /**
     * Finance's correction: units above zero become a lot, units below zero are taken like a redemption.
     *
     * @param terms of the lot; not read where units are below zero
     */
    record Adjustment(Fact fact, Instant at, long units, LotTerms terms) implements Movement {
        public Adjustment {
            if (units == 0) {
                throw new IllegalArgumentException(fact + ": an adjustment of 0 units moves nothing");
            }
        }
    }

    /**
     * A qualifying activity that keeps the account's units from lapsing until {@code keepsUntil}.
     *
     * @param withdrawnAt when a full refund undid it: the earlier clock comes back, but never before that instant
     */
    record Activity(Fact fact, Instant at, Instant keepsUntil, Optional<Instant> withdrawnAt) implements Movement {}

    private static void requirePositive(Fact fact, long units) {
        if (units <= 0) {
            throw new IllegalArgumentException(fact + ": units must be above zero, not " + units);
        }
    }
}
