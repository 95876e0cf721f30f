package dev.bursar.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what coins and points have in common: pending periods and excluded categories. */
record ProgrammeReader(DatedReader dated) {

    static final List<String> KEYS = List.of("pending", "excluded-categories");
    static final List<String> EXCLUSION_KEYS = List.of("category", "from", "to");

    /** The settings, and the windows they came from for further checks. */
    record Read(ProgrammeSettings settings, List<Dated<Period>> pending) {}

    Read read(String programme, Sections sections) {
        List<Dated<Period>> pending = dated.read(
                sections.all("pending"), programme + ".pending", yaml -> Scalars.period(yaml, "pending", true));
        Timeline<Period> timeline = Timeline.of(Period.ZERO, pending);
        return new Read(new ProgrammeSettings(timeline, excluded(sections.items("excluded-categories"))), pending);
    }

    private Map<String, Timeline<Boolean>> excluded(List<Yaml> items) {
        Map<String, List<Dated<Boolean>>> byCategory = new LinkedHashMap<>();
        for (Yaml item : items) {
            if (item.isText()) {
                Scalars.name(item, "category").ifPresent(category -> put(byCategory, category, Window.ALWAYS, item));
            } else {
                Fields.of(item, "each excluded category", EXCLUSION_KEYS).ifPresent(fields -> {
                    Optional<Window> window = dated.moments().window(fields);
                    fields.require("category", "this exclusion", "gift-cards")
                            .flatMap(yaml -> Scalars.name(yaml, "category"))
                            .ifPresent(category -> window.ifPresent(in -> put(byCategory, category, in, item)));
                });
            }
        }
        Map<String, Timeline<Boolean>> timelines = new HashMap<>();
        byCategory.forEach((category, windows) -> {
            new WindowCheck(dated.moments()).noOverlap("the exclusion of category \"" + category + "\"", windows);
            timelines.put(category, Timeline.of(false, windows));
        });
        return timelines;
    }

    private static void put(Map<String, List<Dated<Boolean>>> map, String category, Window window, Yaml place) {
        map.computeIfAbsent(category, unseen -> new ArrayList<>()).add(new Dated<>(window, true, place));
    }
}
