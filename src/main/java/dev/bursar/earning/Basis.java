package dev.bursar.earning;

import dev.bursar.policy.InForce;
import dev.bursar.policy.Life;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What a programme gives for orders, before promotions: coins by the policy, points by the store's terms. */
sealed interface Basis {

    ProgrammeKind programme();

    /** Units per 1.00 paid, with the entry of the policy that says so, if one does; empty: nothing is said about it. */
    Optional<InForce<BigDecimal>> rate(Order order, OrderLine line, Instant at);

    /** What the line earns whatever was paid; empty: it earns by what was paid. */
    Optional<BigDecimal> fixed(OrderLine line);

    /** The end of a lot that is earned at an instant, exclusive. */
    Optional<Instant> endOf(Instant at);

    String funder(Instant at);

    /** Coins: a product's own reward, else a rate by store, category, event and currency. */
    record Coins(Policy policy) implements Basis {

        @Override
        public ProgrammeKind programme() {
            return ProgrammeKind.COINS;
        }

        @Override
        public Optional<InForce<BigDecimal>> rate(Order order, OrderLine line, Instant at) {
            return policy.coinRate(order.storeId(), line.category(), order.currency(), order.event(), at);
        }

        @Override
        public Optional<BigDecimal> fixed(OrderLine line) {
            return line.coinReward().isEmpty()
                    ? Optional.empty()
                    : Optional.of(BigDecimal.valueOf(line.coinReward().getAsLong())
                            .multiply(BigDecimal.valueOf(line.quantity())));
        }

        @Override
        public Optional<Instant> endOf(Instant at) {
            return policy.coinLifeAt(at).endOf(at, policy.zone());
        }

        @Override
        public String funder(Instant at) {
            return policy.coinFunderAt(at);
        }
    }

    /** Points: one rate for all that the store sells, paid for by the store. */
    record Points(Policy policy, StoreTerms terms, Optional<InForce<BigDecimal>> perUnit) implements Basis {

        Points(Policy policy, StoreTerms terms) {
            this(policy, terms, Optional.of(InForce.always(terms.unitsPerUnit())));
        }

        @Override
        public ProgrammeKind programme() {
            return ProgrammeKind.POINTS;
        }

        @Override
        public Optional<InForce<BigDecimal>> rate(Order order, OrderLine line, Instant at) {
            return perUnit;
        }

        @Override
        public Optional<BigDecimal> fixed(OrderLine line) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> endOf(Instant at) {
            return terms.lotLife().flatMap(life -> new Life.Rolling(life).endOf(at, policy.zone()));
        }

        @Override
        public String funder(Instant at) {
            return "store:" + terms.storeId();
        }
    }
}
