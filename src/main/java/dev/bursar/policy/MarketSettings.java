package dev.bursar.policy;

import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What holds for the whole market.
 *
 * @param sources by key; those that no file sets are missing
 */
record MarketSettings(
        int version, String name, ZoneId zone, Period grace, Period patience, Map<String, Source> sources) {

    /** Its keys, which stand at the top of a file. */
    static final List<String> OWN = List.of("version", "market", "time-zone", "grace", "patience");

    MarketSettings {
        sources = Map.copyOf(sources);
    }
}
