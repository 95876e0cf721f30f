package dev.bursar.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stores, by rank from 0: the first sells most, the others as Zipf found it. Their ids begin where the policy's do. */
final class Stores {

    private static final long FIRST_ID = 900_001;
    private static final long DAY = 86_400;
    private static final Tender[] TENDERS = {Tender.USD, Tender.EUR, Tender.CAD, Tender.JPY, Tender.KWD};
    private static final int[] TENDER_WEIGHTS = {80, 6, 6, 4, 4};
    private static final List<String> FIRST_WORDS =
            List.of("Harbor", "Tin Kettle", "Night Owl", "Müller &", "Green Door", "Old Mill", "Blue Heron", "Łódź");
    private static final List<String> LAST_WORDS = List.of("Books", "Kitchen", "Records", "Söhne, Inc.", "\"Market\"");

    private final Market market;
    private final Days days;

    Stores(Market market, Days days) {
        this.market = market;
        this.days = days;
    }

    record Store(int rank, long id, Tender tender) {

        /** Whether it has codes of its own that anybody may use. */
        boolean hasCodes() {
            return rank % 3 == 0;
        }
    }

    /**
     * What a store promises from a day on.
     *
     * @param points    per 1.00 paid, in thousandths
     * @param told      when the shop said so
     */
    record Terms(
            LocalDate validFrom,
            boolean takesPart,
            long points,
            long minimum,
            long maximum,
            Optional<String> inactiveAfter,
            Optional<String> lotLife,
            long told) {}

    Store byRank(int rank) {
        Draw draw = market.draw(Draw.Topic.STORE, rank);
        Tender tender = rank == 0 ? Tender.USD : TENDERS[draw.weighted(TENDER_WEIGHTS)];
        return new Store(rank, FIRST_ID + rank, tender);
    }

    /** The first twice as often as the second, three times as often as the third. */
    Store any(Draw draw) {
        int rank = (int) StrictMath.pow(market.stores() + 1, draw.unit()) - 1;
        return byRank(Math.min(rank, market.stores() - 1));
    }

    /** One or two, by ascending day. */
    List<Terms> terms(Store store) {
        Draw draw = market.draw(Draw.Topic.TERMS, store.rank());
        boolean takesPart = store.rank() == 0 || draw.chance(0.8);
        long points = store.tender() == Tender.JPY ? 10 : draw.between(1, 4) * 500;
        long minimum = draw.between(1, 5) * 10;
        Optional<String> inactiveAfter =
                draw.chance(0.8) ? Optional.of(draw.chance(0.5) ? "P12M" : "P90D") : Optional.empty();
        Optional<String> lotLife = draw.chance(0.3) ? Optional.of("P180D") : Optional.empty();
        LocalDate since = market.from().minusDays(draw.between(100, 700));
        List<Terms> terms = new ArrayList<>(2);
        terms.add(new Terms(since, takesPart, points, minimum, 5_000, inactiveAfter, lotLife, founded()));
        if (draw.chance(0.15)) {
            int changed = (int) draw.between(5, 65);
            terms.add(new Terms(
                    market.from().plusDays(changed),
                    takesPart,
                    points * 2,
                    minimum,
                    5_000,
                    inactiveAfter,
                    lotLife,
                    days.start(0) + (changed - 4) * DAY));
        }
        return terms;
    }

    /** When the shop told of all of them. */
    long founded() {
        return days.start(0) - 90 * DAY;
    }

    Terms termsOn(Store store, LocalDate day) {
        List<Terms> terms = terms(store);
        Terms last = terms.get(terms.size() - 1);
        return last.validFrom().isAfter(day) ? terms.get(0) : last;
    }

    void writeStore(Row row, Store store) {
        Draw draw = market.draw(Draw.Topic.STORE, store.rank(), 1);
        String name = FIRST_WORDS.get((int) draw.below(FIRST_WORDS.size())) + " "
                + LAST_WORDS.get((int) draw.below(LAST_WORDS.size())) + " " + (store.rank() + 1);
        row.id(store.id()).text(name).time(founded());
    }

    void writeTerms(Row row, Store store, Terms terms) {
        row.id(store.id())
                .plain(terms.validFrom().toString())
                .flag(terms.takesPart())
                .text(store.tender().name())
                .plain(BigDecimal.valueOf(terms.points(), 3)
                        .stripTrailingZeros()
                        .toPlainString())
                .plain(store.tender().onePoint())
                .number(terms.minimum())
                .number(terms.maximum())
                .text(terms.inactiveAfter().orElse(null))
                .text(terms.lotLife().orElse(null))
                .time(terms.told());
    }
}
