package dev.bursar.earning;

import dev.bursar.earning.OrderJudge.Judged;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.FactSource;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.MovementSource;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Purpose;
import dev.bursar.policy.Policy;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.StoreTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What orders earn, worked out anew for the proof of the books. */
public final class OrderFactsReader implements FactSource {

    private static final int PAGE = 50_000;

    private final JudgedOrderStore orders;
    private final OrderJudge judge;
    private final JudgedTermsStore terms;

    public OrderFactsReader(JdbcTemplate jdbc, Policy policy) {
        this.orders = new JudgedOrderStore(jdbc);
        this.terms = new JudgedTermsStore(jdbc);
        this.judge = new OrderJudge(new DueOrderStore(jdbc), policy);
    }

    @Override
    public Recount recount(List<Long> members, Set<Fact> named) {
        List<DueOrder> found = new ArrayList<>(orders.ofMembers(members));
        Set<Long> rest = new TreeSet<>();
        named.stream().filter(fact -> fact.kind() == FactKind.ORDER).forEach(fact -> rest.add(fact.id()));
        found.forEach(order -> rest.remove(order.order().orderId()));
        found.addAll(orders.byId(List.copyOf(rest)));
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        Set<Fact> pending = new HashSet<>();
        List<Judged> judged = judge.judgeAgain(found);
        JudgedTermsStore.Judged judgedTerms = terms.of(judged.stream()
                .flatMap(order -> order.terms().stream())
                .map(StoreTerms::storeId)
                .distinct()
                .sorted()
                .toList());
        Set<Fact> standing = new HashSet<>();
        Set<Long> lineChanged = orders.withChangedLines(judged.stream()
                .filter(OrderFactsReader::hasOtherFigures)
                .map(order -> order.due().order().orderId())
                .toList());
        for (Judged order : judged) {
            FactOutcome outcome = order.due().before().orElse(null);
            boolean isDue = isDue(order.due())
                    || lineChanged.contains(order.due().order().orderId())
                    || order.due().hasTooManyLines();
            if (outcome == null || (isDue && (hasOtherFigures(order) || !outcome.isPostedAtAll()))) {
                pending.add(order.due().fact());
            } else if (order.due().order().member().isPresent()) {
                tell(order, outcome, Purpose.COINS, order.coins(), movements);
                if (order.terms()
                        .filter(of -> !judgedTerms.by(outcome.since(), of))
                        .isPresent()) {
                    standing.add(order.due().fact());
                } else {
                    tell(order, outcome, Purpose.POINTS, order.points(), movements);
                }
            }
        }
        Map<AccountKey, MovementSource.Told> told = new HashMap<>();
        movements.forEach((key, some) -> told.put(key, new MovementSource.Told(some, List.of())));
        return new Recount(told, standing, pending);
    }

    private static boolean hasOtherFigures(Judged order) {
        return order.due()
                .before()
                .filter(outcome -> outcome.figures() != order.figures())
                .isPresent();
    }

    /** Whether a run will look at it again. */
    private static boolean isDue(DueOrder order) {
        OrderStatus status = order.order().status();
        return order.onWorkList()
                && (status == OrderStatus.COMPLETED
                        || status == OrderStatus.CANCELLED
                        || order.order().completedAt() != null
                        || order.before().isPresent());
    }

    private static void tell(
            Judged order,
            FactOutcome outcome,
            Purpose purpose,
            Award award,
            Map<AccountKey, List<Movement>> movements) {
        boolean judged = outcome.of(purpose).status() == OutcomeStatus.POSTED
                || outcome.of(purpose).status() == OutcomeStatus.NOTHING_DUE;
        if (judged && award instanceof Award.Earned earned) {
            movements
                    .computeIfAbsent(OrderLots.account(order.due().order(), purpose), key -> new ArrayList<>())
                    .addAll(OrderLots.credits(order.due().order(), earned, earned.earnedAt()));
        }
    }

    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {
        findUnposted(deviations);
        long after = Long.MIN_VALUE;
        while (after != Long.MAX_VALUE) {
            long last = orders.endOfOrders(after, PAGE);
            orders.unjudged(after, last)
                    .forEach(order -> deviations.accept(new Deviation(
                            Check.UNJUDGED,
                            AccountKey.coins(order.memberId()),
                            LotKey.base(Fact.order(order.orderId())),
                            "an outcome or a place on the work list",
                            order.outcome())));
            orders.withOtherLines(after, last)
                    .forEach(order -> deviations.accept(new Deviation(
                            Check.LINES,
                            AccountKey.coins(order.memberId()),
                            LotKey.base(Fact.order(order.orderId())),
                            order.lineCount() + " lines, as when it was judged",
                            String.valueOf(order.lines()))));
            after = last;
        }
    }

    private void findUnposted(Consumer<Deviation> deviations) {
        long after = Long.MIN_VALUE;
        while (after != Long.MAX_VALUE) {
            long last = orders.endOfPage(FactKind.ORDER, after, PAGE);
            orders.unposted(after, last)
                    .forEach(order -> deviations.accept(new Deviation(
                            Check.OUTCOME_WITHOUT_LOT,
                            new AccountKey(order.memberId(), order.programmeId()),
                            LotKey.base(Fact.order(order.orderId())),
                            "a lot, as its outcome is CREDITED",
                            "none")));
            after = last;
        }
    }
}
