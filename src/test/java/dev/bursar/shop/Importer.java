package dev.bursar.shop;

import dev.bursar.batch.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Runs imports as a launcher would: recovers what was killed, restarts what failed, knows what is complete. */
final class Importer {
    private final StopSignal stop = new StopSignal();
    private final ImportJobs jobs;
    private final JobRepository repository;
    private final TaskExecutorJobOperator operator;

    Importer(DataSource dataSource, int chunkSize) {
        try {
            JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(dataSource);
            factory.setTransactionManager(transactions);
            factory.setDatabaseType("MYSQL");
            factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
            factory.afterPropertiesSet();
            repository = factory.getObject();
            operator = new TaskExecutorJobOperator();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.afterPropertiesSet();
            jobs = new ImportJobs(repository, transactions, dataSource, stop, chunkSize);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    StopSignal stop() {
        return stop;
    }

    ImportJobs jobs() {
        return jobs;
    }

    /** As it stands in the database. */
    ImportResult result(ImportFile file) {
        JobInstance instance = repository.getJobInstance(ImportJobs.JOB_NAME, file.parameters());
        return jobs.result(Objects.requireNonNull(repository.getLastJobExecution(Objects.requireNonNull(instance))));
    }

    List<ImportFile> inspect(Path... paths) {
        return jobs.inspect(List.of(paths), Optional.empty());
    }

    /** Imports a single file. @return empty: the delivery was taken in before */
    Optional<ImportResult> run(Path path) throws Exception {
        return run(inspect(path).get(0), ImportProgress.SILENT).map(jobs::result);
    }

    /** @return the last execution, empty: the delivery was taken in before */
    Optional<JobExecution> run(ImportFile file, ImportProgress progress) throws Exception {
        Job job = jobs.job(file, progress);
        JobInstance instance = repository.getJobInstance(ImportJobs.JOB_NAME, file.parameters());
        if (instance != null) {
            JobExecution last = repository.getLastJobExecution(instance);
            if (last == null) {
                repository.deleteJobInstance(instance); // killed between the two: Batch would refuse it for ever
            } else if (last.isRunning()) {
                operator.recover(last);
            }
        }
        try {
            return Optional.of(operator.start(job, file.parameters()));
        } catch (JobInstanceAlreadyCompleteException complete) {
            return Optional.empty();
        }
    }
}
