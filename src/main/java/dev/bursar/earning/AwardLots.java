package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LotTerms;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Origin;
import java.time.Instant;
import java.util.List;

/** What an award becomes in the ledger. */
final class AwardLots {

    private AwardLots() {}

    /**
     * @param own what the fact's own units are for; a bonus is a promotion's
     * @param at  UTC; when it counts as earned: its own time, or for a late one the edge of the grace
     */
    static List<Movement.Credit> credits(Fact fact, Award.Earned earned, Origin own, Instant at) {
        return earned.lots().stream()
                .map(lot ->
                        new Movement.Credit(fact, lot.part(), at, lot.units(), terms(lot, own, earned.policyVersion())))
                .toList();
    }

    private static LotTerms terms(Award.Lot lot, Origin own, int policyVersion) {
        return new LotTerms(
                lot.availableAt(),
                lot.endsAt(),
                lot.funder(),
                lot.part() == 0 ? own : Origin.PROMOTION,
                policyVersion,
                lot.lineUnits());
    }
}
