package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code spending} section. */
record SpendingReader(DatedReader dated, Period grace) {

    static final List<String> KEYS =
            List.of("time-out", "coin-values", "coin-share", "point-share", "coin-minimum", "coin-maximum");
    static final List<String> VALUE_KEYS = List.of("from", "to", "currency", "value");
    private static final BigDecimal HIGHEST_VALUE = BigDecimal.valueOf(1_000_000);
    private static final long MOST_COINS = 1_000_000_000_000_000L;
    private static final Period TIME_OUT = Period.ofDays(7);
    private static final BigDecimal COIN_SHARE = new BigDecimal("0.5");

    /** Days from which the shortest months and years show. */
    private static final List<LocalDate> SAMPLES = List.of(
            LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 31), LocalDate.of(2027, 2, 28), LocalDate.of(2027, 12, 31));

    /** @param graces where the policy sets its grace, if it does */
    SpendingSettings read(Sections spending, List<Yaml> graces) {
        List<Dated<Period>> timeOuts = dated.read(
                spending.all("time-out"), "spending.time-out", yaml -> Scalars.period(yaml, "time-out", false));
        staysWithinGrace(timeOuts, graces);
        return new SpendingSettings(
                Timeline.of(TIME_OUT, timeOuts),
                values(spending.items("coin-values")),
                Timeline.of(COIN_SHARE, shares(spending, "coin-share")),
                Timeline.of(BigDecimal.ONE, shares(spending, "point-share")),
                Timeline.of(0L, limits(spending, "coin-minimum")),
                Timeline.of(Long.MAX_VALUE, limits(spending, "coin-maximum")));
    }

    /** What is reserved must not be frozen: it would never be taken. */
    private void staysWithinGrace(List<Dated<Period>> timeOuts, List<Yaml> graces) {
        for (Dated<Period> timeOut : timeOuts) {
            if (!isShorterThanGrace(timeOut.value())) {
                timeOut.place()
                        .fault(
                                "a `time-out` of " + timeOut.value() + " does not fit into the `grace` of " + grace
                                        + ": units would be frozen while they are reserved; make the one shorter or the other longer");
            }
        }
        if (timeOuts.isEmpty() && !isShorterThanGrace(TIME_OUT)) {
            graces.stream()
                    .findFirst()
                    .ifPresent(yaml -> yaml.fault("`grace` must be longer than `spending.time-out`, which is "
                            + TIME_OUT + " unless it is set; lengthen the one or set the other"));
        }
    }

    private boolean isShorterThanGrace(Period timeOut) {
        return SAMPLES.stream().allMatch(day -> day.plus(timeOut).isBefore(day.plus(grace)));
    }

    private List<Dated<BigDecimal>> shares(Sections spending, String key) {
        return dated.read(
                spending.all(key), "spending." + key, yaml -> Scalars.decimal(yaml, key, true, BigDecimal.ONE));
    }

    private List<Dated<Long>> limits(Sections spending, String key) {
        return dated.read(spending.all(key), "spending." + key, yaml -> Scalars.whole(yaml, key, 1, MOST_COINS));
    }

    private Map<String, Timeline<Optional<BigDecimal>>> values(List<Yaml> items) {
        Map<String, List<Dated<Optional<BigDecimal>>>> byCurrency = new LinkedHashMap<>();
        for (Yaml item : items) {
            Fields.of(item, "each coin value", VALUE_KEYS).ifPresent(fields -> {
                Optional<Window> window = dated.moments().window(fields);
                Optional<String> currency = fields.require("currency", "this coin value", "USD")
                        .flatMap(yaml -> Scalars.currency(yaml, "currency"));
                Optional<BigDecimal> value = fields.require("value", "this coin value", "0.01")
                        .flatMap(yaml -> Scalars.decimal(yaml, "value", false, HIGHEST_VALUE));
                if (window.isPresent() && currency.isPresent() && value.isPresent()) {
                    byCurrency
                            .computeIfAbsent(currency.get(), unseen -> new ArrayList<>())
                            .add(new Dated<>(window.get(), value, item));
                }
            });
        }
        WindowCheck check = new WindowCheck(dated.moments());
        Map<String, Timeline<Optional<BigDecimal>>> timelines = new LinkedHashMap<>();
        byCurrency.forEach((currency, windows) -> {
            check.noOverlap("the coin value for " + currency, windows);
            check.noGap("the coin value for " + currency, windows);
            timelines.put(currency, Timeline.of(Optional.empty(), windows));
        });
        return timelines;
    }
}
