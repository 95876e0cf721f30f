package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockHolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(
            new PrintStream(err, true, UTF_8), new PrintStream(err, true, UTF_8), "bursar", false, false, false);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void a_line_comes_every_few_seconds_with_what_is_left() {
        PacedProgress progress = new PacedProgress(PacedProgress.lines(console), nanos::get, ZoneOffset.UTC);
        progress.begin("credit-orders", 50_000);

        pass(Duration.ofSeconds(3));
        progress.advance(5_000);
        pass(Duration.ofSeconds(2));
        progress.advance(5_000);
        progress.end();

        assertThat(err.toString(UTF_8)).isEqualTo("""
                credit-orders: 10,000 of 50,000 (20%), 2,000 rows/s, 20 s left
                credit-orders: 10,000 of 50,000 (20%), 2,000 rows/s, 20 s left, done
                """);
    }

    @Test
    void whom_a_run_waits_for_is_said_with_the_zone() {
        PacedProgress progress = new PacedProgress(PacedProgress.lines(console), nanos::get, ZoneOffset.UTC);
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        progress.waiting(
                new LockHolder("books", "process 7 on pod-7", noon.minusSeconds(60), noon.plusSeconds(60)),
                noon.plusSeconds(3_600));

        assertThat(err.toString(UTF_8))
                .isEqualTo("waiting for the lock \"books\" until 2026-11-20 13:00:00: it is held by process 7 on pod-7"
                        + " since 2026-11-20 11:59:00 (Z)\n");
    }

    @Test
    void a_step_that_is_done_at_once_says_nothing() {
        PacedProgress progress = new PacedProgress(PacedProgress.lines(console), nanos::get, ZoneOffset.UTC);
        progress.begin("credit-orders", 10);
        progress.advance(10);
        progress.end();

        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void a_bar_is_drawn_anew_and_leaves_nothing_behind() {
        PacedProgress progress = new PacedProgress(PacedProgress.bar(console), nanos::get, ZoneOffset.UTC);
        progress.begin("credit-orders", 4_000);
        pass(Duration.ofSeconds(1));
        progress.advance(1_000);
        progress.end();

        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "\r\u001b[Kcredit-orders [######------------------] 1,000 of 4,000 (25%), 1,000 rows/s, 3.0 s left\r\u001b[K");
    }

    @Test
    void beyond_the_plan_nothing_is_said_of_what_is_left() {
        assertThat(new Pace("step", 10, 10, Duration.ofSeconds(1)).words()).isEqualTo("10 of 10 (100%), 10 rows/s");
        assertThat(new Pace("step", 20, 10, Duration.ofSeconds(1)).words()).isEqualTo("20 rows, 20 rows/s");
        assertThat(new Pace("step", 70_000, 0, Duration.ofSeconds(7)).words()).isEqualTo("70,000 rows, 10,000 rows/s");
    }

    @Test
    void beyond_the_plan_no_bar_is_drawn() {
        PacedProgress progress = new PacedProgress(PacedProgress.bar(console), nanos::get, ZoneOffset.UTC);
        progress.begin("credit-orders", 0);
        pass(Duration.ofSeconds(1));
        progress.advance(1_000);

        assertThat(err.toString(UTF_8)).isEqualTo("\r\u001b[Kcredit-orders 1,000 rows, 1,000 rows/s");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
