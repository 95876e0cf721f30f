package dev.bursar.spending;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.SpendingSettings;
import dev.bursar.shop.StoreTerms;
import dev.bursar.spending.Claim.Flaw;
import dev.bursar.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is looked at when units are taken; none of it stops the settlement ({@code docs/rules.md} §3). */
final class RedemptionChecks {

    private final SpendingSettings settings;

    RedemptionChecks(Policy policy) {
        this.settings = policy.spending();
    }

    /** @param order whole */
    List<Flaw> of(RedemptionCase facts, SpentOrder order) {
        Optional<Flaw> currency = currency(facts, order);
        Stream<Optional<Flaw>> ofOne = Stream.of(currency, minimum(facts), maximum(facts), store(facts, order));
        Stream<Optional<Flaw>> ofTheOrder = facts.onOrder().last()
                ? Stream.of(
                        currency.isPresent() ? Optional.empty() : rate(facts, order),
                        cap(facts, order),
                        eligibleItems(facts, order))
                : Stream.of();
        return Stream.concat(ofTheOrder, ofOne).flatMap(Optional::stream).toList();
    }

    Optional<Flaw> currency(RedemptionCase facts, SpentOrder order) {
        String currency = facts.redemption().currency();
        return currency.equals(order.currency())
                ? Optional.empty()
                : flaw(
                        Reason.WRONG_RATE,
                        "the discount is in " + currency + ", but the order is in " + order.currency());
    }

    /** All the units redeemed on the order fit what they took off the lines, give or take one for each of these lines. */
    Optional<Flaw> rate(RedemptionCase facts, SpentOrder order) {
        long all = facts.onOrder().units();
        long discount = discount(facts, order);
        Optional<BigDecimal> value = value(facts, order);
        OptionalInt digits = Money.digitsOf(order.currency());
        if (value.isEmpty() || digits.isEmpty()) {
            return flaw(Reason.NO_VALUE, units(all, facts) + " for " + show(discount, order));
        }
        BigDecimal exact =
                BigDecimal.valueOf(discount, digits.getAsInt()).divide(value.get(), 12, RoundingMode.HALF_UP);
        BigDecimal difference = exact.subtract(BigDecimal.valueOf(all)).abs();
        long lines = order.lines().stream()
                .filter(line -> line.discount(facts.ofCoins()) != 0)
                .count();
        return difference.compareTo(BigDecimal.valueOf(lines)) <= 0
                ? Optional.empty()
                : flaw(
                        Reason.WRONG_RATE,
                        units(all, facts) + " for " + show(discount, order) + ", which is worth "
                                + exact.setScale(0, RoundingMode.HALF_UP).toPlainString());
    }

    private static String units(RedemptionCase facts) {
        return units(facts.redemption().units(), facts);
    }

    private static String units(long units, RedemptionCase facts) {
        OptionalLong store = facts.redemption().store();
        return units + (store.isEmpty() ? " coins" : " points of store " + store.getAsLong());
    }

    /** What one unit takes off, in major units of the order's currency. */
    private Optional<BigDecimal> value(RedemptionCase facts, SpentOrder order) {
        return facts.ofCoins()
                ? settings.coinValue(order.currency(), at(facts))
                : facts.terms()
                        .filter(terms -> terms.currency().equals(order.currency()))
                        .map(StoreTerms::pointValue)
                        .filter(value -> value.signum() > 0);
    }

    /** The discount is at most the policy's share of what the order costs after its coupons. */
    Optional<Flaw> cap(RedemptionCase facts, SpentOrder order) {
        long base = sum(order, SpentOrder.Line::price) - sum(order, SpentOrder.Line::couponDiscount);
        ProgrammeKind programme = facts.ofCoins() ? ProgrammeKind.COINS : ProgrammeKind.POINTS;
        long cap = settings.shareAt(programme, at(facts))
                .multiply(BigDecimal.valueOf(base))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        long discount = discount(facts, order);
        return discount <= cap
                ? Optional.empty()
                : flaw(
                        Reason.OVER_CAP,
                        show(discount - cap, order) + " too much: " + show(discount, order) + " off, at most "
                                + show(cap, order) + " of " + show(base, order));
    }

    /** Coins are spent only on lines that accept them. */
    Optional<Flaw> eligibleItems(RedemptionCase facts, SpentOrder order) {
        if (!facts.ofCoins()) {
            return Optional.empty();
        }
        List<SpentOrder.Line> ineligible = order.lines().stream()
                .filter(line -> !line.acceptsCoins() && line.coinDiscount() != 0)
                .toList();
        return ineligible.isEmpty()
                ? Optional.empty()
                : flaw(
                        Reason.INELIGIBLE_ITEM,
                        ineligible.stream()
                                .map(line -> "line " + line.lineNo() + ": " + show(line.coinDiscount(), order)
                                        + " off by coins, 0 allowed")
                                .collect(Collectors.joining("; ")));
    }

    /** At least the minimum: of coins the policy's, of points the store's. */
    Optional<Flaw> minimum(RedemptionCase facts) {
        long units = facts.redemption().units();
        long least = facts.ofCoins()
                ? settings.coinMinimumAt(at(facts))
                : facts.terms()
                        .map(StoreTerms::minimum)
                        .orElse(OptionalLong.empty())
                        .orElse(0);
        return units >= least ? Optional.empty() : flaw(Reason.BELOW_MINIMUM, units(facts) + ", at least " + least);
    }

    /** At most the maximum: of coins the policy's, of points the store's. */
    Optional<Flaw> maximum(RedemptionCase facts) {
        long units = facts.redemption().units();
        long most = facts.ofCoins()
                ? settings.coinMaximumAt(at(facts))
                : facts.terms()
                        .map(StoreTerms::maximum)
                        .orElse(OptionalLong.empty())
                        .orElse(Long.MAX_VALUE);
        return units <= most ? Optional.empty() : flaw(Reason.OVER_MAXIMUM, units(facts) + ", at most " + most);
    }

    /** Points are spent in the store that gave them. */
    Optional<Flaw> store(RedemptionCase facts, SpentOrder order) {
        OptionalLong store = facts.redemption().store();
        return store.isEmpty() || store.getAsLong() == order.storeId()
                ? Optional.empty()
                : flaw(
                        Reason.WRONG_STORE,
                        "points of store " + store.getAsLong() + " on an order of store " + order.storeId());
    }

    private static Instant at(RedemptionCase facts) {
        return facts.redemption().redeemedAt();
    }

    private static long discount(RedemptionCase facts, SpentOrder order) {
        return sum(order, line -> line.discount(facts.ofCoins()));
    }

    private static long sum(SpentOrder order, ToLongFunction<SpentOrder.Line> amount) {
        return order.lines().stream().mapToLong(amount).sum();
    }

    private static String show(long amount, SpentOrder order) {
        return Money.show(amount, order.currency()) + " " + order.currency();
    }

    private static Optional<Flaw> flaw(Reason reason, String detail) {
        return Optional.of(new Flaw(reason, detail));
    }
}
