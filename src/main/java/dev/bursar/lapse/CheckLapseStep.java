package dev.bursar.lapse;

import dev.bursar.batch.RefusedException;
import dev.bursar.batch.StepEnd;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Work;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The step {@code check-lapse}: stops a run before anything lapses where it would be more at once than the policy lets
 * ({@code docs/rules.md} §4). It posts nothing and has no parts.
 */
public final class CheckLapseStep implements Work {

    public static final String NAME = "check-lapse";

    private final OutstandingStore units;
    private final Breaker breaker;

    public CheckLapseStep(JdbcTemplate jdbc, Policy policy) {
        this.units = new OutstandingStore(jdbc);
        this.breaker = new Breaker(policy.lapse());
    }

    @Override
    public List<Integer> dueShards(Instant asOf) {
        return List.of();
    }

    @Override
    public long planned(Instant asOf) {
        return 0;
    }

    @Override
    public Sweep open(StepRun run) {
        throw new IllegalStateException(NAME + " has no parts");
    }

    /** @throws RefusedException where more would lapse than may, and nobody has confirmed as much */
    @Override
    public void finish(StepEnd end) {
        check(ProgrammeKind.COINS, "coins", end);
        check(ProgrammeKind.POINTS, "points", end);
    }

    private void check(ProgrammeKind programmes, String name, StepEnd end) {
        SortedMap<Instant, Long> due = units.due(programmes, end.asOf());
        long all = due.values().stream().mapToLong(Long::longValue).sum();
        if (all <= breaker.harmless(due)
                || end.confirmedUnits().filter(most -> all <= most).isPresent()) {
            return;
        }
        long outstanding = units.outstanding(programmes);
        Optional<Breaker.Excess> excess = breaker.excess(due, outstanding);
        if (excess.isPresent()) {
            throw new RefusedException(
                    "%,d of %,d outstanding %s have ended by %s and would lapse at once, which is %s%% of them; the policy lets no more than %,d lapse (lapse.share %s, %s)"
                            .formatted(
                                    all,
                                    outstanding,
                                    name,
                                    end.asOf(),
                                    BigDecimal.valueOf(100L * all)
                                            .divide(
                                                    BigDecimal.valueOf(Math.max(1, outstanding)),
                                                    1,
                                                    RoundingMode.HALF_UP),
                                    excess.get().allowed(),
                                    excess.get().share().value().toPlainString(),
                                    excess.get()
                                            .share()
                                            .source()
                                            .map(Object::toString)
                                            .orElse("by default")),
                    "--confirm-lapse " + all);
        }
    }
}
