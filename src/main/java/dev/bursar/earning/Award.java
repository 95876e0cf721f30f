package dev.bursar.earning;

import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a fact earns in one programme: exactly one of these outcomes ({@code docs/rules.md §0}). */
public sealed interface Award {

    /** Why it is so; {@link Reason#CREDITED} where units are due. */
    Reason reason();

    /**
     * Units are due.
     *
     * @param earnedAt      UTC instant, the fact's effective time
     * @param policyVersion of the policy that was applied
     * @param lots          at least one, by ascending part
     */
    record Earned(Instant earnedAt, int policyVersion, List<Lot> lots) implements Award {

        public Earned {
            if (lots.isEmpty()) {
                throw new IllegalArgumentException("an award has at least one lot");
            }
            lots = List.copyOf(lots);
        }

        @Override
        public Reason reason() {
            return Reason.CREDITED;
        }
    }

    /** The fact is whole, and nothing is due. */
    record NothingDue(Reason reason) implements Award {
        public NothingDue {
            require(reason, OutcomeStatus.NOTHING_DUE);
        }
    }

    /** Something that belongs to the fact has not arrived. */
    record Waiting(Reason reason) implements Award {
        public Waiting {
            require(reason, OutcomeStatus.WAITING);
        }
    }

    /**
     * The fact cannot be judged as it is.
     *
     * @param detail the figures, without personal data: {@code line 2: price 10.00 USD is not 4.00 + 5.00}
     */
    record Exceptional(Reason reason, String detail) implements Award {
        public Exceptional {
            require(reason, OutcomeStatus.EXCEPTION);
        }
    }

    /**
     * Units to credit as one lot.
     *
     * @param part        0: earned by the fact itself; above: the bonus of the promotion with that id
     * @param units       1 and up
     * @param availableAt UTC instant from which they can be spent
     * @param endsAt      the lot's own end, an exclusive UTC instant; empty: none
     * @param funder      who pays for them
     * @param lineUnits   part 0 of an order: the units of each line that earned at least one, by line number
     */
    record Lot(
            int part,
            long units,
            Instant availableAt,
            Optional<Instant> endsAt,
            String funder,
            SortedMap<Integer, Long> lineUnits) {
        public Lot {
            if (units < 1) {
                throw new IllegalArgumentException("lot part " + part + " has " + units + " units, not 1 or more");
            }
        }
    }

    private static void require(Reason reason, OutcomeStatus status) {
        if (reason.status() != status) {
            throw new IllegalArgumentException(reason + " is a reason for " + reason.status() + ", not " + status);
        }
    }
}
