package dev.bursar.earning;

import dev.bursar.batch.Shards;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.earning.DueOrderStore.Place;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Marks;
import dev.bursar.shop.Marks.ChangedLine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The step {@code credit-orders}: coins and points for completed orders ({@code docs/rules.md §2}). */
public final class CreditOrdersStep implements Work {

    public static final String NAME = "credit-orders";

    private static final int MOST_PASSES = 2;

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
                poster, new OutcomeStore(jdbc), new ExceptionStore(jdbc), new JudgedTermsStore(jdbc), marks);
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

    private DueOrderQueue queue(StepRun step) {
        return new DueOrderQueue(due, step.shards(), time(step.asOf()), step.runId());
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
        private Optional<DueOrderQueue> queue = Optional.empty();
        private List<Place> chunk = List.of();
        private int passes;
        private boolean foundAny;

        OrderSweep(StepRun step) {
            this.step = step;
            this.run = run(step);
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
            if (chunk.isEmpty() && !fill()) {
                return Optional.empty();
            }
            return Optional.of(post(chunk, step, run).tally());
        }

        @Override
        public void committed() {
            move = nextMove;
            lineBefore = changedLine.orElse(lineBefore);
            foundAny |= !chunk.isEmpty();
            chunk = List.of();
        }

        /**
         * The next chunk. A line that came to its end is made once more, for what arrived behind the sweep's back. Not for
         * ever: two runs at once, with the lock off, would each find what the other has looked at and left waiting.
         */
        private boolean fill() {
            while (chunk.isEmpty() && passes < MOST_PASSES) {
                DueOrderQueue line = queue.orElseGet(() -> queue(step));
                queue = Optional.of(line);
                chunk = line.next(chunkSize);
                if (chunk.isEmpty()) {
                    passes = foundAny ? passes + 1 : MOST_PASSES;
                    foundAny = false;
                    queue = Optional.empty();
                }
            }
            return !chunk.isEmpty();
        }
    }

    private final class OrderRehearsal implements Sweep {

        private final StepRun step;
        private final Consumer<Posted> posted;
        private final Run run;
        private Optional<DueOrderQueue> queue = Optional.empty();
        private Optional<Deque<Place>> moved = Optional.empty();
        private List<Place> chunk = List.of();

        OrderRehearsal(StepRun step, Consumer<Posted> posted) {
            this.step = step;
            this.posted = posted;
            this.run = run(step);
        }

        @Override
        public Optional<Tally> next() {
            if (queue.isEmpty() && moved.isEmpty()) {
                lineUp();
            }
            if (chunk.isEmpty()) {
                chunk = moved.map(this::take)
                        .orElseGet(() -> queue.orElseThrow().next(chunkSize));
            }
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            if (moved.isPresent()) {
                marks.putOn(chunk.stream().map(Place::orderId).sorted().toList());
            }
            OrderCredits.Result result = post(chunk, step, run);
            posted.accept(result.posted());
            return Optional.of(result.tally());
        }

        /** What is rolled back cannot be looked up later: where marks have to be moved, the whole line is remembered. */
        private void lineUp() {
            boolean anyMoved = false;
            for (Optional<TermsMarkStore.Move> next = terms.begin(); next.isPresent(); next = terms.go(next.get())) {
                anyMoved = true;
            }
            Optional<ChangedLine> line = marks.moveFromLinesToOrders(ChangedLine.NONE, step.shards());
            while (line.isPresent()) {
                anyMoved = true;
                line = marks.moveFromLinesToOrders(line.get(), step.shards());
            }
            DueOrderQueue places = queue(step);
            if (!anyMoved) {
                queue = Optional.of(places);
                return;
            }
            Deque<Place> all = new ArrayDeque<>();
            for (List<Place> some = places.next(chunkSize); !some.isEmpty(); some = places.next(chunkSize)) {
                all.addAll(some);
            }
            moved = Optional.of(all);
        }

        private List<Place> take(Deque<Place> all) {
            List<Place> taken = new ArrayList<>();
            while (!all.isEmpty()
                    && (taken.size() < chunkSize
                            || all.element().memberId()
                                    == taken.get(taken.size() - 1).memberId())) {
                taken.add(all.remove());
            }
            return taken;
        }

        @Override
        public void committed() {
            chunk = List.of();
        }
    }
}
