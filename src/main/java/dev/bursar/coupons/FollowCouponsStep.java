package dev.bursar.coupons;

import dev.bursar.batch.Chunks;
import dev.bursar.batch.DueQueue;
import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.batch.Shards;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Marks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The step {@code follow-coupons}: coupons applied, used, released, returned and ended ({@code docs/rules.md §5}). */
public final class FollowCouponsStep implements Work {

    public static final String NAME = "follow-coupons";

    private final DueCouponStore due;
    private final RefundMarkStore refunds;
    private final CouponFactsReader reader;
    private final Coupons coupons;
    private final Policy policy;
    private final Clock clock;
    private final int chunkSize;

    /** @param chunkSize about how many coupons are judged in one transaction */
    public FollowCouponsStep(JdbcTemplate jdbc, Policy policy, Clock clock, int chunkSize) {
        this.due = new DueCouponStore(jdbc);
        this.refunds = new RefundMarkStore(jdbc);
        this.reader = new CouponFactsReader(jdbc);
        this.coupons = new Coupons(
                new CouponRule(policy.coupons()),
                new CouponStore(jdbc),
                new CouponEventStore(jdbc),
                new CouponDecisionStore(jdbc),
                new OutcomeStore(jdbc),
                new ExceptionStore(jdbc),
                new Marks(jdbc));
        this.policy = policy;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    /** All shards of coupons, where a refund has changed: whose coupons it concerns is not looked up before. */
    @Override
    public List<Integer> dueShards(Instant asOf) {
        return refunds.any() ? IntStream.range(0, Shards.COUNT).boxed().toList() : due.dueShards(time(asOf));
    }

    @Override
    public long planned(Instant asOf) {
        return due.planned(time(asOf));
    }

    @Override
    public Sweep open(StepRun step) {
        return new CouponSweep(step);
    }

    /**
     * A sweep that looks once and whose caller rolls back each chunk.
     *
     * @param posted is told what each chunk would post
     */
    public Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        return new CouponRehearsal(step, posted);
    }

    private DueTime time(Instant asOf) {
        return DueTime.of(asOf, clock.instant());
    }

    private Run run(StepRun step) {
        return new Run(step.runId(), step.asOf(), clock.instant(), policy.zone(), policy.grace(), policy.version());
    }

    private DueQueue queue(StepRun step) {
        DueTime time = time(step.asOf());
        return new DueQueue((shard, last, limit) -> due.places(shard, last, time, step.runId(), limit), step.shards());
    }

    private Coupons.Result follow(List<Place> chunk, StepRun step, Run run) {
        return coupons.follow(reader.lock(chunk), run, time(step.asOf()), policy.patience());
    }

    private final class CouponSweep implements Sweep {

        private final StepRun step;
        private final Run run;
        private final Chunks chunks;
        private boolean linesMoved;
        private boolean refundsMoved;
        private boolean allLines;
        private boolean allRefunds;

        CouponSweep(StepRun step) {
            this.step = step;
            this.run = run(step);
            this.chunks = Chunks.lookingTwice(() -> queue(step), chunkSize);
        }

        /** Every partition moves all marks of refunds, or waits for who does: then its own coupons are told. */
        @Override
        public Optional<Tally> next() {
            if (!linesMoved) {
                allLines = !refunds.moveFromLines();
                return Optional.of(Tally.NONE);
            }
            if (!refundsMoved) {
                allRefunds = !refunds.moveFromRefunds();
                return Optional.of(Tally.NONE);
            }
            List<Place> chunk = chunks.next();
            return chunk.isEmpty()
                    ? Optional.empty()
                    : Optional.of(follow(chunk, step, run).tally());
        }

        @Override
        public void committed() {
            linesMoved = allLines;
            refundsMoved = allRefunds;
            chunks.committed();
        }
    }

    private final class CouponRehearsal implements Sweep {

        private final StepRun step;
        private final Consumer<Posted> posted;
        private final Run run;
        private Optional<Chunks> chunks = Optional.empty();

        CouponRehearsal(StepRun step, Consumer<Posted> posted) {
            this.step = step;
            this.posted = posted;
            this.run = run(step);
        }

        @Override
        public Optional<Tally> next() {
            Chunks line = chunks.orElseGet(this::lineUp);
            chunks = Optional.of(line);
            List<Place> chunk = line.next();
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            Coupons.Result result = follow(chunk, step, run);
            posted.accept(result.posted());
            return Optional.of(result.tally());
        }

        /** What is rolled back cannot be looked up later: where marks have to be moved, the whole line is remembered. */
        private Chunks lineUp() {
            boolean anyMoved = refunds.any();
            boolean more = anyMoved;
            while (more) {
                more = refunds.moveFromLines();
            }
            more = anyMoved;
            while (more) {
                more = refunds.moveFromRefunds();
            }
            DueQueue places = queue(step);
            return Chunks.lookingOnce(() -> anyMoved ? remembered(places) : places, chunkSize);
        }

        private DueQueue remembered(DueQueue places) {
            NavigableSet<Place> all = new TreeSet<>();
            for (List<Place> some = places.next(chunkSize); !some.isEmpty(); some = places.next(chunkSize)) {
                all.addAll(some);
            }
            return DueQueue.of(all);
        }

        @Override
        public void committed() {
            chunks.ifPresent(Chunks::committed);
        }
    }
}
