package dev.bursar.earning;

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
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.ledger.TakeBackStore;
import dev.bursar.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The steps {@code credit-reviews} and {@code credit-activities}: what members earn beside buying
 * ({@code docs/rules.md §2}), and what late facts change about it.
 */
public final class RewardStep<D extends Deed> implements Work {

    public static final String REVIEWS = "credit-reviews";
    public static final String ACTIVITIES = "credit-activities";

    private final Rewarded<D> source;
    private final Rewards<D> rewards;
    private final Policy policy;
    private final Clock clock;
    private final int chunkSize;

    private RewardStep(
            Rewarded<D> source, JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        this.source = source;
        this.rewards = new Rewards<>(
                source,
                poster,
                new TakeBackStore(jdbc),
                new OutcomeStore(jdbc),
                new ExceptionStore(jdbc),
                new JudgedTermsStore(jdbc),
                policy.patience());
        this.policy = policy;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    /** @param chunkSize about how many reviews are judged in one transaction */
    public static RewardStep<?> reviews(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        return new RewardStep<>(new ReviewsReader(jdbc, policy), jdbc, poster, policy, clock, chunkSize);
    }

    /** @param chunkSize about how many activities are judged in one transaction */
    public static RewardStep<?> activities(
            JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        return new RewardStep<>(new ActivitiesReader(jdbc, policy), jdbc, poster, policy, clock, chunkSize);
    }

    /** All shards with due facts; all, where others have overtaken what is credited. */
    @Override
    public List<Integer> dueShards(Instant asOf) {
        List<Integer> all = IntStream.range(0, Shards.COUNT).boxed().toList();
        Run run = run(new StepRun(0, asOf, all));
        return source.overtaken(all, run.edge()).isEmpty() ? source.dueShards(time(asOf)) : all;
    }

    @Override
    public long planned(Instant asOf) {
        return source.planned(time(asOf));
    }

    @Override
    public Sweep open(StepRun step) {
        return new RewardSweep(step);
    }

    /**
     * A sweep that looks once and whose caller rolls back each chunk. Of two members of whom only one can have referred a
     * friend it tells what is taken back of the one; what the other gets is posted once that is done.
     *
     * @param posted is told what each chunk would post
     */
    public Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        return new RewardRehearsal(step, posted);
    }

    private DueTime time(Instant asOf) {
        return DueTime.of(asOf, clock.instant());
    }

    private Run run(StepRun step) {
        return new Run(step.runId(), step.asOf(), clock.instant(), policy.zone(), policy.grace(), policy.version());
    }

    private DueQueue queue(StepRun step) {
        DueTime time = time(step.asOf());
        return new DueQueue(
                (shard, last, limit) -> source.places(shard, last, time, step.runId(), limit), step.shards());
    }

    private final class RewardSweep implements Sweep {

        private final StepRun step;
        private final Run run;
        private final Chunks chunks;
        private boolean begun;
        private boolean looking;
        private final Set<Fact> putOff = new HashSet<>();
        private Set<Fact> putOffNow = Set.of();

        RewardSweep(StepRun step) {
            this.step = step;
            this.run = run(step);
            this.chunks = Chunks.lookingTwice(() -> queue(step), chunkSize);
        }

        @Override
        public Optional<Tally> next() {
            if (!looking) {
                begun = true;
                source.putOn(source.overtaken(step.shards(), run.edge()));
                return Optional.of(Tally.NONE);
            }
            List<Place> chunk = chunks.next();
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            Rewards.Result result = rewards.post(chunk, time(step.asOf()), run, putOff::contains);
            putOffNow = result.putOff();
            return Optional.of(result.tally());
        }

        @Override
        public void committed() {
            looking = begun;
            putOff.addAll(putOffNow);
            chunks.committed();
        }
    }

    private final class RewardRehearsal implements Sweep {

        private final StepRun step;
        private final Consumer<Posted> posted;
        private final Run run;
        private Optional<Chunks> chunks = Optional.empty();
        private boolean anyMoved;

        RewardRehearsal(StepRun step, Consumer<Posted> posted) {
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
            if (anyMoved) {
                source.putOn(Place.facts(chunk));
            }
            Rewards.Result result = rewards.post(chunk, time(step.asOf()), run, fact -> true);
            posted.accept(result.posted());
            return Optional.of(result.tally());
        }

        /** What is rolled back cannot be looked up later: where marks have to be moved, the whole line is remembered. */
        private Chunks lineUp() {
            Set<Long> overtaken = source.overtaken(step.shards(), run.edge());
            source.putOn(overtaken);
            anyMoved = !overtaken.isEmpty();
            DueQueue places = queue(step);
            return Chunks.lookingOnce(() -> anyMoved ? places.remembered() : places, chunkSize);
        }

        @Override
        public void committed() {
            chunks.ifPresent(Chunks::committed);
        }
    }
}
