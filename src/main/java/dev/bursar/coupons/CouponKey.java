package dev.bursar.coupons;

/**
 * What has a status of its own: a coupon, or a use of a public code.
 *
 * @param orderId 0: the coupon itself; else the order on which the code was used, of a combined checkout the first
 */
public record CouponKey(long couponId, long orderId) implements Comparable<CouponKey> {

    static CouponKey ofTheCoupon(long couponId) {
        return new CouponKey(couponId, 0);
    }

    @Override
    public int compareTo(CouponKey other) {
        int byCoupon = Long.compare(couponId, other.couponId);
        return byCoupon == 0 ? Long.compare(orderId, other.orderId) : byCoupon;
    }

    @Override
    public String toString() {
        return orderId == 0 ? "coupon " + couponId : "coupon " + couponId + " on order " + orderId;
    }
}
