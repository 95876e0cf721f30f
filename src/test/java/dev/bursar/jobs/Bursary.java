package dev.bursar.jobs;

import dev.bursar.batch.Progress;
import dev.bursar.batch.StopSignal;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The program's own context on a test's database, for tests that run jobs as a command would. */
public final class Bursary implements AutoCloseable {

    /** One coin per USD, a grace of ten years. */
    public static final String MARKET = """
            version: 1
            market: test
            time-zone: America/Los_Angeles
            grace: P10Y
            coins:
              rates:
                - {currency: USD, rate: 1}
            """;

    private final ConfigurableApplicationContext context;

    private Bursary(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** One coin per USD, a grace of ten years. */
    public static Policy plainMarket() {
        return PolicyFiles.parse("market.yaml", MARKET);
    }

    /** @param properties as {@code bursar.threads=1} */
    public static Bursary on(DataSource database, Policy policy, Clock clock, String... properties) {
        return new Bursary(new SpringApplicationBuilder(JobsConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=warn")
                .properties(properties)
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(
                            DataSource.class, () -> database, definition -> definition.setDestroyMethodName(""));
                    beans.registerBean(Policy.class, () -> policy);
                    beans.registerBean(Clock.class, () -> clock);
                    beans.registerBean(StopSignal.class, StopSignal::new);
                })
                .run());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A step on its own, up to an instant that also tells it from other runs. */
    public RunResult step(String step, Instant asOf) {
        return run(new JobPlan(step, List.of(step), Optional.empty()), RunIdentity.at(asOf));
    }

    /** The step of a business date. */
    public RunResult step(String step, LocalDate day) {
        return run(
                new JobPlan(step, List.of(step), Optional.empty()),
                RunIdentity.of(day, bean(Policy.class).zone()));
    }

    public RunResult run(JobPlan plan, RunIdentity identity) {
        return run(plan, identity, 8);
    }

    public RunResult run(JobPlan plan, RunIdentity identity, int partitions) {
        try {
            return bean(JobRunner.class).run(plan, identity, partitions, Progress.SILENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
