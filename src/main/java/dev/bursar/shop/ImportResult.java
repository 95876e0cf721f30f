package dev.bursar.shop;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/**
 * What an import has come to, over all its attempts.
 *
 * @param rows     read, the rejected ones counted
 * @param rejected set aside; above zero: exit 6
 * @param rejects  the file that holds them, if there are any
 */
public record ImportResult(long rows, long rejected, Optional<Path> rejects) {

    /** @param execution of a job made by {@link ImportJobs}, as it ended */
    public static ImportResult of(JobExecution execution) {
        Position position = execution.getStepExecutions().stream()
                .map(step -> Position.of(step.getExecutionContext()))
                .reduce(Position.START, (earlier, later) -> later);
        String path = execution.getJobParameters().getString("rejects");
        return new ImportResult(
                position.rows(),
                position.rejected(),
                position.rejected() == 0
                        ? Optional.empty()
                        : Optional.ofNullable(path).map(Path::of));
    }
}
