package dev.bursar.cli;

import java.util.Locale;

/** What a run tells whoever watches it, under the names that alert rules and dashboards use. */
enum Metric {
    RUN_SECONDS("How long the run took, in seconds"),
    RUN_LATENESS_SECONDS("How long after it was due the run began, in seconds"),
    RUN_ENDED_TIMESTAMP_SECONDS("When the run ended, in seconds since 1970"),
    RUN_COMPLETED("1: the run came to its end; 0: it failed or was stopped"),
    LAST_SUCCESS_TIMESTAMP_SECONDS("When a run of the job last came to its end, in seconds since 1970"),
    STEP_JUDGED("Facts that the step looked at"),
    STEP_POSTED("Of them, those that changed the books"),
    STEP_NOTHING_DUE("Of them, those that owe nothing"),
    STEP_WAITING("Of them, those that wait for something"),
    STEP_EXCEPTIONS("Of them, those that cannot be judged or need a look"),
    STEP_UNITS("Units posted, signed"),
    STEP_JUDGED_PER_SECOND("Facts judged a second"),
    EXCEPTIONS_OPEN("Exceptions open when the run ended"),
    UNJUDGED_FACTS("Facts that no run has judged when the run ended"),
    UNJUDGED_OLDEST_SECONDS("How long ago the oldest of them arrived or changed, in seconds");

    private final String help;

    Metric(String help) {
        this.help = help;
    }

    String help() {
        return help;
    }

    /** As it is queried: {@code bursar_run_seconds}. */
    String exposedName() {
        return "bursar_" + name().toLowerCase(Locale.ROOT);
    }
}
