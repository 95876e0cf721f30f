package dev.bursar.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the {@code activities} section: a list of rewards for each activity but orders. */
final class ActivitiesReader {

    /** The section's lists, each with what its items may say beside programme, units, life and window. */
    private enum Section {
        REVIEWS(Activity.REVIEW, "cap-a-day"),
        CHECK_INS(Activity.CHECK_IN),
        TASKS(Activity.TASK, "name", "cap-a-day", "cap"),
        SHARES(Activity.SHARE, "name", "cap-a-day", "cap"),
        GAMES(Activity.GAME, "name", "cap-a-day", "cap"),
        COLLECTION_EVENTS(Activity.COLLECTION_EVENT, "name", "cap-a-day", "cap"),
        REFERRALS(Activity.REFERRAL);

        private final Activity activity;
        private final List<String> keys;

        Section(Activity activity, String... more) {
            this.activity = activity;
            this.keys = new ArrayList<>(List.of("programme", "units", "life", "from", "to"));
            this.keys.addAll(0, List.of(more));
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final List<String> KEYS =
            Stream.of(Section.values()).map(Section::key).toList();
    static final List<String> REWARD_KEYS =
            List.of("name", "programme", "units", "cap-a-day", "cap", "life", "from", "to");

    private static final long HIGHEST_UNITS = 1_000_000_000;
    private static final long HIGHEST_CAP = 1_000_000;
    /** Check-ins are read as many days before and after a late one as the longest table has steps: keep that bounded. */
    private static final int LONGEST_STREAK = 366;

    private final Moments moments;
    private final LifeCheck lifeCheck;
    private final Map<Rewards.Key, List<Dated<Reward>>> rewards = new LinkedHashMap<>();
    private final Map<ProgrammeKind, List<Dated<Life>>> lives = new EnumMap<>(ProgrammeKind.class);

    ActivitiesReader(Moments moments) {
        this.moments = moments;
        this.lifeCheck = new LifeCheck(moments);
    }

    /** @param key one of {@link #KEYS} */
    static Activity activity(String key) {
        return Stream.of(Section.values())
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow()
                .activity;
    }

    Rewards read(Sections activities) {
        for (Section section : Section.values()) {
            for (Yaml item : activities.items(section.key())) {
                Fields.of(item, "each item of `" + section.key() + "`", section.keys)
                        .ifPresent(fields -> reward(section, fields));
            }
        }
        WindowCheck check = new WindowCheck(moments);
        rewards.forEach((key, windows) -> check.noOverlap(show(key), windows));
        return new Rewards(rewards);
    }

    /** The lives that rewards of a programme have of their own, and when; after reading. */
    List<Dated<Life>> lives(ProgrammeKind programme) {
        return lives.getOrDefault(programme, List.of());
    }

    private void reward(Section section, Fields fields) {
        String self = "this item of `" + section.key() + "`";
        Optional<Yaml> ofName = fields.find("name");
        Optional<String> name = ofName.isEmpty() ? Optional.of("") : Scalars.name(ofName.get(), "name");
        Optional<Set<ProgrammeKind>> programmes = ProgrammeChoice.read(fields, self);
        Optional<Window> window = moments.window(fields);
        Optional<List<Long>> steps = section == Section.CHECK_INS
                ? fields.require("units", self, "[1, 2, 3, 5, 8]").flatMap(ActivitiesReader::steps)
                : fields.require("units", self, "5")
                        .flatMap(yaml -> Scalars.whole(yaml, "units", 1, HIGHEST_UNITS))
                        .map(List::of);
        OptionalLong capADay = cap(fields, "cap-a-day");
        OptionalLong cap = cap(fields, "cap");
        if (cap.isPresent() && capADay.isPresent() && capADay.getAsLong() > cap.getAsLong()) {
            fields.find("cap-a-day")
                    .ifPresent(yaml -> yaml.fault("`cap-a-day` " + capADay.getAsLong() + " is never reached with `cap` "
                            + cap.getAsLong() + " in all; lower the one or raise the other"));
        }
        Optional<Life> life = fields.find("life").flatMap(LifeReader::read);
        if (name.isEmpty() || programmes.isEmpty() || window.isEmpty()) {
            return;
        }
        life.ifPresent(is -> life(is, window.get(), programmes.get(), fields));
        steps.ifPresent(are -> {
            for (ProgrammeKind programme : ProgrammeKind.values()) {
                if (programmes.get().contains(programme)) {
                    rewards.computeIfAbsent(
                                    new Rewards.Key(section.activity, programme, name.get()),
                                    unseen -> new ArrayList<>())
                            .add(new Dated<>(window.get(), new Reward(are, capADay, cap, life), fields.block()));
                }
            }
        });
    }

    private void life(Life life, Window window, Set<ProgrammeKind> programmes, Fields fields) {
        Yaml place = fields.find("life").orElseThrow();
        lifeCheck.seasonCovers(life, window, place);
        for (ProgrammeKind programme : programmes) {
            lives.computeIfAbsent(programme, unseen -> new ArrayList<>()).add(new Dated<>(window, life, place));
        }
    }

    private static Optional<List<Long>> steps(Yaml yaml) {
        List<Yaml> items = yaml.items("units");
        if (!yaml.isList()) {
            return Optional.empty();
        }
        if (items.size() > LONGEST_STREAK) {
            return Scalars.refuse(
                    yaml,
                    "`units` has at most " + LONGEST_STREAK + " steps, not " + items.size() + "; the last repeats");
        }
        List<Long> steps = new ArrayList<>();
        items.forEach(item -> Scalars.whole(item, "units", 0, HIGHEST_UNITS).ifPresent(steps::add));
        if (steps.size() < items.size()) {
            return Optional.empty();
        }
        return steps.stream().anyMatch(step -> step > 0)
                ? Optional.of(steps)
                : Scalars.refuse(
                        yaml,
                        "`units` gives nothing on any day; write at least one step above 0, or take the item out");
    }

    private static OptionalLong cap(Fields fields, String key) {
        return fields.find(key)
                .flatMap(yaml -> Scalars.whole(yaml, key, 1, HIGHEST_CAP))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static String show(Rewards.Key key) {
        String activity = key.activity().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "the reward in " + key.programme().name().toLowerCase(Locale.ROOT) + " for "
                + (key.name().isEmpty() ? "a " + activity : activity + " \"" + key.name() + "\"");
    }
}
