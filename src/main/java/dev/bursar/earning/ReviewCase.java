package dev.bursar.earning;

import dev.bursar.ledger.Origin;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the rule for reviews needs to know about one ({@code docs/intake.md}, reviews).
 *
 * @param reviewId    1 and up
 * @param memberId    who wrote it
 * @param publishedAt UTC instant, its effective time
 * @param removedAt   UTC instant, not before {@code publishedAt}; empty: it stands. The award does not depend on it: whoever
 *                    posts the award takes it back at that instant
 * @param orderId     the order, and {@code lineNo} its line, that is reviewed
 * @param order       what has arrived of that order; empty: nothing
 * @param storeKnown  whether the row of the store that sold it has arrived
 * @param terms       that store's, in force on the local day of {@code publishedAt}
 */
record ReviewCase(
        long reviewId,
        long memberId,
        Instant publishedAt,
        Optional<Instant> removedAt,
        long orderId,
        int lineNo,
        Optional<ReviewedOrder> order,
        boolean storeKnown,
        Optional<StoreTerms> terms)
        implements Deed {

    static final Comparator<ReviewCase> EARLIEST_FIRST =
            Comparator.comparing(ReviewCase::publishedAt).thenComparingLong(ReviewCase::reviewId);

    ReviewCase under(Optional<StoreTerms> inForce) {
        return new ReviewCase(reviewId, memberId, publishedAt, removedAt, orderId, lineNo, order, storeKnown, inForce);
    }

    ReviewCase placedAt(Instant at) {
        return new ReviewCase(reviewId, memberId, at, removedAt, orderId, lineNo, order, storeKnown, terms);
    }

    @Override
    public OptionalLong store() {
        return order.map(bought -> OptionalLong.of(bought.storeId())).orElse(OptionalLong.empty());
    }

    @Override
    public Origin origin() {
        return Origin.REVIEW;
    }

    @Override
    public Changeable changeable() {
        return Changeable.NOTHING;
    }

    @Override
    public boolean isSettled() {
        return order.filter(ReviewedOrder::judged).isPresent();
    }

    /**
     * The order that a review is about.
     *
     * @param member  the buyer; empty for a guest
     * @param whole   whether as many lines have arrived as the order says it has
     * @param product of the line that is reviewed; empty: that line has not arrived
     * @param judged  whether it has an outcome of its own: only then its changes put its reviews back on the work list
     */
    record ReviewedOrder(
            OptionalLong member,
            long storeId,
            OrderStatus status,
            boolean whole,
            Optional<Product> product,
            boolean judged) {}

    /** What was bought. */
    record Product(long productId, @Nullable String category) {}
}
