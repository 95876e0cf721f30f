package dev.bursar.market;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Markets for tests: sixty days over the end of summer time, with a sale day; each test changes what it is about. */
public record AMarket(long seed, Volume volume, LocalDate from, int days, double late, double poison) {

    public static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    public static final LocalDate SALE_DAY = LocalDate.of(2026, 11, 11);

    public static AMarket ofOrders(long orders) {
        return new AMarket(7, Volume.inAll(orders), LocalDate.of(2026, 10, 5), 60, 0.02, 0);
    }

    static AMarket ofOrdersADay(long orders) {
        return new AMarket(7, Volume.everyDay(orders), LocalDate.of(2026, 10, 5), 60, 0.02, 0);
    }

    AMarket seed(long other) {
        return new AMarket(other, volume, from, days, late, poison);
    }

    public AMarket days(LocalDate first, int count) {
        return new AMarket(seed, volume, first, count, late, poison);
    }

    public AMarket late(double share) {
        return new AMarket(seed, volume, from, days, share, poison);
    }

    public AMarket poison(double share) {
        return new AMarket(seed, volume, from, days, late, share);
    }

    public Market market() {
        return new Market(
                seed, volume, 2_000, 12, from, days, ZONE, Optional.of(SALE_DAY), "singles-day", late, poison);
    }

    public Generator generator() {
        return new Generator(market());
    }

    public Made write(Path folder, Cadence cadence) {
        return generator().files(folder, cadence, false, orders -> {});
    }
}
