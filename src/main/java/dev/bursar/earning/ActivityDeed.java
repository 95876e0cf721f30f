package dev.bursar.earning;

import dev.bursar.ledger.Origin;
import dev.bursar.policy.Activity;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An activity of any kind.
 *
 * @param friendId of a referral: who was referred
 */
record ActivityDeed(ActivityCase activity, OptionalLong friendId) implements Deed {

    ActivityDeed under(Optional<StoreTerms> inForce) {
        return new ActivityDeed(activity.under(inForce), friendId);
    }

    boolean isReferral() {
        return activity.kind() == Activity.REFERRAL;
    }

    @Override
    public OptionalLong store() {
        return activity.storeId();
    }

    @Override
    public Optional<Instant> removedAt() {
        return Optional.empty();
    }

    @Override
    public Optional<StoreTerms> terms() {
        return activity.terms();
    }

    @Override
    public Origin origin() {
        return isReferral() ? Origin.REFERRAL : Origin.ACTIVITY;
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public Changeable changeable() {
        return switch (activity.kind()) {
            case CHECK_IN -> Changeable.UNITS;
            case REFERRAL -> Changeable.TIME;
            default -> Changeable.NOTHING;
        };
    }
}
