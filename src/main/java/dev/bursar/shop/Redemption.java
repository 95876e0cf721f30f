package dev.bursar.shop;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a member spent at a checkout, of the coins or of one store's points ({@code docs/intake.md}, redemptions).
 *
 * @param orderId    the order that it was spent on
 * @param memberId   whose units they are
 * @param store      the store whose points they are; empty: coins
 * @param units      1 and up
 * @param currency   ISO 4217, of {@code discount}
 * @param discount   what they took off the order, in minor units
 * @param redeemedAt UTC instant
 */
public record Redemption(
        long redemptionId,
        long orderId,
        long memberId,
        OptionalLong store,
        long units,
        String currency,
        long discount,
        Instant redeemedAt) {}
