package dev.bursar.ledger;

/** One fact of the shop or of finance, by kind and the shop's own id. */
public record Fact(FactKind kind, long id) implements Comparable<Fact> {

    public static Fact order(long id) {
        return new Fact(FactKind.ORDER, id);
    }

    public static Fact review(long id) {
        return new Fact(FactKind.REVIEW, id);
    }

    public static Fact activity(long id) {
        return new Fact(FactKind.ACTIVITY, id);
    }

    public static Fact redemption(long id) {
        return new Fact(FactKind.REDEMPTION, id);
    }

    public static Fact refund(long id) {
        return new Fact(FactKind.REFUND, id);
    }

    public static Fact adjustment(long id) {
        return new Fact(FactKind.ADJUSTMENT, id);
    }

    public static Fact coupon(long id) {
        return new Fact(FactKind.COUPON, id);
    }

    public static Fact couponUse(long id) {
        return new Fact(FactKind.COUPON_USE, id);
    }

    @Override
    public int compareTo(Fact other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Long.compare(id, other.id);
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
