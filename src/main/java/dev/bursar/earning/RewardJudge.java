package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import dev.bursar.policy.Reward;
import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What the rules for reviews and activities share: whose units a fact earns, and the lots that a fixed amount and the
 * promotions make ({@code docs/rules.md §2}).
 */
final class RewardJudge {

    private final Policy policy;

    RewardJudge(Policy policy) {
        this.policy = policy;
    }

    /** What keeps a programme from giving anything for what was done for a store, or for the platform. */
    static Optional<Award> beforeJudging(
            ProgrammeKind programme, boolean memberKnown, OptionalLong storeId, boolean storeKnown) {
        if (storeId.isPresent() != (programme == ProgrammeKind.POINTS)) {
            return Optional.of(new Award.NothingDue(Reason.OTHER_PROGRAMME));
        }
        if (!memberKnown) {
            return Optional.of(new Award.Waiting(Reason.MEMBER));
        }
        return storeId.isEmpty() ? Optional.empty() : OrderCheck.ofStore(storeId.getAsLong(), storeKnown);
    }

    /** What keeps a store from giving points; for coins nothing does. */
    static Optional<Award> ofTerms(ProgrammeKind programme, Optional<StoreTerms> terms) {
        if (programme == ProgrammeKind.COINS) {
            return Optional.empty();
        }
        Optional<StoreTerms> takingPart = terms.filter(StoreTerms::takesPart);
        return takingPart.isEmpty()
                ? Optional.of(new Award.NothingDue(Reason.STORE_NOT_TAKING_PART))
                : OrderCheck.ofTerms(takingPart.get());
    }

    /**
     * What a fact that counts earns.
     *
     * @param terms    the store's, checked before; not looked at for coins
     * @param units    by the reward, before promotions; 0 or more
     * @param eligible which promotions for the activity are for this fact
     */
    Award award(
            ProgrammeKind programme,
            Optional<StoreTerms> terms,
            Activity activity,
            Reward reward,
            long units,
            Predicate<Promotion> eligible,
            Instant at) {
        Basis basis = programme == ProgrammeKind.COINS
                ? new Basis.Coins(policy)
                : new Basis.Points(policy, terms.orElseThrow());
        LotMaker maker = new LotMaker(policy, basis, at);
        List<Promotion> promotions = policy.promotionsAt(at, activity, programme).stream()
                .filter(eligible)
                .toList();
        List<Award.Lot> lots = new ArrayList<>(1);
        long multiplied = multiply(units, promotions);
        if (multiplied > 0) {
            lots.add(maker.own(multiplied, reward.life(), Collections.emptySortedMap()));
        }
        for (Promotion promotion : promotions) {
            if (promotion.effect() instanceof Promotion.Bonus bonus) {
                lots.add(maker.bonus(promotion, bonus));
            }
        }
        return lots.isEmpty()
                ? new Award.NothingDue(Reason.BELOW_ONE_UNIT)
                : new Award.Earned(at, policy.version(), lots);
    }

    /** With the highest multiplier, in whole units. */
    private static long multiply(long units, List<Promotion> promotions) {
        BigDecimal highest = null;
        for (Promotion promotion : promotions) {
            if (promotion.effect() instanceof Promotion.Multiplier multiplier
                    && (highest == null || multiplier.factor().compareTo(highest) > 0)) {
                highest = multiplier.factor();
            }
        }
        return highest == null
                ? units
                : BigDecimal.valueOf(units)
                        .multiply(highest)
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact();
    }
}
