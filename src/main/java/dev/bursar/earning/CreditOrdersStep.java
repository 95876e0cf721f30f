package dev.bursar.earning;

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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The step {@code credit-orders}: coins and points for completed orders ({@code docs/rules.md §2}). */
public final class CreditOrdersStep implements Work {

    public static final String NAME = "credit-orders";

    private final Marks marks;
    private final DueOrderStore due;
    private final OrderCredits credits;
    private final Policy policy;
    private final Clock clock;
    private final int chunkSize;

    /** @param chunkSize about how many orders are judged in one transaction */
    public CreditOrdersStep(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        this.marks = new Marks(jdbc);
        this.due = new DueOrderStore(jdbc);
        this.credits = new OrderCredits(poster, new OutcomeStore(jdbc), new ExceptionStore(jdbc), marks);
        this.policy = policy;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    /** All shards with due orders; and all where a line has changed, which may make its order due. */
    @Override
    public List<Integer> dueShards(Instant asOf) {
        List<Integer> shards = new ArrayList<>(due.dueShards(asOf));
        shards.addAll(marks.shardsOfChangedLines());
        return shards.stream().distinct().sorted().toList();
    }

    @Override
    public long planned(Instant asOf) {
        return due.planned();
    }

    @Override
    public Sweep open(StepRun step) {
        return new OrderSweep(step, posted -> {});
    }

    /**
     * A sweep for a rehearsal: its caller rolls back each chunk.
     *
     * @param posted is told what each chunk posts
     */
    public Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        return new OrderSweep(step, posted);
    }

    private final class OrderSweep implements Sweep {

        private final StepRun step;
        private final Run run;
        private final OrderJudge judge = new OrderJudge(due, policy);
        private final Consumer<Posted> told;
        private Optional<DueOrderQueue> queue = Optional.empty();
        private List<DueOrder> chunk = List.of();
        private boolean foundAny;
        private boolean linesMoved;

        OrderSweep(StepRun step, Consumer<Posted> told) {
            this.step = step;
            this.told = told;
            this.run = new Run(
                    step.runId(), step.asOf(), clock.instant(), policy.zone(), policy.grace(), policy.version());
        }

        @Override
        public Optional<Tally> next() {
            if (!linesMoved) {
                return Optional.of(moveLines());
            }
            if (chunk.isEmpty() && !fill()) {
                return Optional.empty();
            }
            OrderCredits.Result result = credits.post(judge.judge(chunk), run, policy.patience());
            told.accept(result.posted());
            return Optional.of(result.tally());
        }

        @Override
        public void committed() {
            foundAny |= !chunk.isEmpty();
            chunk = List.of();
        }

        private Tally moveLines() {
            linesMoved = marks.moveFromLinesToOrders(step.shards()) == 0;
            return Tally.NONE;
        }

        /**
         * The next chunk. A line of orders that came to its end is looked at once more from its beginning, until nothing is
         * found: what arrived behind the sweep's back is not left over.
         */
        private boolean fill() {
            boolean again = true;
            while (again && chunk.isEmpty()) {
                boolean fresh = queue.isEmpty();
                DueOrderQueue line =
                        queue.orElseGet(() -> new DueOrderQueue(due, step.shards(), step.asOf(), step.runId()));
                queue = Optional.of(line);
                chunk = line.next(chunkSize);
                if (chunk.isEmpty()) {
                    again = !fresh && foundAny;
                    foundAny = false;
                    queue = Optional.empty();
                }
            }
            return !chunk.isEmpty();
        }
    }
}
