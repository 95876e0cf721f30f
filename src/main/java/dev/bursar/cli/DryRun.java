package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bursar.batch.Progress;
import dev.bursar.batch.Tally;
import dev.bursar.coupons.FollowCouponsStep;
import dev.bursar.ledger.Entry;
import dev.bursar.ledger.Posted;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a step would post, told and not posted: its totals, and a file of every entry if one is wanted. */
record DryRun(Session session, boolean json) {

    private static final Logger log = LoggerFactory.getLogger(DryRun.class);

    private static final String COLUMNS =
            "member_id,programme_id,lot_kind,lot_id,lot_part,fact_kind,fact_id,kind,units,effective_at,business_date,"
                    + "available_at,ends_at,funder,origin,policy_version";

    private static final String COUPON_COLUMNS =
            "coupon_id,order_id,from_status,to_status,cause_kind,cause_id,case_no,effective_at,withdrawn";

    /** As {@code run --dry-run --json} prints it. */
    record View(
            String result,
            String step,
            Instant asOf,
            long judged,
            long posted,
            long nothingDue,
            long waiting,
            long exceptions,
            long units,
            long entries,
            Optional<Path> file) {}

    int run(String step, Instant asOf, Optional<Path> file, Progress progress) {
        SortedSet<String> posting = session.engine().rehearsal().names();
        if (!posting.contains(step)) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "step " + step + " posts nothing, so that there is nothing to show; these post: "
                            + String.join(", ", posting),
                    "Type: " + session.console().command() + " run " + step);
        }
        long[] entries = {0};
        Tally tally = file.isPresent()
                ? intoFile(step, asOf, file.get(), entries, progress)
                : session.engine()
                        .rehearsal()
                        .run(
                                step,
                                asOf,
                                posted -> entries[0] += posted.lines().size()
                                        + posted.couponMoves().size(),
                                progress);
        View view = new View(
                "rehearsed",
                step,
                asOf,
                tally.judged(),
                tally.posted(),
                tally.nothingDue(),
                tally.waiting(),
                tally.exceptions(),
                tally.units(),
                entries[0],
                file);
        Console console = session.console();
        if (json) {
            console.print(Json.of(view));
        } else {
            tell(view, console);
        }
        return ExitCode.DONE;
    }

    /** Under its own name only once it is whole. */
    private Tally intoFile(String step, Instant asOf, Path file, long[] entries, Progress progress) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Tally tally;
            try (BufferedWriter writer = Files.newBufferedWriter(part, UTF_8)) {
                writer.write((step.equals(FollowCouponsStep.NAME) ? COUPON_COLUMNS : COLUMNS) + "\n");
                tally = session.engine()
                        .rehearsal()
                        .run(step, asOf, posted -> write(posted, writer, entries), progress);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return tally;
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    file + " cannot be written: " + e.getMessage(),
                    "Give --out a file in a folder that is there.");
        } catch (RuntimeException e) {
            remove(part);
            throw e;
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            log.warn("{} is not whole and could not be removed: {}", part, e.toString());
        }
    }

    private static void write(Posted posted, BufferedWriter writer, long[] entries) {
        try {
            for (Posted.Line line : posted.lines()) {
                writer.write(row(line));
                writer.newLine();
                entries[0]++;
            }
            for (Posted.CouponMove move : posted.couponMoves()) {
                writer.write(row(move));
                writer.newLine();
                entries[0]++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(Posted.Line line) {
        Entry entry = line.entry();
        return Stream.of(
                        line.account().memberId(),
                        line.account().programmeId(),
                        entry.lot().source().kind(),
                        entry.lot().source().id(),
                        entry.lot().part(),
                        entry.fact().kind(),
                        entry.fact().id(),
                        entry.kind(),
                        entry.units(),
                        entry.effectiveAt(),
                        line.businessDate(),
                        line.terms().availableAt(),
                        line.terms().endsAt().map(Instant::toString).orElse(""),
                        line.terms().funder(),
                        line.terms().origin(),
                        line.terms().policyVersion())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static String row(Posted.CouponMove move) {
        return Stream.of(
                        move.couponId(),
                        move.orderId(),
                        move.from(),
                        move.to(),
                        move.cause().kind(),
                        move.cause().id(),
                        move.caseNo(),
                        move.effectiveAt(),
                        move.withdrawn())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private void tell(View view, Console console) {
        console.print(console.bold("Nothing was posted.") + " This is what " + view.step()
                + " would post now, judging what happened before " + Texts.second(view.asOf(), session.zone()) + " ("
                + session.zone() + "):");
        Table table = new Table(" judged", " posted", " nothing due", " waiting", " exceptions", " entries", " units");
        table.row(
                Texts.number(view.judged()),
                Texts.number(view.posted()),
                Texts.number(view.nothingDue()),
                Texts.number(view.waiting()),
                Texts.number(view.exceptions()),
                Texts.number(view.entries()),
                Texts.signed(view.units()));
        table.print(console);
        view.file().ifPresent(file -> console.print("Every entry: " + file));
    }
}
