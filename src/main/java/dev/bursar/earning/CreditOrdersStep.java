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
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Marks;
import dev.bursar.shop.Marks.ChangedLine;
import dev.bursar.shop.RefundMarks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The step {@code credit-orders}: coins and points for completed orders ({@code docs/rules.md §2}). */
public final class CreditOrdersStep implements Work {

    public static final String NAME = "credit-orders";

    private final Marks marks;
    private final TermsMarkStore terms;
    private final DueOrderStore due;
    private final OrderJudge judge;
    private final OrderCredits credits;
    private final Policy policy;
    private final Clock clock;
    private final int chunkSize;

    /** @param chunkSize how many orders are judged in one transaction */
    public CreditOrdersStep(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        this.marks = new Marks(jdbc);
        this.terms = new TermsMarkStore(jdbc);
        this.due = new DueOrderStore(jdbc);
        this.judge = new OrderJudge(due, policy);
        this.credits = new OrderCredits(
                poster,
                new OutcomeStore(jdbc),
                new ExceptionStore(jdbc),
                new JudgedTermsStore(jdbc),
                marks,
                new RefundMarks(jdbc));
        this.policy = policy;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    /** All shards with due orders; those where a line has changed; all, where terms have: these may make orders due. */
    @Override
    public List<Integer> dueShards(Instant asOf) {
        if (terms.anyChanged()) {
            return IntStream.range(0, Shards.COUNT).boxed().toList();
        }
        List<Integer> shards = new ArrayList<>(due.dueShards(time(asOf)));
        shards.addAll(marks.shardsOfChangedLines());
        return shards.stream().distinct().sorted().toList();
    }

    @Override
    public long planned(Instant asOf) {
        return due.planned(time(asOf));
    }

    @Override
    public Sweep open(StepRun step) {
        return new OrderSweep(step);
    }

    /**
     * A sweep that looks once and whose caller rolls back each chunk.
     *
     * @param posted is told what each chunk would post
     */
    public Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        return new OrderRehearsal(step, posted);
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

    private OrderCredits.Result post(List<Place> chunk, StepRun step, Run run) {
        DueTime time = time(step.asOf());
        return credits.post(judge.judge(due.lock(chunk, time), time), run, policy.patience());
    }

    private final class OrderSweep implements Sweep {

        private final StepRun step;
        private final Run run;
        private Optional<TermsMarkStore.Move> move = Optional.empty();
        private Optional<TermsMarkStore.Move> nextMove = Optional.empty();
        private boolean termsMoved;
        private boolean linesMoved;
        private Optional<ChangedLine> changedLine = Optional.empty();
        private ChangedLine lineBefore = ChangedLine.NONE;
        private final Chunks chunks;

        OrderSweep(StepRun step) {
            this.step = step;
            this.run = run(step);
            this.chunks = Chunks.lookingTwice(() -> queue(step), chunkSize);
        }

        @Override
        public Optional<Tally> next() {
            if (!termsMoved) {
                nextMove = move.isEmpty() ? terms.begin() : terms.go(move.get());
                termsMoved = nextMove.isEmpty();
                return Optional.of(Tally.NONE);
            }
            if (!linesMoved) {
                changedLine = marks.moveFromLinesToOrders(lineBefore, step.shards());
                linesMoved = changedLine.isEmpty();
                return Optional.of(Tally.NONE);
            }
            List<Place> chunk = chunks.next();
            return chunk.isEmpty()
                    ? Optional.empty()
                    : Optional.of(post(chunk, step, run).tally());
        }

        @Override
        public void committed() {
            move = nextMove;
            lineBefore = changedLine.orElse(lineBefore);
            chunks.committed();
        }
    }

    private final class OrderRehearsal implements Sweep {

        private final StepRun step;
        private final Consumer<Posted> posted;
        private final Run run;
        private Optional<Chunks> chunks = Optional.empty();
        private boolean anyMoved;

        OrderRehearsal(StepRun step, Consumer<Posted> posted) {
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
                marks.putOn(Place.facts(chunk));
            }
            OrderCredits.Result result = post(chunk, step, run);
            posted.accept(result.posted());
            return Optional.of(result.tally());
        }

        /** What is rolled back cannot be looked up later: where marks have to be moved, the whole line is remembered. */
        private Chunks lineUp() {
            for (Optional<TermsMarkStore.Move> next = terms.begin(); next.isPresent(); next = terms.go(next.get())) {
                anyMoved = true;
            }
            Optional<ChangedLine> line = marks.moveFromLinesToOrders(ChangedLine.NONE, step.shards());
            while (line.isPresent()) {
                anyMoved = true;
                line = marks.moveFromLinesToOrders(line.get(), step.shards());
            }
            DueQueue places = queue(step);
            return Chunks.lookingOnce(() -> anyMoved ? places.remembered() : places, chunkSize);
        }

        @Override
        public void committed() {
            chunks.ifPresent(Chunks::committed);
        }
    }
}
