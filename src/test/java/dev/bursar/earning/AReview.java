package dev.bursar.earning;

import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Builds reviews by member 7 for tests: each of a line of its own, of a completed order of that member in store 5 with
 * points, unless said otherwise.
 */
final class AReview {

    private final long id;
    private final Instant publishedAt;
    private Optional<Instant> removedAt = Optional.empty();
    private int lineNo;
    private boolean arrived = true;
    private OptionalLong buyer = OptionalLong.of(7);
    private long storeId = 5;
    private OrderStatus status = OrderStatus.COMPLETED;
    private boolean whole = true;
    private boolean lineArrived = true;
    private @Nullable String category;
    private boolean storeKnown = true;
    private Optional<StoreTerms> terms = OrderCases.terms("USD", true);

    private AReview(long id, String publishedAt) {
        this.id = id;
        this.publishedAt = Instant.parse(publishedAt);
        this.lineNo = (int) id;
    }

    static AReview aReview(long id, String publishedAt) {
        return new AReview(id, publishedAt);
    }

    AReview ofLine(int newLineNo) {
        lineNo = newLineNo;
        return this;
    }

    AReview removedAt(String instant) {
        removedAt = Optional.of(Instant.parse(instant));
        return this;
    }

    AReview ofAnOrderThatHasNotArrived() {
        arrived = false;
        return this;
    }

    AReview boughtBy(OptionalLong newBuyer) {
        buyer = newBuyer;
        return this;
    }

    AReview inStore(long newStoreId) {
        storeId = newStoreId;
        return this;
    }

    AReview inAnUnknownStore() {
        storeKnown = false;
        return this;
    }

    AReview ofAnOrderThatIs(OrderStatus newStatus) {
        status = newStatus;
        return this;
    }

    AReview ofAMissingLine(boolean newWhole) {
        lineArrived = false;
        whole = newWhole;
        return this;
    }

    AReview ofCategory(String newCategory) {
        category = newCategory;
        return this;
    }

    AReview under(Optional<StoreTerms> newTerms) {
        terms = newTerms;
        return this;
    }

    ReviewCase build() {
        Optional<ReviewCase.Product> product =
                lineArrived ? Optional.of(new ReviewCase.Product(100 + lineNo, category)) : Optional.empty();
        return new ReviewCase(
                id,
                7,
                publishedAt,
                removedAt,
                42,
                lineNo,
                arrived
                        ? Optional.of(new ReviewCase.ReviewedOrder(buyer, storeId, status, whole, product, true))
                        : Optional.empty(),
                storeKnown,
                terms);
    }
}
