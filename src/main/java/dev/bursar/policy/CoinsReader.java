package dev.bursar.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the {@code coins} section. */
record CoinsReader(DatedReader dated) {

    static final List<String> KEYS = List.of("funder", "life", "pending", "excluded-categories", "rates");
    static final List<String> RATE_KEYS = List.of("from", "to", "currency", "store", "category", "event", "rate");
    private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(1_000_000);
    private static final String PLATFORM = "platform";

    CoinSettings read(Sections coins, ProgrammeReader.Read common) {
        LifeCheck lifeCheck = new LifeCheck(dated.moments());
        List<Dated<String>> funders =
                dated.read(coins.all("funder"), "coins.funder", yaml -> Scalars.funder(yaml, "funder"));
        List<Dated<Life>> lives = dated.read(coins.all("life"), "coins.life", LifeReader::read);
        lives.forEach(life -> lifeCheck.seasonCovers(life.value(), life.window(), life.place()));
        lifeCheck.outlivesPending(lives, common.pending());
        return new CoinSettings(
                common.settings(),
                Timeline.of(PLATFORM, funders),
                Timeline.of(new Life.Never(), lives),
                new CoinRates(rates(coins.items("rates"))));
    }

    private Map<CoinRates.Key, List<Dated<BigDecimal>>> rates(List<Yaml> items) {
        Map<CoinRates.Key, List<Dated<BigDecimal>>> rates = new LinkedHashMap<>();
        for (Yaml item : items) {
            Fields.of(item, "each coin rate", RATE_KEYS).ifPresent(fields -> {
                Optional<CoinRates.Key> key = key(fields);
                Optional<Window> window = dated.moments().window(fields);
                Optional<BigDecimal> rate = fields.require("rate", "this coin rate", "1")
                        .flatMap(yaml -> Scalars.decimal(yaml, "rate", true, HIGHEST_RATE));
                if (key.isPresent() && window.isPresent() && rate.isPresent()) {
                    rates.computeIfAbsent(key.get(), unseen -> new ArrayList<>())
                            .add(new Dated<>(window.get(), rate.get(), item));
                }
            });
        }
        WindowCheck check = new WindowCheck(dated.moments());
        rates.forEach((key, windows) -> {
            check.noOverlap(show(key), windows);
            check.noGap(show(key), windows);
        });
        return rates;
    }

    private static Optional<CoinRates.Key> key(Fields fields) {
        Optional<String> currency =
                fields.require("currency", "this coin rate", "USD").flatMap(yaml -> Scalars.currency(yaml, "currency"));
        Optional<Long> store = filter(fields, "store", 0L, yaml -> Scalars.whole(yaml, "store", 1, Long.MAX_VALUE));
        Optional<String> category = filter(fields, "category", "", yaml -> Scalars.name(yaml, "category"));
        Optional<String> event = filter(fields, "event", "", yaml -> Scalars.name(yaml, "event"));
        if (currency.isEmpty() || store.isEmpty() || category.isEmpty() || event.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CoinRates.Key(currency.get(), store.get(), category.get(), event.get()));
    }

    private static <T> Optional<T> filter(Fields fields, String key, T all, Function<Yaml, Optional<T>> read) {
        Optional<Yaml> yaml = fields.find(key);
        return yaml.isEmpty() ? Optional.of(all) : read.apply(yaml.get());
    }

    private static String show(CoinRates.Key key) {
        return "the coin rate for " + key.currency()
                + (key.store() == 0 ? "" : ", store " + key.store())
                + (key.category().isEmpty() ? "" : ", category \"" + key.category() + "\"")
                + (key.event().isEmpty() ? "" : ", event \"" + key.event() + "\"");
    }
}
