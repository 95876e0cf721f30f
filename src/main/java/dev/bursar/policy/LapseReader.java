package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code lapse} section. */
record LapseReader(DatedReader dated) {

    static final List<String> KEYS = List.of("share", "floor", "notices");
    static final List<String> NOTICE_KEYS = List.of("jurisdiction", "at-least", "at-most");
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final LocalDate SAMPLE = LocalDate.of(2027, 1, 1);
    private static final BigDecimal SHARE = new BigDecimal("0.1");
    private static final long FLOOR = 100_000;
    private static final long MOST_UNITS = 1_000_000_000_000_000L;

    LapseSettings read(Sections lapse) {
        return new LapseSettings(
                Timeline.of(
                        SHARE,
                        dated.read(
                                lapse.all("share"),
                                "lapse.share",
                                yaml -> Scalars.decimal(yaml, "share", true, BigDecimal.ONE))),
                Timeline.of(
                        FLOOR,
                        dated.read(
                                lapse.all("floor"),
                                "lapse.floor",
                                yaml -> Scalars.whole(yaml, "floor", 0, MOST_UNITS))),
                notices(lapse.items("notices")));
    }

    private static Map<String, InForce<NoticeTerm>> notices(List<Yaml> items) {
        Map<String, InForce<NoticeTerm>> notices = new LinkedHashMap<>();
        for (Yaml item : items) {
            Fields.of(item, "each notice", NOTICE_KEYS).ifPresent(fields -> {
                Optional<String> jurisdiction =
                        fields.require("jurisdiction", "this notice", "CA-QC").flatMap(LapseReader::jurisdiction);
                Optional<Period> atLeast = fields.require("at-least", "this notice", "P30D")
                        .flatMap(yaml -> Scalars.period(yaml, "at-least", true));
                Optional<Period> atMost = fields.require("at-most", "this notice", "P60D")
                        .flatMap(yaml -> Scalars.period(yaml, "at-most", false));
                if (jurisdiction.isEmpty() || atLeast.isEmpty() || atMost.isEmpty()) {
                    return;
                }
                if (SAMPLE.plus(atMost.get()).isBefore(SAMPLE.plus(atLeast.get()))) {
                    item.fault("`at-most` " + atMost.get() + " is shorter than `at-least` " + atLeast.get()
                            + ", so that nothing could ever lapse; make it longer");
                } else if (notices.containsKey(jurisdiction.get())) {
                    item.fault("there is a notice for " + jurisdiction.get() + " already; keep one");
                } else {
                    NoticeTerm term = new NoticeTerm(atLeast.get(), atMost.get());
                    notices.put(jurisdiction.get(), new Dated<>(Window.ALWAYS, term, item).inForce());
                }
            });
        }
        return notices;
    }

    private static Optional<String> jurisdiction(Yaml yaml) {
        return Scalars.name(yaml, "jurisdiction").flatMap(name -> {
            if (JURISDICTION.matcher(name).matches()) {
                return Optional.of(name);
            }
            return Scalars.refuse(
                    yaml, "`jurisdiction` is a code of ISO 3166-2 or a country's, such as CA-QC or CA, not " + name);
        });
    }
}
