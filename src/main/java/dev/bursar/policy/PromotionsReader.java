package dev.bursar.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the {@code promotions} section. */
final class PromotionsReader {

    static final List<String> KEYS = List.of(
            "id",
            "name",
            "from",
            "to",
            "programme",
            "activity",
            "stores",
            "categories",
            "products",
            "events",
            "multiplier",
            "bonus",
            "life",
            "funder");
    private static final BigDecimal HIGHEST_MULTIPLIER = BigDecimal.valueOf(1_000);
    private static final long HIGHEST_BONUS = 1_000_000_000;

    private final Moments moments;
    /** Where an id, a number, or a name, a text, was given first. */
    private final Map<Object, Yaml> taken = new HashMap<>();

    private final Map<ProgrammeKind, List<Dated<Life>>> bonusLives = new EnumMap<>(ProgrammeKind.class);

    PromotionsReader(Moments moments) {
        this.moments = moments;
    }

    List<InForce<Promotion>> read(List<Yaml> items) {
        List<InForce<Promotion>> promotions = new ArrayList<>();
        for (Yaml item : items) {
            Fields.of(item, "each promotion", KEYS)
                    .flatMap(this::promotion)
                    .ifPresent(promotion -> promotions.add(new Dated<>(promotion.window(), promotion, item).inForce()));
        }
        promotions.sort(Comparator.comparingInt(promotion -> promotion.value().id()));
        return promotions;
    }

    /** The lives that bonuses of a programme have of their own, and when; after reading. */
    List<Dated<Life>> bonusLives(ProgrammeKind programme) {
        return bonusLives.getOrDefault(programme, List.of());
    }

    private Optional<Promotion> promotion(Fields fields) {
        Optional<Integer> id = fields.require("id", "this promotion", "12")
                .flatMap(yaml -> unique("id", yaml, Scalars.whole(yaml, "id", 1, Integer.MAX_VALUE)))
                .map(Long::intValue);
        Optional<String> name = fields.require("name", "this promotion", "Singles' Day")
                .flatMap(yaml -> unique("name", yaml, Scalars.name(yaml, "name")));
        fields.require("from", "this promotion", "2026-11-11");
        Optional<Window> window = moments.window(fields);
        Optional<Set<ProgrammeKind>> programmes = ProgrammeChoice.read(fields, "this promotion");
        Optional<Activity> activity = activity(fields);
        Set<Long> stores = filter(fields, "stores", (yaml, key) -> Scalars.whole(yaml, key, 1, Long.MAX_VALUE));
        Set<String> categories = filter(fields, "categories", Scalars::name);
        Set<Long> products = filter(fields, "products", (yaml, key) -> Scalars.whole(yaml, key, 1, Long.MAX_VALUE));
        Set<String> events = filter(fields, "events", Scalars::name);
        activity.ifPresent(is -> programmes.ifPresent(of -> refuseIdleFilters(fields, is, of)));
        Optional<Promotion.Effect> effect = effect(fields, window, programmes.orElse(Set.of()));
        if (id.isEmpty() || name.isEmpty() || window.isEmpty() || programmes.isEmpty() || activity.isEmpty()) {
            return Optional.empty();
        }
        return effect.map(gives -> new Promotion(
                id.get(),
                name.get(),
                window.get(),
                programmes.get(),
                activity.get(),
                stores,
                categories,
                products,
                events,
                gives));
    }

    private <T> Optional<T> unique(String key, Yaml yaml, Optional<T> value) {
        value.ifPresent(is -> {
            Yaml earlier = taken.putIfAbsent(is, yaml);
            if (earlier != null) {
                yaml.fault("promotion " + key + " " + is + " is already taken at " + earlier.place()
                        + "; give each promotion one of its own and never use one again");
            }
        });
        return value;
    }

    private static Optional<Activity> activity(Fields fields) {
        Optional<Yaml> yaml = fields.find("activity");
        if (yaml.isEmpty()) {
            return Optional.of(Activity.ORDER);
        }
        return Scalars.choice(yaml.get(), "activity", Activity.values());
    }

    /** A filter on what an activity does not have would keep the promotion from ever applying. */
    private static void refuseIdleFilters(Fields fields, Activity activity, Set<ProgrammeKind> programmes) {
        if (activity != Activity.ORDER) {
            refuseIdle(fields, "events", "only orders carry a promotion day's name");
            if (activity != Activity.REVIEW) {
                refuseIdle(fields, "categories", "only orders and reviews are about a product");
                refuseIdle(fields, "products", "only orders and reviews are about a product");
                if (!programmes.contains(ProgrammeKind.POINTS)) {
                    refuseIdle(fields, "stores", "what is done for a store earns points of that store, never coins");
                }
            }
        }
    }

    private static void refuseIdle(Fields fields, String key, String why) {
        fields.find(key)
                .ifPresent(yaml -> yaml.fault(
                        "with `" + key + "` this promotion would never apply: " + why + "; take the line out"));
    }

    private static <T> Set<T> filter(Fields fields, String key, BiFunction<Yaml, String, Optional<T>> read) {
        Set<T> values = new LinkedHashSet<>();
        fields.find(key).ifPresent(list -> {
            List<Yaml> items = list.items(key);
            if (list.isList() && items.isEmpty()) {
                list.fault("`" + key + "` names nothing; leave it out to mean all");
            }
            for (Yaml item : items) {
                read.apply(item, key)
                        .filter(value -> !values.add(value))
                        .ifPresent(value -> item.fault("`" + key + "` names " + value + " twice; keep one"));
            }
        });
        return values;
    }

    private Optional<Promotion.Effect> effect(Fields fields, Optional<Window> window, Set<ProgrammeKind> programmes) {
        Optional<Yaml> multiplier = fields.find("multiplier");
        Optional<Yaml> bonus = fields.find("bonus");
        if (multiplier.isPresent() == bonus.isPresent()) {
            return Scalars.refuse(
                    fields.block(), "a promotion has either a `multiplier` or a `bonus`; write one of them");
        }
        Optional<Life> life = fields.find("life").flatMap(LifeReader::read);
        Optional<String> funder = fields.find("funder").flatMap(yaml -> Scalars.funder(yaml, "funder"));
        if (multiplier.isPresent()) {
            for (String key : List.of("life", "funder")) {
                fields.find(key)
                        .ifPresent(yaml -> yaml.fault("`" + key + "` goes with a `bonus` only: a multiplier"
                                + " raises the fact's own lot; take the line out"));
            }
            return Scalars.decimal(multiplier.get(), "multiplier", false, HIGHEST_MULTIPLIER)
                    .map(Promotion.Multiplier::new);
        }
        if (life.isPresent() && window.isPresent()) {
            Yaml place = fields.find("life").orElseThrow();
            new LifeCheck(moments).seasonCovers(life.get(), window.get(), place);
            for (ProgrammeKind programme : programmes) {
                bonusLives
                        .computeIfAbsent(programme, unseen -> new ArrayList<>())
                        .add(new Dated<>(window.get(), life.get(), place));
            }
        }
        return bonus.flatMap(yaml -> Scalars.whole(yaml, "bonus", 1, HIGHEST_BONUS))
                .map(units -> new Promotion.Bonus(units, life, funder));
    }
}
