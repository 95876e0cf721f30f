package dev.bursar.cli;

import dev.bursar.batch.StopSignal;
import dev.bursar.batch.Work;
import dev.bursar.jobs.JobRunner;
import dev.bursar.jobs.JobsConfiguration;
import dev.bursar.jobs.Rehearsal;
import dev.bursar.jobs.Steps;
import dev.bursar.jobs.Verification;
import dev.bursar.policy.Policy;
import dev.bursar.shop.ImportJobs;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** The Spring context that runs jobs. */
record Engine(ConfigurableApplicationContext context) implements AutoCloseable {

    /**
     * @param database stays its owner's to close
     * @param stop     what runs here heeds it
     * @param settings {@code bursar.threads} and {@code bursar.keep-days}
     */
    static Engine start(
            DataSource database, Policy policy, Clock clock, StopSignal stop, Map<String, Object> settings) {
        return new Engine(new SpringApplicationBuilder(JobsConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // Our own hook lets a run come to the end of its chunk first.
                .registerShutdownHook(false)
                .lazyInitialization(true)
                .properties(settings)
                .properties(Map.of("spring.batch.job.enabled", false, "spring.config.location", "optional:classpath:/"))
                .initializers(starting -> {
                    ConfigurableListableBeanFactory beans = starting.getBeanFactory();
                    beans.registerSingleton("dataSource", database);
                    beans.registerSingleton("policy", policy);
                    beans.registerSingleton("clock", clock);
                    beans.registerSingleton("stopSignal", stop);
                })
                .run());
    }

    JobRunner runner() {
        return context.getBean(JobRunner.class);
    }

    Verification verification() {
        return context.getBean(Verification.class);
    }

    Rehearsal rehearsal() {
        return context.getBean(Rehearsal.class);
    }

    /** What a step does; empty if there is no such step. */
    Optional<Work> work(String step) {
        return context.getBean(Steps.class).work(step);
    }

    ImportJobs imports() {
        return new ImportJobs(
                context.getBean(JobRepository.class),
                context.getBean(PlatformTransactionManager.class),
                context.getBean(DataSource.class),
                context.getBean(StopSignal.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
