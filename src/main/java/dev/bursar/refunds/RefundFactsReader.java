package dev.bursar.refunds;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.DecisionStore;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.Dispute;
import dev.bursar.ledger.DisputeStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.FactSource;
import dev.bursar.ledger.Hold;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.MovementSource;
import dev.bursar.ledger.PostedLot;
import dev.bursar.ledger.Poster;
import dev.bursar.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What refunds moved, worked out anew for the proof of the books. */
public final class RefundFactsReader implements FactSource {

    private static final int PAGE = 50_000;

    private final JudgedRefundStore judged;
    private final DueRefundStore due;
    private final RefundCaseReader cases;
    private final DecisionStore decisions;
    private final DisputeStore disputes;
    private final Poster books;
    private final RefundJudge judge;

    public RefundFactsReader(JdbcTemplate jdbc, Policy policy) {
        this.judged = new JudgedRefundStore(jdbc);
        this.due = new DueRefundStore(jdbc);
        this.cases = new RefundCaseReader(jdbc);
        this.decisions = new DecisionStore(jdbc);
        this.disputes = new DisputeStore(jdbc);
        this.books = new Poster(jdbc, List.of());
        this.judge = new RefundJudge(policy);
    }

    @Override
    public Recount recount(List<Long> members, Set<Fact> named) {
        List<Decision> booked = decisions.ofMembers(members);
        List<Dispute> held = disputes.ofMembers(members);
        List<Long> orders = List.copyOf(judged.refunded(orders(members, named, booked, held)));
        Set<Long> onList = due.onList(orders);
        List<RefundCase> read = cases.read(orders);
        Set<Long> standing = judged.standing(read.stream()
                .flatMap(each -> each.refunds().stream())
                .map(ShopRefund::refundId)
                .toList());
        Shares.Timing timing = Edges.forProof(fact -> fact.kind() == FactKind.REFUND && standing.contains(fact.id()));
        Map<CreditedFact, List<PostedLot>> lots = books.lotsOf(read.stream()
                .flatMap(each -> each.earning().stream().map(account -> new CreditedFact(account, each.orderFact())))
                .toList());
        Collected told = new Collected(members);
        for (RefundCase each : read) {
            if (onList.contains(each.orderId())) {
                each.decisions().forEach(told::add);
                each.disputes().forEach(told::add);
            } else {
                Ruling ruling = judge.judge(each, lots, Instant.MAX, new DueTime(Instant.MAX, Instant.MAX), timing);
                ruling.decisions().forEach(told::add);
                ruling.disputes().forEach(told::add);
            }
        }
        return new Recount(told.accounts(), Set.of(), Set.of());
    }

    private Set<Long> orders(List<Long> members, Set<Fact> named, List<Decision> booked, List<Dispute> held) {
        Set<Long> orders = new TreeSet<>(judged.ordersRedeemedBy(members));
        Set<Long> refunds = new TreeSet<>();
        Set<Fact> facts = new TreeSet<>(named);
        booked.forEach(decision -> facts.add(decision.fact()));
        held.forEach(dispute -> refunds.add(dispute.refundId()));
        for (Fact fact : facts) {
            if (fact.kind() == FactKind.ORDER) {
                orders.add(fact.id());
            } else if (fact.kind() == FactKind.REFUND) {
                refunds.add(fact.id());
            }
        }
        orders.addAll(judged.ordersOf(refunds));
        return orders;
    }

    /** What is told of the accounts of some members. */
    private static final class Collected {

        private final Set<Long> members;
        private final Map<AccountKey, List<Movement>> movements = new HashMap<>();
        private final Map<AccountKey, List<Hold>> holds = new HashMap<>();

        Collected(List<Long> members) {
            this.members = Set.copyOf(members);
        }

        void add(Decision decision) {
            if (members.contains(decision.account().memberId())) {
                decision.movement()
                        .ifPresent(movement -> movements
                                .computeIfAbsent(decision.account(), key -> new ArrayList<>())
                                .add(movement));
            }
        }

        void add(Dispute dispute) {
            if (members.contains(dispute.account().memberId())) {
                holds.computeIfAbsent(dispute.account(), key -> new ArrayList<>())
                        .add(dispute.hold());
            }
        }

        Map<AccountKey, MovementSource.Told> accounts() {
            Set<AccountKey> accounts = new TreeSet<>(movements.keySet());
            accounts.addAll(holds.keySet());
            Map<AccountKey, MovementSource.Told> told = new HashMap<>();
            accounts.forEach(key -> told.put(
                    key,
                    new MovementSource.Told(
                            movements.getOrDefault(key, List.of()), holds.getOrDefault(key, List.of()))));
            return told;
        }
    }

    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {
        long after = Long.MIN_VALUE;
        while (after != Long.MAX_VALUE) {
            long last = judged.endOfPage(after, PAGE);
            judged.unjudged(after, last)
                    .forEach(found -> deviations.accept(new Deviation(
                            Check.UNJUDGED,
                            AccountKey.coins(found.memberId()),
                            LotKey.base(Fact.refund(found.refundId())),
                            "an outcome or a place on the work list",
                            found.outcome())));
            after = last;
        }
    }
}
