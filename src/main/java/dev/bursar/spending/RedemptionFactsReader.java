package dev.bursar.spending;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactSource;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.MovementSource;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.Policy;
import dev.bursar.shop.StoreTermsReader;
import dev.bursar.spending.RedemptionJudge.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What redemptions took, worked out anew for the proof of the books. */
public final class RedemptionFactsReader implements FactSource {

    private static final int PAGE = 50_000;

    private final JudgedRedemptionStore redemptions;
    private final RedemptionJudge judge;

    public RedemptionFactsReader(JdbcTemplate jdbc, Policy policy) {
        this.redemptions = new JudgedRedemptionStore(jdbc);
        this.judge = new RedemptionJudge(new DueRedemptionStore(jdbc), new StoreTermsReader(jdbc), policy);
    }

    @Override
    public Recount recount(List<Long> members, Set<Fact> named) {
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        Set<Fact> pending = new HashSet<>();
        for (Judged judged : judge.judgeAgain(redemptions.ofMembers(members))) {
            if (judged.due().onWorkList()) {
                pending.add(judged.due().fact());
            }
            told(judged)
                    .filter(movement -> members.contains(account(judged).memberId()))
                    .ifPresent(movement -> movements
                            .computeIfAbsent(account(judged), key -> new ArrayList<>())
                            .add(movement));
        }
        Map<AccountKey, MovementSource.Told> told = new HashMap<>();
        movements.forEach((key, some) -> told.put(key, new MovementSource.Told(some, List.of())));
        return new Recount(told, Set.of(), pending);
    }

    /** Of what a run will look at again: what its account was judged by. */
    private static Optional<Movement> told(Judged judged) {
        DueRedemption due = judged.due();
        if (due.onWorkList()) {
            return due.booked().map(Booked::movement);
        }
        boolean taken = due.before()
                .filter(before -> before.of(Purpose.SPENDING) == Reason.SPENT)
                .isPresent();
        return taken && judged.claim() instanceof Claim.Taken claim
                ? Optional.of(new Movement.Redemption(
                        due.fact(),
                        at(due),
                        due.redemption().units(),
                        Optional.of(paidAt(due).orElse(claim.paidAt())),
                        Optional.empty(),
                        claim.timesOutAt()))
                : Optional.empty();
    }

    private static AccountKey account(Judged judged) {
        return judged.due().onWorkList()
                ? judged.due().booked().map(Booked::account).orElseThrow()
                : judged.due().account();
    }

    /** One that came after the grace was placed at its edge: never before its own time. */
    private static Instant at(DueRedemption due) {
        Instant own = due.redemption().redeemedAt();
        return due.booked()
                .map(booked -> booked.movement().at())
                .filter(own::isBefore)
                .orElse(own);
    }

    /** Once units are taken, a correction of when the order was paid moves nothing. */
    private static Optional<Instant> paidAt(DueRedemption due) {
        return due.booked().flatMap(booked -> booked.movement().paidAt());
    }

    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {
        long after = Long.MIN_VALUE;
        while (after != Long.MAX_VALUE) {
            long last = redemptions.endOfPage(after, PAGE);
            redemptions
                    .unjudged(after, last)
                    .forEach(found -> deviations.accept(new Deviation(
                            Check.UNJUDGED,
                            new AccountKey(found.memberId(), found.programmeId()),
                            LotKey.base(Fact.redemption(found.redemptionId())),
                            "an outcome or a place on the work list",
                            found.outcome())));
            redemptions
                    .unposted(after, last)
                    .forEach(found -> deviations.accept(new Deviation(
                            Check.OUTCOME_WITHOUT_ENTRIES,
                            new AccountKey(found.memberId(), found.programmeId()),
                            LotKey.base(Fact.redemption(found.redemptionId())),
                            found.units() + " units taken, as its outcome is SPENT",
                            String.valueOf(found.taken()))));
            after = last;
        }
    }
}
