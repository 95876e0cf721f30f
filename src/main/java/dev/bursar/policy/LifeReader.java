package dev.bursar.policy;

import java.util.List;
import java.util.Optional;

/** Reads how long a lot lives: {@code never}, a period, or a block with {@code end-of} or {@code until}. */
final class LifeReader {

    static final List<String> KEYS = List.of("end-of", "after-months", "until");
    private static final long LONGEST_MONTHS = 1200;

    private LifeReader() {}

    static Optional<Life> read(Yaml yaml) {
        if (yaml.isText()) {
            return yaml.text("life").filter("never"::equals).isPresent()
                    ? Optional.of(new Life.Never())
                    : Scalars.period(yaml, "life", false).map(Life.Rolling::new);
        }
        return Fields.of(yaml, "`life`", KEYS).flatMap(fields -> block(yaml, fields));
    }

    private static Optional<Life> block(Yaml yaml, Fields fields) {
        Optional<Yaml> endOf = fields.find("end-of");
        Optional<Yaml> months = fields.find("after-months");
        Optional<Yaml> until = fields.find("until");
        if (endOf.isPresent() == until.isPresent() || (until.isPresent() && months.isPresent())) {
            return Scalars.refuse(
                    yaml,
                    "`life` is never, a period such as P365D, {end-of: month|quarter|year,"
                            + " after-months: 12} or {until: 2026-12-31}; keep one of them");
        }
        if (until.isPresent()) {
            return Moments.date(until.get(), "until").map(Life.Until::new);
        }
        Optional<Life.Span> span = Scalars.choice(endOf.orElseThrow(), "end-of", Life.Span.values());
        Optional<Long> after =
                months.isEmpty() ? Optional.of(0L) : Scalars.whole(months.get(), "after-months", 0, LONGEST_MONTHS);
        return span.flatMap(of -> after.map(count -> new Life.EndOf(of, count.intValue())));
    }
}
