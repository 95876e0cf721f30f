package dev.bursar.jobs;

import dev.bursar.batch.PartitionedSteps;
import dev.bursar.batch.Progress;
import dev.bursar.batch.Work;
import dev.bursar.earning.CreditOrdersStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;

/** The steps that job files can name, and jobs made of them. */
public final class Steps {

    /** Every step's name, also for what checks job files without a database. */
    public static final List<String> NAMES = List.of(CreditOrdersStep.NAME);

    private final JobRepository repository;
    private final PartitionedSteps partitioned;
    private final Map<String, Work> works;

    Steps(JobRepository repository, PartitionedSteps partitioned, Map<String, Work> works) {
        this.repository = repository;
        this.partitioned = partitioned;
        this.works = Map.copyOf(works);
    }

    /** @return the names of all steps */
    public SortedSet<String> names() {
        return new TreeSet<>(works.keySet());
    }

    /** @return what a step does; empty if there is no such step */
    public Optional<Work> work(String name) {
        return Optional.ofNullable(works.get(name));
    }

    private Work require(String step) {
        return work(step)
                .orElseThrow(() -> new IllegalArgumentException("there is no step " + step + "; there are " + names()));
    }

    Job job(JobPlan plan, Instant asOf, int partitions, Progress progress) {
        List<Step> made = plan.steps().stream()
                .map(name -> partitioned.step(name, require(name), asOf, partitions, progress))
                .toList();
        SimpleJobBuilder job = new JobBuilder(plan.name(), repository).start(made.get(0));
        made.stream().skip(1).forEach(job::next);
        return job.build();
    }
}
