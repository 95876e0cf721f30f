package dev.bursar.refunds;

import dev.bursar.batch.Chunks;
import dev.bursar.batch.DueQueue;
import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.ledger.DecisionStore;
import dev.bursar.ledger.DisputeStore;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.FullRefundStore;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import dev.bursar.shop.RefundMarks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the step {@code settle-accounts} does about refunds ({@code docs/rules.md §5}). */
public final class SettleRefundsStep implements Work {

    private final RefundMarks marks;
    private final DueRefundStore due;
    private final Refunds refunds;
    private final Policy policy;
    private final Clock clock;
    private final int chunkSize;

    /** @param chunkSize of how many orders the refunds are judged in one transaction */
    public SettleRefundsStep(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        this.marks = new RefundMarks(jdbc);
        this.due = new DueRefundStore(jdbc);
        this.refunds = new Refunds(
                poster,
                due,
                new RefundCaseReader(jdbc),
                new Refunds.RefundBooks(
                        new DecisionStore(jdbc),
                        new DisputeStore(jdbc),
                        new FullRefundStore(jdbc),
                        new OutcomeStore(jdbc),
                        new ExceptionStore(jdbc)),
                policy);
        this.policy = policy;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    @Override
    public List<Integer> dueShards(Instant asOf) {
        return marks.shards();
    }

    @Override
    public long planned(Instant asOf) {
        return due.planned();
    }

    @Override
    public Sweep open(StepRun step) {
        return new RefundSweep(step);
    }

    private Run run(StepRun step) {
        return new Run(step.runId(), step.asOf(), clock.instant(), policy.zone(), policy.grace(), policy.version());
    }

    private DueQueue queue(StepRun step) {
        return new DueQueue((shard, last, limit) -> due.places(shard, last, step.runId(), limit), step.shards());
    }

    private Refunds.Result settle(List<Place> chunk, StepRun step, Run run) {
        return refunds.settle(chunk, run, DueTime.of(step.asOf(), clock.instant()));
    }

    /**
     * Settles all that is due, in the caller's transaction, which rolls it back.
     *
     * @param posted is told what would be posted
     */
    public Tally rehearse(StepRun step, Consumer<Posted> posted) {
        Optional<RefundMarks.Progress> move = Optional.of(RefundMarks.Progress.BEGIN);
        while (move.isPresent()) {
            move = marks.move(move.get(), step.shards());
        }
        Tally total = Tally.NONE;
        DueQueue places = queue(step);
        for (List<Place> chunk = places.next(chunkSize); !chunk.isEmpty(); chunk = places.next(chunkSize)) {
            Refunds.Result result = settle(chunk, step, run(step));
            posted.accept(result.posted());
            total = total.plus(result.tally());
        }
        return total;
    }

    private final class RefundSweep implements Sweep {

        private final StepRun step;
        private final Run run;
        private final Chunks chunks;
        private Optional<RefundMarks.Progress> move = Optional.of(RefundMarks.Progress.BEGIN);
        private Optional<RefundMarks.Progress> nextMove = Optional.empty();

        RefundSweep(StepRun step) {
            this.step = step;
            this.run = run(step);
            this.chunks = Chunks.lookingTwice(() -> queue(step), chunkSize);
        }

        @Override
        public Optional<Tally> next() {
            if (move.isPresent()) {
                nextMove = marks.move(move.get(), step.shards());
                return Optional.of(Tally.NONE);
            }
            List<Place> chunk = chunks.next();
            return chunk.isEmpty()
                    ? Optional.empty()
                    : Optional.of(settle(chunk, step, run).tally());
        }

        @Override
        public void committed() {
            if (move.isPresent()) {
                move = nextMove;
            } else {
                chunks.committed();
            }
        }
    }
}
