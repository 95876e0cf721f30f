package dev.bursar.jobs;

import dev.bursar.batch.PartitionedSteps;
import dev.bursar.batch.Progress;
import dev.bursar.batch.PurgeHistoryStep;
import dev.bursar.batch.Work;
import dev.bursar.coupons.FollowCouponsStep;
import dev.bursar.earning.CreditOrdersStep;
import dev.bursar.earning.RewardStep;
import dev.bursar.lapse.CheckLapseStep;
import dev.bursar.lapse.LapseStep;
import dev.bursar.ledger.FeedStore;
import dev.bursar.spending.SettleAccountsStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The steps that job files can name, and jobs made of them. */
public final class Steps {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);

    /** Every step's name, also for what checks job files without a database. */
    public static final List<String> NAMES = List.of(
            CreditOrdersStep.NAME,
            RewardStep.REVIEWS,
            RewardStep.ACTIVITIES,
            SettleAccountsStep.NAME,
            FollowCouponsStep.NAME,
            CheckLapseStep.NAME,
            LapseStep.COINS,
            LapseStep.POINTS,
            PurgeHistoryStep.NAME);

    private final JobRepository repository;
    private final PartitionedSteps partitioned;
    private final Map<String, Work> works;
    private final FeedStore feed;

    Steps(JobRepository repository, PartitionedSteps partitioned, Map<String, Work> works, FeedStore feed) {
        this.feed = feed;
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
        SimpleJobBuilder job = new JobBuilder(plan.name(), repository)
                .listener(new FeedAtTheEnd())
                .start(made.get(0));
        made.stream().skip(1).forEach(job::next);
        return job.build();
    }

    /** However the run ended, what it posted stands. Where this fails, the end of the next run makes up for it. */
    private final class FeedAtTheEnd implements JobExecutionListener {

        @Override
        public void afterJob(JobExecution execution) {
            try {
                feed.feed();
            } catch (DataAccessException | TransactionException e) {
                log.warn("View member_feed could not be brought up to date, the next run does so: {}", e.toString());
            }
        }
    }
}
