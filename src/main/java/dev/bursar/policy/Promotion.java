package dev.bursar.policy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A window in which members earn more ({@code docs/rules.md §2}, promotion). An empty filter lets everything through.
 *
 * @param id         1 and up, never given to another promotion: it is the part of the lots that its bonus makes
 * @param window     the fact's effective time lies in it
 * @param programmes whose units it gives: coins, points or both
 * @param activity   what members do to profit from it
 * @param stores     store ids
 * @param categories as the shop spells them
 * @param products   product ids
 * @param events     names of promotion days, as orders carry them
 */
public record Promotion(
        int id,
        String name,
        Window window,
        Set<ProgrammeKind> programmes,
        Activity activity,
        Set<Long> stores,
        Set<String> categories,
        Set<Long> products,
        Set<String> events,
        Effect effect) {

    public Promotion {
        if (id < 1) {
            throw new IllegalArgumentException("promotion id is 1 and up, not " + id);
        }
        programmes = Set.copyOf(programmes);
        stores = Set.copyOf(stores);
        categories = Set.copyOf(categories);
        products = Set.copyOf(products);
        events = Set.copyOf(events);
    }

    /** Whether it is for orders of this store and promotion day at all. */
    public boolean matchesOrder(long storeId, @Nullable String event) {
        return (stores.isEmpty() || stores.contains(storeId))
                && (events.isEmpty() || (event != null && events.contains(event)));
    }

    /** Whether it is for what members do for this store; empty: for the platform. */
    public boolean matchesStore(OptionalLong storeId) {
        return stores.isEmpty() || (storeId.isPresent() && stores.contains(storeId.getAsLong()));
    }

    /** Whether it is for this product, given that it is for the order, or for the store. */
    public boolean matchesLine(@Nullable String category, long productId) {
        return (categories.isEmpty() || (category != null && categories.contains(category)))
                && (products.isEmpty() || products.contains(productId));
    }

    /** What a promotion gives. */
    public sealed interface Effect {}

    /**
     * Multiplies what a line, a review or an activity earns; of several that apply, the highest counts. Exact and above 0.
     */
    public record Multiplier(BigDecimal factor) implements Effect {}

    /**
     * Gives units once per order, review or activity, as a lot of its own.
     *
     * @param units  coins or points, 1 and up
     * @param life   of the lot; empty: as any other of the programme
     * @param funder who pays for it; empty: who pays for the programme's others
     */
    public record Bonus(long units, Optional<Life> life, Optional<String> funder) implements Effect {}
}
