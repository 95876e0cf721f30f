package dev.bursar.shop;

import dev.bursar.batch.FailureNote;
import dev.bursar.batch.RetryDeadlocks;
import dev.bursar.batch.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes a job of each delivered file. Nothing is started here: whoever starts the jobs sees to locks and recovery. A job
 * whose parameters ({@link ImportFile#parameters}) are those of a completed one has nothing to do.
 */
public final class ImportJobs {
    /** The name of every import; the parameters tell them apart. */
    public static final String JOB_NAME = "import";

    /** Measured: 20,000 are slower, and a thousand commits fewer gain nothing. */
    private static final int CHUNK = 5_000;

    private static final String STEP_NAME = "import-rows";
    private static final Duration PAUSE_AFTER_DEADLOCK = Duration.ofMillis(50);

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final DataSource dataSource;
    private final StopSignal stop;
    private final int chunkSize;

    /**
     * @param transactions of the data source, which the repository's tables are in as well
     * @param stop         ends an import after its transaction, and an inspection where it stands
     */
    public ImportJobs(
            JobRepository repository, PlatformTransactionManager transactions, DataSource dataSource, StopSignal stop) {
        this(repository, transactions, dataSource, stop, CHUNK);
    }

    ImportJobs(
            JobRepository repository,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            StopSignal stop,
            int chunkSize) {
        this.repository = repository;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.stop = stop;
        this.chunkSize = chunkSize;
    }

    /**
     * Finds the files and looks each through to its end; writes nothing.
     *
     * @param paths         files, and folders of files
     * @param rejectsFolder where rows that cannot be read go; empty: beside their file
     * @return in the order to import them
     * @throws ImportRefused for the first file that cannot be taken in as a whole
     * @throws dev.bursar.batch.StoppedException if it is asked to stop before its end
     */
    public List<ImportFile> inspect(List<Path> paths, Optional<Path> rejectsFolder) {
        rejectsFolder.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new ImportRefused(folder + " is not a folder; rejected rows need one that is there.");
        });
        Map<Path, Path> owners = new HashMap<>();
        List<ImportFile> files = new ArrayList<>();
        for (Delivery.Found found : Delivery.at(paths)) {
            Path rejects = rejects(found.path(), rejectsFolder);
            Path other = owners.put(rejects, found.path());
            if (other != null) {
                throw new ImportRefused("The rejected rows of " + other + " and " + found.path() + " would both go to "
                        + rejects + "; import them one after the other.");
            }
            files.add(Inspection.of(found.path(), found.kind(), rejects, stop));
        }
        return files;
    }

    private static Path rejects(Path file, Optional<Path> folder) {
        String name = file.getFileName() + ".rejected.csv";
        return folder.map(chosen -> chosen.resolve(name)).orElseGet(() -> file.resolveSibling(name));
    }

    /** The job that takes the file in, to be started with {@link ImportFile#parameters}, and once at a time. */
    public Job job(ImportFile file, ImportProgress progress) {
        Kind kind = Kind.named(file.kind()).orElseThrow(() -> new IllegalArgumentException("kind " + file.kind()));
        ImportTasklet tasklet = new ImportTasklet(file, kind, dataSource, progress, stop, chunkSize);
        Step step = new StepBuilder(STEP_NAME, repository)
                .tasklet(tasklet, transactions).stream(tasklet)
                        .exceptionHandler(new RetryDeadlocks(PAUSE_AFTER_DEADLOCK))
                        .listener(new FailureNote())
                        .build();
        return new JobBuilder(JOB_NAME, repository).start(step).build();
    }

    /**
     * What an import has come to. It is looked up, since an execution that follows a process that died at the very end
     * has no step of its own.
     *
     * @param execution of a job made here
     */
    public ImportResult result(JobExecution execution) {
        StepExecution step = repository.getLastStepExecution(execution.getJobInstance(), STEP_NAME);
        Position position = step == null ? Position.START : Position.of(step.getExecutionContext());
        return new ImportResult(
                position.rows(),
                position.rejected(),
                position.rejected() == 0
                        ? Optional.empty()
                        : Optional.ofNullable(execution.getJobParameters().getString("rejects"))
                                .map(Path::of));
    }
}
