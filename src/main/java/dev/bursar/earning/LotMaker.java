package dev.bursar.earning;

import dev.bursar.policy.Life;
import dev.bursar.policy.Policy;
import dev.bursar.policy.Promotion;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Makes the lots of one fact: when they can be spent, when they end, who pays.
 *
 * @param at UTC instant, the fact's effective time
 */
record LotMaker(Policy policy, Basis basis, Instant at) {

    /**
     * What the fact itself earned.
     *
     * @param life      the lot's own; empty: the programme's
     * @param lineUnits of an order, by line number
     */
    Award.Lot own(long units, Optional<Life> life, SortedMap<Integer, Long> lineUnits) {
        return lot(0, units, life, basis.funder(at), lineUnits);
    }

    /** What a promotion gives on top. */
    Award.Lot bonus(Promotion promotion, Promotion.Bonus bonus) {
        return lot(
                promotion.id(),
                bonus.units(),
                bonus.life(),
                bonus.funder().orElseGet(() -> basis.funder(at)),
                Collections.emptySortedMap());
    }

    private Award.Lot lot(
            int part, long units, Optional<Life> life, String funder, SortedMap<Integer, Long> lineUnits) {
        Optional<Instant> endsAt = life.isPresent() ? life.get().endOf(at, policy.zone()) : basis.endOf(at);
        return new Award.Lot(part, units, policy.availableAt(basis.programme(), at), endsAt, funder, lineUnits);
    }
}
