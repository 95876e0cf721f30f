package dev.bursar.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The step {@code purge-history}: takes out of the job metadata what was completed long ago. What failed, was stopped or is
 * not finished stays, and so does the last completed run of each job, by which missed nights are found.
 */
public final class PurgeHistoryStep implements Work {

    public static final String NAME = "purge-history";

    /** Job instances in one transaction, and in one run: the rest is for the next. */
    private static final int CHUNK = 200;

    private static final int MOST = 50_000;

    private static final String COUNT = """
            select count(*)
            from BATCH_JOB_INSTANCE i
            where exists (select 1
                          from BATCH_JOB_EXECUTION e
                          where e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID
                            and e.STATUS = 'COMPLETED'
                            and e.END_TIME < :before)
              and exists (select 1
                          from BATCH_JOB_INSTANCE n
                          join BATCH_JOB_EXECUTION e on e.JOB_INSTANCE_ID = n.JOB_INSTANCE_ID
                          where n.JOB_NAME = i.JOB_NAME
                            and n.JOB_INSTANCE_ID > i.JOB_INSTANCE_ID
                            and e.STATUS = 'COMPLETED')
            """;

    private static final String NEXT = """
            select i.JOB_INSTANCE_ID
            from BATCH_JOB_INSTANCE i
            where exists (select 1
                          from BATCH_JOB_EXECUTION e
                          where e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID
                            and e.STATUS = 'COMPLETED'
                            and e.END_TIME < :before)
              and exists (select 1
                          from BATCH_JOB_INSTANCE n
                          join BATCH_JOB_EXECUTION e on e.JOB_INSTANCE_ID = n.JOB_INSTANCE_ID
                          where n.JOB_NAME = i.JOB_NAME
                            and n.JOB_INSTANCE_ID > i.JOB_INSTANCE_ID
                            and e.STATUS = 'COMPLETED')
            order by i.JOB_INSTANCE_ID
            limit :most
            """;

    private static final String EXECUTIONS = """
            select JOB_EXECUTION_ID
            from BATCH_JOB_EXECUTION
            where JOB_INSTANCE_ID in (:instances)
            """;

    /** What refers to others first. */
    private static final List<String> DELETES = List.of("""
            delete c
            from BATCH_STEP_EXECUTION_CONTEXT c
            join BATCH_STEP_EXECUTION s on s.STEP_EXECUTION_ID = c.STEP_EXECUTION_ID
            where s.JOB_EXECUTION_ID in (:executions)
            """, """
            delete from BATCH_STEP_EXECUTION
            where JOB_EXECUTION_ID in (:executions)
            """, """
            delete from BATCH_JOB_EXECUTION_CONTEXT
            where JOB_EXECUTION_ID in (:executions)
            """, """
            delete from BATCH_JOB_EXECUTION_PARAMS
            where JOB_EXECUTION_ID in (:executions)
            """, """
            delete from stop_request
            where run_id in (:executions)
            """, """
            delete from BATCH_JOB_EXECUTION
            where JOB_EXECUTION_ID in (:executions)
            """, """
            delete from BATCH_JOB_INSTANCE
            where JOB_INSTANCE_ID in (:instances)
            """);

    private final NamedParameterJdbcTemplate jdbc;
    private final Clock clock;
    private final Duration keep;

    /** @param keep how long after its end a completed run stays */
    public PurgeHistoryStep(JdbcTemplate jdbc, Clock clock, Duration keep) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
        this.clock = clock;
        this.keep = keep;
    }

    /** Runs have no shards: one partition does it all. */
    @Override
    public List<Integer> dueShards(Instant asOf) {
        return planned(asOf) == 0 ? List.of() : List.of(0);
    }

    @Override
    public long planned(Instant asOf) {
        Long count = jdbc.queryForObject(COUNT, Map.of("before", before()), Long.class);
        return count == null ? 0 : Math.min(count, MOST);
    }

    @Override
    public Sweep open(StepRun run) {
        return new Purge();
    }

    private LocalDateTime before() {
        return LocalDateTime.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC);
    }

    private final class Purge implements Sweep {

        private long done;
        private long now;

        @Override
        public Optional<Tally> next() {
            int most = (int) Math.min(CHUNK, MOST - done);
            List<Long> instances = most == 0
                    ? List.of()
                    : jdbc.queryForList(NEXT, Map.of("before", before(), "most", most), Long.class);
            now = instances.size();
            if (instances.isEmpty()) {
                return Optional.empty();
            }
            List<Long> executions = jdbc.queryForList(EXECUTIONS, Map.of("instances", instances), Long.class);
            Map<String, Object> keys = Map.of("instances", instances, "executions", executions);
            DELETES.forEach(delete -> jdbc.update(delete, keys));
            return Optional.of(new Tally(now, 0, 0, 0, 0, 0));
        }

        @Override
        public void committed() {
            done += now;
        }
    }
}
