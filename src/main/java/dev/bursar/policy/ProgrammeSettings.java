package dev.bursar.policy;

import java.time.Period;
import java.util.Map;

/**
 * What coins and points have in common.
 *
 * @param pending  how long units are pending; zero: available at once
 * @param excluded by category, when it earns nothing
 */
record ProgrammeSettings(Timeline<Period> pending, Map<String, Timeline<Boolean>> excluded) {

    ProgrammeSettings {
        excluded = Map.copyOf(excluded);
    }
}
