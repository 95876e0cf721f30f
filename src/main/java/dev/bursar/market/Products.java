package dev.bursar.market;

import java.util.List;

/** What the stores sell: forty products each, some of them far oftener than others. */
final class Products {

    private static final long FIRST_ID = 70_001;
    private static final int A_STORE = 40;
    private static final List<String> CATEGORIES =
            List.of("books", "kitchen", "music", "garden", "toys", "electronics", "medicines", "gift-cards");
    private static final int[] CATEGORY_WEIGHTS = {30, 18, 12, 10, 10, 12, 4, 4};

    private final Market market;

    Products(Market market) {
        this.market = market;
    }

    /**
     * @param cents  what one piece costs, in US cents
     * @param reward coins a piece; 0: none of its own
     */
    record Product(long id, String category, long cents, int reward, boolean acceptsCoins, boolean earnsPoints) {}

    Product any(Stores.Store store, Draw draw) {
        double luck = draw.unit();
        return byId(FIRST_ID + (long) store.rank() * A_STORE + (long) (A_STORE * luck * luck));
    }

    private Product byId(long id) {
        Draw draw = market.draw(Draw.Topic.PRODUCT, id);
        String category = CATEGORIES.get(draw.weighted(CATEGORY_WEIGHTS));
        long cents = draw.between(99, 2_500)
                + (draw.chance(0.3) ? draw.below(9_000) : 0)
                + (draw.chance(0.02) ? draw.below(80_000) : 0);
        int reward = draw.chance(0.06) ? (int) draw.between(1, 20) : 0;
        boolean acceptsCoins = !category.equals("gift-cards") && draw.chance(0.95);
        return new Product(id, category, cents, reward, acceptsCoins, draw.chance(0.96));
    }
}
