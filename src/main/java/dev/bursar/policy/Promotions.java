package dev.bursar.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which promotions run at an instant: the lists are made beforehand, one for each span between two changes. */
final class Promotions {

    private record Audience(Activity activity, ProgrammeKind programme) {}

    private final Map<Audience, Timeline<List<Promotion>>> running = new HashMap<>();
    /** As the policy says them, by id. */
    private final SortedMap<Integer, InForce<Promotion>> said = new TreeMap<>();

    /** @param entries by ascending id */
    Promotions(List<InForce<Promotion>> entries) {
        entries.forEach(entry -> said.put(entry.value().id(), entry));
        List<Promotion> promotions = entries.stream().map(InForce::value).toList();
        for (Activity activity : Activity.values()) {
            for (ProgrammeKind programme : ProgrammeKind.values()) {
                running.put(
                        new Audience(activity, programme),
                        timeline(promotions.stream()
                                .filter(promotion -> promotion.activity() == activity
                                        && promotion.programmes().contains(programme))
                                .toList()));
            }
        }
    }

    private static Timeline<List<Promotion>> timeline(List<Promotion> promotions) {
        TreeSet<Instant> changes = new TreeSet<>(List.of(Instant.MIN));
        for (Promotion promotion : promotions) {
            changes.add(promotion.window().from());
            changes.add(promotion.window().to());
        }
        changes.remove(Instant.MAX);
        List<InForce<List<Promotion>>> spans = new ArrayList<>();
        for (Instant change : changes) {
            Instant next = Optional.ofNullable(changes.higher(change)).orElse(Instant.MAX);
            List<Promotion> then = promotions.stream()
                    .filter(promotion -> promotion.window().contains(change))
                    .toList();
            spans.add(new InForce<>(then, new Window(change, next), Optional.empty()));
        }
        return Timeline.of(spans);
    }

    SortedMap<Integer, InForce<Promotion>> said() {
        return Collections.unmodifiableSortedMap(said);
    }

    List<Promotion> at(Instant instant, Activity activity, ProgrammeKind programme) {
        Timeline<List<Promotion>> timeline = running.get(new Audience(activity, programme));
        return timeline == null ? List.of() : timeline.at(instant);
    }
}
