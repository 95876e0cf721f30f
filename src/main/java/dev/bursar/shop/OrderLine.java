package dev.bursar.shop;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order ({@code docs/intake.md}, order_lines). All money is in minor units of {@code currency} and for the
 * whole line; {@code price = couponDiscount + coinDiscount + pointDiscount + paid} is checked when the order is judged.
 *
 * @param coinReward coins per piece where the product has a reward of its own
 * @param earnsPoints false: the line earns nothing, neither coins nor points
 */
public record OrderLine(
        int lineNo,
        long productId,
        @Nullable String category,
        String currency,
        long quantity,
        long price,
        long couponDiscount,
        long coinDiscount,
        long pointDiscount,
        long paid,
        OptionalLong coinReward,
        boolean acceptsCoins,
        boolean earnsPoints,
        boolean regularPrice) {}
