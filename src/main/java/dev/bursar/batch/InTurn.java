package dev.bursar.batch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Works that make one step: in each partition the second begins where the first has looked. */
public record InTurn(List<Work> works) implements Work {

    public InTurn {
        works = List.copyOf(works);
    }

    @Override
    public List<Integer> dueShards(Instant asOf) {
        TreeSet<Integer> shards = new TreeSet<>();
        works.forEach(work -> shards.addAll(work.dueShards(asOf)));
        return List.copyOf(shards);
    }

    @Override
    public long planned(Instant asOf) {
        return works.stream().mapToLong(work -> work.planned(asOf)).sum();
    }

    @Override
    public Sweep open(StepRun run) {
        Deque<Work> left = new ArrayDeque<>(works);
        return new Sweep() {

            private Optional<Sweep> now = Optional.empty();

            @Override
            public Optional<Tally> next() {
                while (now.isPresent() || !left.isEmpty()) {
                    Sweep sweep = now.orElseGet(() -> left.remove().open(run));
                    now = Optional.of(sweep);
                    Optional<Tally> tally = sweep.next();
                    if (tally.isPresent()) {
                        return tally;
                    }
                    now = Optional.empty();
                }
                return Optional.empty();
            }

            @Override
            public void committed() {
                now.ifPresent(Sweep::committed);
            }
        };
    }
}
