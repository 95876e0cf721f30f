package dev.bursar.policy;

import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a policy of its files. Reads on after each fault, so that all are found at once. */
final class PolicyReader {

    static final List<String> KEYS = List.of(
            "version",
            "market",
            "time-zone",
            "grace",
            "patience",
            "coins",
            "points",
            "spending",
            "refunds",
            "coupons",
            "lapse",
            "activities",
            "promotions");
    private static final long HIGHEST_VERSION = 1_000_000_000;
    private static final Period GRACE = Period.ofDays(35);
    private static final Period PATIENCE = Period.ofDays(7);

    private final Sections sections;
    private final Faults faults;
    private final String home;

    private PolicyReader(Sections sections, String home, Faults faults) {
        this.sections = sections;
        this.home = home;
        this.faults = faults;
    }

    static Policy read(List<SourceFile> sources, String home, Faults faults) {
        SourceReader reader = new SourceReader("policy file", KEYS, faults);
        List<Fields> files =
                sources.stream().flatMap(source -> reader.read(source).stream()).toList();
        Policy policy = new PolicyReader(new Sections(files, KEYS), home, faults).policy();
        faults.throwIfAny();
        return policy;
    }

    private Policy policy() {
        MarketSettings market = market();
        Moments moments = new Moments(market.zone());
        DatedReader dated = new DatedReader(moments);
        ProgrammeReader programmes = new ProgrammeReader(dated);
        Sections coinSections = sections.within("coins", CoinsReader.KEYS);
        ProgrammeReader.Read coinsCommon = programmes.read("coins", coinSections);
        ProgrammeReader.Read points = programmes.read("points", sections.within("points", ProgrammeReader.KEYS));
        CoinSettings coins = new CoinsReader(dated).read(coinSections, coinsCommon);
        PromotionsReader promotions = new PromotionsReader(moments);
        List<InForce<Promotion>> read = promotions.read(sections.items("promotions"));
        ActivitiesReader activities = new ActivitiesReader(moments);
        Rewards rewards = activities.read(sections.within("activities", ActivitiesReader.KEYS));
        LifeCheck check = new LifeCheck(moments);
        check.outlivesPending(promotions.bonusLives(ProgrammeKind.COINS), coinsCommon.pending());
        check.outlivesPending(promotions.bonusLives(ProgrammeKind.POINTS), points.pending());
        check.outlivesPending(activities.lives(ProgrammeKind.COINS), coinsCommon.pending());
        check.outlivesPending(activities.lives(ProgrammeKind.POINTS), points.pending());
        SpendingSettings spending = new SpendingReader(dated, market.grace())
                .read(sections.within("spending", SpendingReader.KEYS), sections.all("grace"));
        RefundSettings refunds = new RefundsReader(dated).read(sections.within("refunds", RefundsReader.KEYS));
        CouponSettings coupons = new CouponsReader(dated).read(sections.within("coupons", CouponsReader.KEYS));
        LapseSettings lapse = new LapseReader(dated).read(sections.within("lapse", LapseReader.KEYS));
        return new Policy(
                market, coins, points.settings(), rewards, new Promotions(read), spending, refunds, coupons, lapse);
    }

    private MarketSettings market() {
        Optional<ZoneId> zone =
                required("time-zone", "America/Los_Angeles").flatMap(yaml -> Scalars.zone(yaml, "time-zone"));
        Optional<Long> version =
                required("version", "1").flatMap(yaml -> Scalars.whole(yaml, "version", 1, HIGHEST_VERSION));
        Optional<String> name = required("market", "Example").flatMap(yaml -> Scalars.name(yaml, "market"));
        // What stands in for a faulty value only serves to read on: the policy is never handed out.
        return new MarketSettings(
                version.orElse(1L).intValue(),
                name.orElse(""),
                zone.orElse(ZoneOffset.UTC),
                period("grace", GRACE),
                period("patience", PATIENCE),
                sources());
    }

    /** Where each of the market's own settings stands. */
    private Map<String, Source> sources() {
        Map<String, Source> sources = new HashMap<>();
        for (String key : MarketSettings.OWN) {
            sections.all(key).stream().findFirst().ifPresent(yaml -> sources.put(key, yaml.source()));
        }
        return sources;
    }

    private Period period(String key, Period otherwise) {
        return sections.one(key)
                .flatMap(yaml -> Scalars.period(yaml, key, false))
                .orElse(otherwise);
    }

    private Optional<Yaml> required(String key, String example) {
        Optional<Yaml> value = sections.one(key);
        // A file that could not be read may well set it.
        if (value.isEmpty() && faults.allRead()) {
            faults.add(home, 0, "no file sets `" + key + "`; add a line such as `" + key + ": " + example + "`");
        }
        return value;
    }
}
