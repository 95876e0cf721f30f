package dev.bursar.cli;

import dev.bursar.cli.OrderView.Entry;
import dev.bursar.cli.OrderView.Term;
import dev.bursar.earning.Award;
import dev.bursar.earning.AwardExplanation;
import dev.bursar.earning.LineExplanation;
import dev.bursar.earning.OrderExplanation;
import dev.bursar.ledger.Purpose;
import dev.bursar.policy.InForce;
import dev.bursar.policy.Life;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Outline;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import dev.bursar.policy.Window;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the view of an explained order: names what says each figure. */
record OrderViewMaker(Policy policy, String folder, OrderExplanation explained) {

    OrderView view(Instant now, OrderView.Books books) {
        List<OrderView.Programme> programmes =
                List.of(programme(explained.coins(), "coins"), programme(explained.points(), points()));
        return new OrderView(
                order().orderId(),
                now,
                policy.zone(),
                new OrderView.PolicyUsed(folder, policy.version()),
                facts(),
                programmes,
                nextRun(),
                books,
                new OrderNotes(policy, explained, books, programmes).tell());
    }

    private Order order() {
        return explained.facts().order();
    }

    private String points() {
        return "points of store " + order().storeId();
    }

    private OrderView.Facts facts() {
        Order order = order();
        return new OrderView.Facts(
                order.status().name(),
                Optional.ofNullable(order.completedAt()),
                order.member(),
                explained.facts().memberKnown(),
                order.storeId(),
                explained.facts().storeKnown(),
                order.currency(),
                Optional.ofNullable(order.event()),
                order.checkoutId(),
                order.checkoutOrderCount(),
                explained.facts().checkoutOrdersArrived(),
                order.lineCount(),
                order.lines().stream().map(OrderViewMaker::line).toList());
    }

    private static OrderView.Line line(OrderLine line) {
        return new OrderView.Line(
                line.lineNo(),
                line.productId(),
                Optional.ofNullable(line.category()),
                line.currency(),
                line.quantity(),
                line.price(),
                line.couponDiscount(),
                line.coinDiscount(),
                line.pointDiscount(),
                line.paid(),
                line.coinReward(),
                line.earnsPoints());
    }

    private OrderView.Programme programme(AwardExplanation of, String name) {
        Award award = of.award();
        List<Award.Lot> lots = award instanceof Award.Earned earned ? earned.lots() : List.of();
        return new OrderView.Programme(
                name,
                award instanceof Award.Earned
                        ? "EARNED"
                        : award.reason().status().name(),
                award.reason().name(),
                award instanceof Award.Exceptional exceptional ? Optional.of(exceptional.detail()) : Optional.empty(),
                award instanceof Award.Earned
                        ? Optional.empty()
                        : Optional.of(award.reason().explanation()),
                of.lines().stream().map(line -> step(of, line, lots)).toList(),
                of.sum().map(OrderViewMaker::plain),
                of.units(),
                lots.stream().mapToLong(Award.Lot::units).sum(),
                lots.stream().map(lot -> lot(of, lot)).toList(),
                of.idle().stream()
                        .map(promotion -> new OrderView.Idle(promotion(promotion), whyIdle(of, promotion)))
                        .toList());
    }

    private OrderView.Step step(AwardExplanation of, LineExplanation line, List<Award.Lot> lots) {
        long units = lots.stream()
                .filter(lot -> lot.part() == 0)
                .mapToLong(lot -> lot.lineUnits().getOrDefault(line.line().lineNo(), 0L))
                .sum();
        Optional<Entry> by = line.exclusion()
                .map(this::entry)
                .or(() -> line.rate().map(rate -> of.programme() == ProgrammeKind.COINS ? entry(rate) : terms()));
        return new OrderView.Step(
                line.line().lineNo(),
                line.ground().name(),
                line.paid(),
                line.rate().map(rate -> plain(rate.value())),
                by,
                line.plain().map(OrderViewMaker::plain),
                line.multiplier().map(this::promotion),
                line.exact().map(OrderViewMaker::plain),
                units);
    }

    private OrderView.Lot lot(AwardExplanation of, Award.Lot lot) {
        Instant at = of.award() instanceof Award.Earned earned ? earned.earnedAt() : Instant.EPOCH;
        Optional<Promotion> bonus = of.bonuses().stream()
                .map(AwardExplanation.Bonus::promotion)
                .filter(promotion -> promotion.id() == lot.part())
                .findFirst();
        InForce<Period> pending = policy.pending(of.programme(), at);
        return new OrderView.Lot(
                lot.part(),
                bonus.map(this::promotion),
                lot.units(),
                at,
                lot.availableAt(),
                lot.endsAt(),
                lastDay(lot.endsAt()),
                new Term(pending.value().toString(), entry(pending)),
                life(of.programme(), bonus, at),
                funder(of.programme(), bonus, lot.funder(), at));
    }

    /** An end is exclusive: what ends at midnight lives through the day before. */
    private Optional<LocalDate> lastDay(Optional<Instant> end) {
        return end.map(at -> LocalDays.dayOf(at.minusNanos(1), policy.zone()));
    }

    private Term life(ProgrammeKind programme, Optional<Promotion> bonus, Instant at) {
        Optional<Life> own = bonus.flatMap(promotion -> ((Promotion.Bonus) promotion.effect()).life());
        if (own.isPresent()) {
            return new Term(Outline.life(own.get()), entry(bonus.orElseThrow()));
        }
        if (programme == ProgrammeKind.COINS) {
            InForce<Life> life = policy.coinLife(at);
            return new Term(Outline.life(life.value()), entry(life));
        }
        return new Term(
                explained
                        .facts()
                        .terms()
                        .flatMap(StoreTerms::lotLife)
                        .map(Object::toString)
                        .orElse("never"),
                terms());
    }

    private Term funder(ProgrammeKind programme, Optional<Promotion> bonus, String funder, Instant at) {
        boolean own = bonus.filter(promotion ->
                        ((Promotion.Bonus) promotion.effect()).funder().isPresent())
                .isPresent();
        if (own) {
            return new Term(funder, entry(bonus.orElseThrow()));
        }
        return new Term(funder, programme == ProgrammeKind.COINS ? entry(policy.coinFunder(at)) : terms());
    }

    private OrderView.Promotion promotion(Promotion promotion) {
        String gives = promotion.effect() instanceof Promotion.Multiplier multiplier
                ? "x " + multiplier.factor().toPlainString()
                : "bonus " + ((Promotion.Bonus) promotion.effect()).units();
        return new OrderView.Promotion(promotion.id(), promotion.name(), gives, entry(promotion));
    }

    private String whyIdle(AwardExplanation of, Promotion promotion) {
        Order order = order();
        if (!promotion.stores().isEmpty() && !promotion.stores().contains(order.storeId())) {
            return "it is for other stores";
        }
        if (!promotion.matchesOrder(order.storeId(), order.event())) {
            return "it is for orders of " + String.join(", ", promotion.events());
        }
        boolean any = of.lines().stream()
                .filter(line -> line.exact().isPresent())
                .map(LineExplanation::line)
                .anyMatch(line -> promotion.matchesLine(line.category(), line.productId()));
        if (!any) {
            return "it is for products or categories that no earning line is of";
        }
        return "another multiplies by as much or more, and only the highest counts";
    }

    private Entry entry(InForce<?> inForce) {
        return entry(inForce.source().map(Object::toString).orElse("default"), inForce.window());
    }

    private Entry entry(Promotion promotion) {
        return entry(policy.sourceOf(promotion).map(Object::toString).orElse("default"), promotion.window());
    }

    private static Entry entry(String source, Window window) {
        return new Entry(source, Texts.edge(window.from()), Texts.edge(window.to()));
    }

    private Entry terms() {
        return new Entry(
                "store_terms of store " + order().storeId(),
                explained.facts().terms().map(terms -> LocalDays.startOf(terms.validFrom(), policy.zone())),
                Optional.empty());
    }

    private OrderView.NextRun nextRun() {
        return new OrderView.NextRun(
                explained.onWorkList() && explained.timeHasCome(),
                explained.next().of(Purpose.COINS).name(),
                explained.next().of(Purpose.POINTS).name(),
                explained.credits().stream()
                        .mapToLong(credit -> credit.credit().units())
                        .sum(),
                explained.items().stream()
                        .map(item -> new OrderView.Listed(
                                item.purpose().name().toLowerCase(Locale.ROOT),
                                item.reason().name(),
                                item.detail()))
                        .toList());
    }

    /** Without the zeros that multiplying leaves behind. */
    static BigDecimal plain(BigDecimal exact) {
        BigDecimal stripped = exact.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
