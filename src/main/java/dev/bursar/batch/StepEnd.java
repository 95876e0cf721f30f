package dev.bursar.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * What a step needs to know when all its parts are done.
 *
 * @param runId the job execution's id
 * @param asOf  UTC; the step judged what happened before this instant
 * @param confirmedUnits how many units may lapse at once because whoever started the run says so
 */
public record StepEnd(long runId, Instant asOf, Optional<Long> confirmedUnits) {}
