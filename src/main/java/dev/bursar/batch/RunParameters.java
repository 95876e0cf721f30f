package dev.bursar.batch;

import java.time.Instant;
import java.util.Optional;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * The parameters of a run: which one it is, up to when it judges, under which lock and in how many partitions. Only the
 * identity tells runs apart.
 */
public final class RunParameters {

    public static final String BUSINESS_DATE = "business-date";
    public static final String HOUR = "hour";
    public static final String INSTANT = "instant";
    private static final String AS_OF = "as-of";
    private static final String LOCK = "lock";
    private static final String PARTITIONS = "partitions";
    private static final String CONFIRMED = "confirmed-units";

    private RunParameters() {}

    /**
     * @param identity {@link #BUSINESS_DATE}, {@link #HOUR} or {@link #INSTANT}
     * @param value    the date, hour or instant, as an operator types it
     */
    public static JobParameters of(String identity, String value, Instant asOf, String lock, int partitions) {
        return new JobParametersBuilder()
                .addString(identity, value, true)
                .addString(AS_OF, asOf.toString(), false)
                .addString(LOCK, lock, false)
                .addLong(PARTITIONS, (long) partitions, false)
                .toJobParameters();
    }

    /** @return the parameters of a job that has its own identity, such as an import, with the lock under which it goes */
    public static JobParameters under(String lock, JobParameters parameters) {
        return new JobParametersBuilder(parameters).addString(LOCK, lock, false).toJobParameters();
    }

    /** @return the same parameters, for a run that goes on with the partitions it began with */
    public static JobParameters keeping(int partitions, JobParameters parameters) {
        return new JobParametersBuilder(parameters)
                .addLong(PARTITIONS, (long) partitions, false)
                .toJobParameters();
    }

    /** @return the same parameters, of a run in which so many units may lapse at once */
    public static JobParameters confirming(long units, JobParameters parameters) {
        return new JobParametersBuilder(parameters)
                .addLong(CONFIRMED, units, false)
                .toJobParameters();
    }

    /** @return how many units may lapse at once because whoever started the run says so */
    public static Optional<Long> confirmedUnits(JobParameters parameters) {
        return Optional.ofNullable(parameters.getLong(CONFIRMED));
    }

    public static Instant asOf(JobParameters parameters) {
        String asOf = parameters.getString(AS_OF);
        if (asOf == null) {
            throw new IllegalArgumentException("the run has no parameter " + AS_OF);
        }
        return Instant.parse(asOf);
    }

    /** @return the lock under which a run was started; empty for a job that is not ours */
    public static Optional<String> lock(JobParameters parameters) {
        return Optional.ofNullable(parameters.getString(LOCK));
    }

    /** @return how many partitions a run was started with; a restart keeps them */
    public static Optional<Integer> partitions(JobParameters parameters) {
        return Optional.ofNullable(parameters.getLong(PARTITIONS)).map(Long::intValue);
    }
}
