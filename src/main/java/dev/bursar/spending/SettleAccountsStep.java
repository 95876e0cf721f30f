package dev.bursar.spending;

import dev.bursar.batch.Chunks;
import dev.bursar.batch.DueQueue;
import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Marks;
import dev.bursar.shop.RefundMarks;
import dev.bursar.shop.StoreTermsReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The step {@code settle-accounts}: what members redeemed, reserved, taken or released ({@code docs/rules.md §3}). */
public final class SettleAccountsStep implements Work {

    public static final String NAME = "settle-accounts";

    private final DueRedemptionStore due;
    private final RedemptionJudge judge;
    private final Redemptions redemptions;
    private final Policy policy;
    private final Clock clock;
    private final int chunkSize;

    /** @param chunkSize about how many redemptions are judged in one transaction */
    public SettleAccountsStep(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        this.due = new DueRedemptionStore(jdbc);
        this.judge = new RedemptionJudge(due, new StoreTermsReader(jdbc), policy);
        this.redemptions = new Redemptions(
                poster,
                new SpendingStore(jdbc),
                new OutcomeStore(jdbc),
                new ExceptionStore(jdbc),
                new Marks(jdbc),
                new RefundMarks(jdbc));
        this.policy = policy;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    @Override
    public List<Integer> dueShards(Instant asOf) {
        return due.dueShards(time(asOf));
    }

    @Override
    public long planned(Instant asOf) {
        return due.planned(time(asOf));
    }

    @Override
    public Sweep open(StepRun step) {
        return new RedemptionSweep(step, Chunks.lookingTwice(() -> queue(step), chunkSize), posted -> {});
    }

    /**
     * A sweep that looks once and whose caller rolls back each chunk.
     *
     * @param posted is told what each chunk would post
     */
    public Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        return new RedemptionSweep(step, Chunks.lookingOnce(() -> queue(step), chunkSize), posted);
    }

    private DueTime time(Instant asOf) {
        return DueTime.of(asOf, clock.instant());
    }

    private DueQueue queue(StepRun step) {
        DueTime time = time(step.asOf());
        return new DueQueue((shard, last, limit) -> due.places(shard, last, time, step.runId(), limit), step.shards());
    }

    private final class RedemptionSweep implements Sweep {

        private final StepRun step;
        private final Chunks chunks;
        private final Consumer<Posted> posted;
        private final Run run;

        RedemptionSweep(StepRun step, Chunks chunks, Consumer<Posted> posted) {
            this.step = step;
            this.chunks = chunks;
            this.posted = posted;
            this.run = new Run(
                    step.runId(), step.asOf(), clock.instant(), policy.zone(), policy.grace(), policy.version());
        }

        @Override
        public Optional<Tally> next() {
            List<Place> chunk = chunks.next();
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            DueTime time = time(step.asOf());
            Redemptions.Result result =
                    redemptions.settle(judge.judge(due.lock(chunk, time), time), run, policy.patience());
            posted.accept(result.posted());
            return Optional.of(result.tally());
        }

        @Override
        public void committed() {
            chunks.committed();
        }
    }
}
