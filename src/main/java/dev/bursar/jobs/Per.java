package dev.bursar.jobs;

/** What tells a job's runs apart. */
public enum Per {
    /** One run for each local day of the job's zone. */
    BUSINESS_DATE,
    /** One run for each hour UTC. */
    UTC_HOUR
}
