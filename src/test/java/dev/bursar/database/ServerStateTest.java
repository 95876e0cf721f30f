package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerStateTest {

    private static final JdbcUrl URL = JdbcUrl.parse("jdbc:mysql://db:3306/books");

    @ParameterizedTest
    @ValueSource(strings = {"8.0.19", "8.4.6", "9.7.0", "8.0.40-Vitess", "11.4.5-MariaDB", "12.0.2-MariaDB-log"})
    void a_server_from_the_promised_versions_on_is_fit(String version) {
        assertThatCode(() -> state(version).refuseUnlessFit(URL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.44-log", "8.0.18", "10.11.5-MariaDB-log", "11.0-MariaDB", "unheard of"})
    void an_older_server_is_refused(String version) {
        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> state(version).refuseUnlessFit(URL))
                .withMessageContaining("on db:3306 is version " + version)
                .withMessageContaining("Bursar needs MySQL 8.0.19 or MariaDB 11.4 at least");
    }

    @Test
    void a_session_outside_utc_is_refused() {
        assertRefused(
                new ServerState("9.7.0", "SYSTEM", "READ-COMMITTED", "STRICT_TRANS_TABLES", "utf8mb4"),
                "time zone SYSTEM and not in UTC");
    }

    @Test
    void another_isolation_is_refused() {
        assertRefused(
                new ServerState("9.7.0", "+00:00", "REPEATABLE-READ", "STRICT_TRANS_TABLES", "utf8mb4"),
                "REPEATABLE-READ and not READ-COMMITTED");
    }

    @Test
    void a_mode_that_cuts_values_to_fit_is_refused() {
        assertRefused(
                new ServerState("9.7.0", "+00:00", "READ-COMMITTED", "NO_ENGINE_SUBSTITUTION", "utf8mb4"),
                "is not strict");
    }

    @Test
    void another_character_set_is_refused() {
        assertRefused(
                new ServerState("9.7.0", "+00:00", "READ-COMMITTED", "TRADITIONAL", "latin1"),
                "schema books on db:3306 has character set latin1 and not utf8mb4");
    }

    private static void assertRefused(ServerState state, String message) {
        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> state.refuseUnlessFit(URL))
                .withMessageContaining(message);
    }

    private static ServerState state(String version) {
        return new ServerState(version, "+00:00", "READ-COMMITTED", "STRICT_TRANS_TABLES,NO_ZERO_DATE", "utf8mb4");
    }
}
