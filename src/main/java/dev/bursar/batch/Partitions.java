package dev.bursar.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Divides a step into partitions by fixed sets of shards; those without work are not started. */
final class Partitions implements Partitioner {

    private static final String NUMBER = "partition";
    private static final String OF = "partitions";

    private final List<Integer> dueShards;

    Partitions(List<Integer> dueShards) {
        this.dueShards = dueShards;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (int number = 0; number < gridSize; number++) {
            if (Shards.ofPartition(number, gridSize).stream().anyMatch(dueShards::contains)) {
                ExecutionContext context = new ExecutionContext();
                context.putInt(NUMBER, number);
                context.putInt(OF, gridSize);
                partitions.put("p%02d-of-%02d".formatted(number, gridSize), context);
            }
        }
        return partitions;
    }

    /** @return the run of one partition, from what its step was started with */
    static StepRun run(StepExecution execution) {
        ExecutionContext context = execution.getExecutionContext();
        return new StepRun(
                execution.getJobExecution().getId(),
                RunParameters.asOf(execution.getJobExecution().getJobParameters()),
                Shards.ofPartition(context.getInt(NUMBER), context.getInt(OF)));
    }
}
