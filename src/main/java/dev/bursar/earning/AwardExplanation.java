package dev.bursar.earning;

import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What an order earns in one programme, and each step on the way, as the rule told it while it judged.
 *
 * @param lines   by line number; none where the order is not judged line by line, for the reason that the award gives
 * @param sum     of what the lines come to, exactly; empty: it did not come to that
 * @param units   the sum, rounded down
 * @param bonuses by the promotions' ids
 * @param idle    promotions for orders that ran at that time and give nothing here, by id; none where there is no sum
 */
public record AwardExplanation(
        ProgrammeKind programme,
        Award award,
        List<LineExplanation> lines,
        Optional<BigDecimal> sum,
        long units,
        List<Bonus> bonuses,
        List<Promotion> idle) {

    /** Units besides, by a promotion. */
    public record Bonus(Promotion promotion, Award.Lot lot) {}
}
