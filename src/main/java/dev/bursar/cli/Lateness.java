package dev.bursar.cli;

import dev.bursar.batch.RunParameters;
import dev.bursar.jobs.DueRuns;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.Per;
import java.time.Instant;
import java.util.Optional;

/** What was last completed of each job, and whether that is late. */
record Lateness(RunStore runs, Instant now) {

    /**
     * @param lastCompleted date or hour of the latest run that was completed; empty: none ever was
     * @param late          date or hour of the latest run that should be completed by now and is not
     */
    record Of(Optional<String> lastCompleted, Optional<String> late) {}

    Of of(JobFile job) {
        String parameter = job.per() == Per.UTC_HOUR ? RunParameters.HOUR : RunParameters.BUSINESS_DATE;
        Optional<String> last = runs.lastCompleted(job.name(), parameter);
        return new Of(last, DueRuns.late(job, last, now).map(run -> run.value()));
    }
}
