package dev.bursar.cli;

import dev.bursar.batch.FailureNote;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.dao.DefaultExecutionContextSerializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Runs and their steps, as Spring Batch's tables hold them. */
final class RunStore {

    private static final String RUNS = """
            select e.JOB_EXECUTION_ID, i.JOB_NAME, e.STATUS, e.START_TIME, e.END_TIME
            from BATCH_JOB_EXECUTION e
            join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
            where (:job is null or i.JOB_NAME = :job)
              and (:run is null or e.JOB_EXECUTION_ID = :run)
            order by e.JOB_EXECUTION_ID desc
            limit :most
            """;

    private static final String PARAMETERS = """
            select JOB_EXECUTION_ID, PARAMETER_NAME, PARAMETER_VALUE
            from BATCH_JOB_EXECUTION_PARAMS
            where JOB_EXECUTION_ID in (:runs)
            """;

    private static final String STEPS = """
            select s.JOB_EXECUTION_ID, s.STEP_NAME, s.STATUS, s.START_TIME, s.END_TIME, s.READ_COUNT, s.WRITE_COUNT,
              s.FILTER_COUNT, s.READ_SKIP_COUNT, s.EXIT_MESSAGE, coalesce(c.SERIALIZED_CONTEXT, c.SHORT_CONTEXT) as CONTEXT
            from BATCH_STEP_EXECUTION s
            left join BATCH_STEP_EXECUTION_CONTEXT c on c.STEP_EXECUTION_ID = s.STEP_EXECUTION_ID
            where s.JOB_EXECUTION_ID in (:runs)
            order by s.STEP_EXECUTION_ID
            """;

    private static final String LAST_COMPLETED = """
            select max(p.PARAMETER_VALUE)
            from BATCH_JOB_INSTANCE i
            join BATCH_JOB_EXECUTION e on e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID
            join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
            where i.JOB_NAME = :job
              and e.STATUS = 'COMPLETED'
              and p.PARAMETER_NAME = :parameter
            """;

    private static final String ATTEMPTS = """
            select count(*)
            from BATCH_JOB_INSTANCE i
            join BATCH_JOB_EXECUTION e on e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID
            join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
            where i.JOB_NAME = :job
              and p.PARAMETER_NAME = :parameter
              and p.PARAMETER_VALUE = :value
            """;

    /** The last attempt of each run that did not come to its end; of imports as well. */
    private static final String UNFINISHED = """
            select max(e.JOB_EXECUTION_ID)
            from BATCH_JOB_EXECUTION e
            group by e.JOB_INSTANCE_ID
            having sum(e.STATUS = 'COMPLETED') = 0
            order by 1
            """;

    private final NamedParameterJdbcTemplate jdbc;

    RunStore(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    /** The latest runs first. */
    List<RunRow> latest(Optional<String> job, int most) {
        return read(job, Optional.empty(), most);
    }

    Optional<RunRow> find(long run) {
        return read(Optional.empty(), Optional.of(run), 1).stream().findFirst();
    }

    /** @return the latest date, hour or instant of which a run of a job was completed, as its identity has it */
    Optional<String> lastCompleted(String job, String parameter) {
        return Optional.ofNullable(
                jdbc.queryForObject(LAST_COMPLETED, Map.of("job", job, "parameter", parameter), String.class));
    }

    /** How often a run was attempted. */
    long attempts(String job, String parameter, String value) {
        Long attempts =
                jdbc.queryForObject(ATTEMPTS, Map.of("job", job, "parameter", parameter, "value", value), Long.class);
        return attempts == null ? 0 : attempts;
    }

    /** The last attempt of each run that is not completed, the oldest first: what runs, failed or was stopped. */
    List<RunRow> unfinished() {
        return jdbc.queryForList(UNFINISHED, Map.of(), Long.class).stream()
                .flatMap(run -> find(run).stream())
                .toList();
    }

    private List<RunRow> read(Optional<String> job, Optional<Long> run, int most) {
        Map<String, @Nullable Object> asked = new HashMap<>();
        asked.put("job", job.orElse(null));
        asked.put("run", run.orElse(null));
        asked.put("most", most);
        List<Head> heads = jdbc.query(RUNS, asked, (row, number) -> Head.of(row));
        if (heads.isEmpty()) {
            return List.of();
        }
        Map<String, Object> runs = Map.of("runs", heads.stream().map(Head::run).toList());
        Map<Long, Map<String, String>> parameters = new HashMap<>();
        jdbc.query(PARAMETERS, runs, row -> {
            parameters
                    .computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                    .put(row.getString(2), Optional.ofNullable(row.getString(3)).orElse(""));
        });
        Map<Long, List<StepRow>> steps = jdbc.query(STEPS, runs, (row, number) -> step(row)).stream()
                .collect(Collectors.groupingBy(StepRow::run));
        return heads.stream()
                .map(head -> new RunRow(
                        head.run(),
                        head.job(),
                        parameters.getOrDefault(head.run(), Map.of()),
                        head.status(),
                        head.startedAt(),
                        head.endedAt(),
                        steps.getOrDefault(head.run(), new ArrayList<>())))
                .toList();
    }

    private record Head(long run, String job, String status, Optional<Instant> startedAt, Optional<Instant> endedAt) {

        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getLong("JOB_EXECUTION_ID"),
                    row.getString("JOB_NAME"),
                    row.getString("STATUS"),
                    time(row, "START_TIME"),
                    time(row, "END_TIME"));
        }
    }

    private static StepRow step(ResultSet row) throws SQLException {
        Map<String, Object> context = context(row.getString("CONTEXT"));
        Optional<String> exitMessage = Optional.ofNullable(row.getString("EXIT_MESSAGE"));
        return new StepRow(
                row.getLong("JOB_EXECUTION_ID"),
                row.getString("STEP_NAME"),
                row.getString("STATUS"),
                time(row, "START_TIME"),
                time(row, "END_TIME"),
                row.getLong("READ_COUNT"),
                row.getLong("WRITE_COUNT"),
                row.getLong("FILTER_COUNT"),
                number(context, "bursar.waiting"),
                number(context, "bursar.exceptions"),
                number(context, "bursar.units"),
                row.getLong("READ_SKIP_COUNT"),
                Optional.ofNullable(context.get(FailureNote.KEY))
                        .map(Object::toString)
                        .or(() -> exitMessage)
                        .filter(message -> !message.isBlank()));
    }

    private static long number(Map<String, Object> context, String key) {
        return context.get(key) instanceof Number number ? number.longValue() : 0;
    }

    private static Map<String, Object> context(@Nullable String serialized) {
        if (serialized == null || serialized.isBlank()) {
            return Map.of();
        }
        try {
            return new DefaultExecutionContextSerializer()
                    .deserialize(new ByteArrayInputStream(serialized.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Batch notes the process's local time, which {@link Main} makes UTC. */
    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }
}
