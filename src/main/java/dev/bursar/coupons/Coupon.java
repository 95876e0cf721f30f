package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import dev.bursar.shop.CouponStatus;
import dev.bursar.shop.Instrument;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A coupon as the shop reports it now ({@code docs/intake.md}, coupons).
 *
 * @param owner     empty: a public code, which many may use
 * @param store     the seller who issued it; empty: the platform
 * @param currency  ISO 4217, of {@code minimum}
 * @param minimum   what an order's amount must exceed, in minor units
 * @param validFrom UTC
 * @param validTo   UTC, exclusive
 * @param reported  the shop's own status of it
 */
record Coupon(
        long couponId,
        OptionalLong owner,
        OptionalLong store,
        Instrument instrument,
        String currency,
        long minimum,
        Instant validFrom,
        Instant validTo,
        CouponStatus reported) {

    Fact fact() {
        return Fact.coupon(couponId);
    }

    /** One whose uses have nothing to do with each other. */
    boolean isPublic() {
        return owner.isEmpty();
    }

    boolean isOfASeller() {
        return store.isPresent();
    }

    /** Whether a refund can return it: the platform's coupons do, codes and sellers' do not (cases 1, 3 and 6). */
    boolean canBeReturned() {
        return store.isEmpty() && instrument == Instrument.WALLET;
    }

    boolean hasEndedAt(Instant at) {
        return !at.isBefore(validTo);
    }
}
