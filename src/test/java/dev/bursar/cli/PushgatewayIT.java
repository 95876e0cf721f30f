package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run pushes when it has ended, and what becomes of a run whose figures nobody takes. */
class PushgatewayIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");

    private final List<String> pushed = new CopyOnWriteArrayList<>();
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        database.clear();
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            pushed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    private Typed type(String address, String... arguments) {
        Map<String, String> environment = new HashMap<>(database.environment());
        if (!address.isEmpty()) {
            environment.put("BURSAR_PUSHGATEWAY", address);
        }
        return Typed.in(environment, new Properties(), Clock.fixed(NOW, ZoneOffset.UTC), arguments);
    }

    private String address() {
        return "127.0.0.1:" + gateway.getAddress().getPort();
    }

    @Test
    void a_run_that_came_to_its_end_pushes_its_figures_and_its_success() {
        assertThat(type(address(), "run", "nightly", "--date", "2026-11-19").exitCode())
                .isZero();

        assertThat(pushed).hasSize(1);
        assertThat(pushed.get(0))
                .startsWith("POST /metrics/job/bursar/bursar_job/nightly\n")
                .contains("bursar_run_completed 1.0", "bursar_last_success_timestamp_seconds ")
                .contains("bursar_step_judged{step=\"credit-orders\"} 0.0", "bursar_exceptions_open 0.0");
        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(pushed.get(0)).contains("\n" + metric.exposedName()));
    }

    @Test
    void a_run_that_failed_pushes_that_and_no_success() {
        database.jdbc().sql("""
                create trigger spoilt before update on BATCH_STEP_EXECUTION_CONTEXT for each row
                signal sqlstate '45000' set message_text = 'spoilt'
                """).update();
        try {
            assertThat(type(address(), "run", "nightly", "--date", "2026-11-19").exitCode())
                    .isEqualTo(5);
        } finally {
            database.jdbc().sql("drop trigger spoilt").update();
        }

        assertThat(pushed).hasSize(1);
        assertThat(pushed.get(0))
                .contains("bursar_run_completed 0.0")
                .doesNotContain("bursar_last_success_timestamp_seconds");
    }

    @Test
    void a_gateway_that_is_not_there_fails_no_run() {
        gateway.stop(0);

        assertThat(type(address(), "run", "nightly", "--date", "2026-11-19").exitCode())
                .isZero();
    }

    @Test
    void nothing_is_pushed_unless_a_gateway_is_named() {
        assertThat(type("", "run", "nightly", "--date", "2026-11-19").exitCode())
                .isZero();

        assertThat(pushed).isEmpty();
    }
}
