package dev.bursar.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What activities earn and when. A reward for a name goes before the one for any name of the same activity. */
final class Rewards {

    /** @param name empty: any name, or an activity that has none */
    record Key(Activity activity, ProgrammeKind programme, String name) {}

    private final Map<Key, Timeline<Optional<Reward>>> rewards = new HashMap<>();
    /** As the policy says them. */
    private final Map<Key, List<InForce<Reward>>> said = new LinkedHashMap<>();

    private final int longestStreak;

    Rewards(Map<Key, List<Dated<Reward>>> windows) {
        int longest = 1;
        for (Map.Entry<Key, List<Dated<Reward>>> entry : windows.entrySet()) {
            List<Dated<Optional<Reward>>> present = new ArrayList<>();
            for (Dated<Reward> dated : entry.getValue()) {
                present.add(new Dated<>(dated.window(), Optional.of(dated.value()), dated.place()));
                longest = Math.max(longest, dated.value().steps().size());
            }
            rewards.put(entry.getKey(), Timeline.of(Optional.empty(), present));
            said.put(
                    entry.getKey(),
                    entry.getValue().stream().map(Dated::inForce).toList());
        }
        longestStreak = longest;
    }

    Optional<Reward> at(Activity activity, ProgrammeKind programme, String name, Instant at) {
        Optional<Reward> ofName = at(new Key(activity, programme, name), at);
        return ofName.isPresent() || name.isEmpty() ? ofName : at(new Key(activity, programme, ""), at);
    }

    private Optional<Reward> at(Key key, Instant at) {
        Timeline<Optional<Reward>> timeline = rewards.get(key);
        return timeline == null ? Optional.empty() : timeline.at(at);
    }

    Map<Key, List<InForce<Reward>>> said() {
        return Collections.unmodifiableMap(said);
    }

    int longestStreak() {
        return longestStreak;
    }
}
