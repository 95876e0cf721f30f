package dev.bursar.lapse;

import dev.bursar.batch.Shards;
import dev.bursar.batch.StepEnd;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Lapsed;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The steps {@code expire-coins} and {@code expire-points}: what has ended by the end of the run's day lapses, each lot as
 * of its own end, however many nights were missed ({@code docs/rules.md} §4).
 */
public final class LapseStep implements Work {

    public static final String COINS = "expire-coins";
    public static final String POINTS = "expire-points";

    private final ProgrammeKind programmes;
    private final DueAccountStore due;
    private final Poster poster;
    private final Policy policy;
    private final Clock clock;
    private final NoticeHolds holds;
    private final int chunkSize;

    private LapseStep(
            ProgrammeKind programmes, JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        this.programmes = programmes;
        this.due = new DueAccountStore(jdbc, programmes);
        this.poster = poster;
        this.policy = policy;
        this.clock = clock;
        this.holds = new NoticeHolds(new NoticeStore(jdbc), policy.lapse(), policy.zone());
        this.chunkSize = chunkSize;
    }

    /** @param chunkSize how many accounts are looked at in one transaction */
    public static LapseStep ofCoins(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        return new LapseStep(ProgrammeKind.COINS, jdbc, poster, policy, clock, chunkSize);
    }

    /** @param chunkSize how many accounts are looked at in one transaction */
    public static LapseStep ofPoints(JdbcTemplate jdbc, Poster poster, Policy policy, Clock clock, int chunkSize) {
        return new LapseStep(ProgrammeKind.POINTS, jdbc, poster, policy, clock, chunkSize);
    }

    @Override
    public List<Integer> dueShards(Instant asOf) {
        Set<Integer> shards = new TreeSet<>(due.byShard(asOf).keySet());
        holds.toBeLookedAt(IntStream.range(0, Shards.COUNT).boxed().toList(), due.firstProgramme(), due.lastProgramme())
                .forEach(account -> shards.add(Shards.of(account.memberId())));
        return List.copyOf(shards);
    }

    @Override
    public long planned(Instant asOf) {
        return due.byShard(asOf).values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Sweep open(StepRun step) {
        return new LapseSweep(step, Optional.empty());
    }

    /**
     * A sweep whose caller rolls back each chunk.
     *
     * @param posted is told what each chunk would post
     */
    public Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        return new LapseSweep(step, Optional.of(posted));
    }

    /** Proves that nothing that had ended is left, and notes it, so that nothing that is posted later can slip by. */
    @Override
    public void finish(StepEnd end) {
        poster.allLapsed(programmes, end.asOf());
        Map<Integer, Long> left = due.byShard(end.asOf());
        if (!left.isEmpty()) {
            int shard = left.keySet().iterator().next();
            AccountKey account =
                    due.after(shard, DueAccount.NONE, end.asOf(), 1).get(0).key();
            throw new IllegalStateException(
                    left.values().stream().mapToLong(Long::longValue).sum()
                            + " accounts still have units that ended by " + end.asOf() + ", the first of them "
                            + account + ": something was posted to them meanwhile; run the same command again");
        }
    }

    private final class LapseSweep implements Sweep {

        private final Optional<Consumer<Posted>> rehearsal;
        private final DueAccounts line;
        private final Run run;
        private final StepRun step;
        private final Deque<AccountKey> toBeLookedAt = new ArrayDeque<>();
        private Collection<AccountKey> lookedAt = List.of();
        private boolean looked;
        private List<AccountKey> chunk = List.of();

        LapseSweep(StepRun step, Optional<Consumer<Posted>> rehearsal) {
            this.rehearsal = rehearsal;
            this.step = step;
            this.line =
                    new DueAccounts((shard, last, limit) -> due.after(shard, last, step.asOf(), limit), step.shards());
            this.run = new Run(
                    step.runId(), step.asOf(), clock.instant(), policy.zone(), policy.grace(), policy.version());
        }

        @Override
        public Optional<Tally> next() {
            if (!looked) {
                lookedAt = holds.toBeLookedAt(step.shards(), due.firstProgramme(), due.lastProgramme());
                toBeLookedAt.addAll(lookedAt);
                looked = true;
            }
            if (chunk.isEmpty()) {
                chunk = nextChunk();
            }
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            Set<AccountKey> wanting = new TreeSet<>(holds.concerned(chunk));
            chunk.stream().filter(lookedAt::contains).forEach(wanting::add);
            if (!wanting.isEmpty()) {
                holds.note(poster.lock(wanting), run.asOf());
            }
            Lapsed lapsed = poster.lapse(chunk, wanting, run);
            rehearsal.ifPresent(told -> told.accept(poster.toldOf(lapsed, run)));
            return Optional.of(new Tally(
                    lapsed.accounts(), lapsed.changed(), lapsed.accounts() - lapsed.changed(), 0, 0, lapsed.units()));
        }

        /** First those that notices have come for: nothing says of them that something has ended. */
        private List<AccountKey> nextChunk() {
            List<AccountKey> some = new ArrayList<>();
            while (some.size() < chunkSize && !toBeLookedAt.isEmpty()) {
                some.add(toBeLookedAt.remove());
            }
            return some.isEmpty() ? line.next(chunkSize) : some;
        }

        @Override
        public void committed() {
            chunk = List.of();
        }
    }
}
