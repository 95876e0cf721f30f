package dev.bursar.market;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes a market and writes it out. Memory does not grow with its size. */
public final class Generator {

    private final Market market;
    private final Days days;

    public Generator(Market market) {
        this.market = market;
        this.days = new Days(market);
    }

    /** How many orders there will be. */
    public long orders() {
        return days.orders();
    }

    /**
     * Writes a folder for each delivery. The whole appears at once, when it is complete.
     *
     * @param folder   made here; may be there if it is empty
     * @param progress hears of more orders made, now and then
     * @throws MarketRefusedException if the folder holds anything, or something is left of an earlier attempt
     * @throws UncheckedIOException if it cannot be written
     */
    public Made files(Path folder, Cadence cadence, boolean gzip, LongConsumer progress) {
        Path target = folder.toAbsolutePath().normalize();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        refuseUnlessEmpty(target, "Name another folder, or take away what is in it.");
        refuseUnlessEmpty(part, "It was left by an attempt that did not end; take it away.");
        Deliveries deliveries = new Deliveries(days, cadence);
        Tally tally = new Tally(deliveries);
        try {
            Files.createDirectories(part);
            try (MarketFiles files = new MarketFiles(part, deliveries, gzip)) {
                make(files, deliveries, tally, progress);
            }
            Made made = tally.made(days.orders());
            Files.writeString(part.resolve("market.txt"), Summary.of(market, cadence, made));
            Files.deleteIfExists(target);
            Files.move(part, target);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the market cannot be written to " + part, e);
        }
    }

    /**
     * Writes straight into the shop's tables: each fact once, as it stands at the end, and no rows that could not be read.
     *
     * @param progress hears of more orders made, now and then
     * @throws MarketRefusedException if there are facts already
     */
    public Made tables(JdbcTemplate jdbc, LongConsumer progress) {
        Deliveries deliveries = new Deliveries(days, Cadence.ONCE);
        Tally tally = new Tally(deliveries);
        MarketTablesWriter tables = new MarketTablesWriter(jdbc);
        tables.begin();
        make(tables, deliveries, tally, progress);
        tables.finish();
        return tally.made(days.orders());
    }

    private void make(Facts facts, Deliveries deliveries, Tally tally, LongConsumer progress) {
        new MarketMaker(market, days, new Dispatch(market, deliveries, facts, tally)).make(progress);
    }

    private static void refuseUnlessEmpty(Path folder, String next) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new MarketRefusedException(folder + " is not empty. " + next);
            }
        } catch (IOException e) {
            throw new MarketRefusedException(folder + " is no folder that can be read. " + next);
        }
    }
}
