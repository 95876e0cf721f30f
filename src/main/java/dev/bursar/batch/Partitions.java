package dev.bursar.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Divides a step into partitions by fixed sets of shards; those without work are not started. A partition is known by its
 * name, which is there as soon as its step execution is: the execution context is written later, and may never be.
 */
final class Partitions implements Partitioner {

    private static final String NAME = "p%02d-of-%02d";
    private static final Pattern STEP_NAME = Pattern.compile(".*:p(\\d+)-of-(\\d+)");

    private final List<Integer> dueShards;

    Partitions(List<Integer> dueShards) {
        this.dueShards = dueShards;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (int number = 0; number < gridSize; number++) {
            if (Shards.ofPartition(number, gridSize).stream().anyMatch(dueShards::contains)) {
                partitions.put(NAME.formatted(number, gridSize), new ExecutionContext());
            }
        }
        return partitions;
    }

    /** @return the run of one partition, from what its step was started with */
    static StepRun run(StepExecution execution) {
        Matcher name = STEP_NAME.matcher(execution.getStepName());
        if (!name.matches()) {
            throw new IllegalArgumentException("step " + execution.getStepName() + " is not a partition");
        }
        return new StepRun(
                execution.getJobExecution().getId(),
                RunParameters.asOf(execution.getJobExecution().getJobParameters()),
                Shards.ofPartition(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))));
    }
}
