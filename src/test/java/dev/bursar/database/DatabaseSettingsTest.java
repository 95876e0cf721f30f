package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSettingsTest {

    private static final String URL = "jdbc:mysql://db.example:3306/bursar";

    @Test
    void nothing_set_means_no_settings() {
        assertThat(DatabaseSettings.find(Map.of(), new Properties())).isEmpty();
    }

    @Test
    void an_empty_variable_counts_as_not_set() {
        assertThat(DatabaseSettings.find(Map.of("BURSAR_DB_URL", ""), new Properties()))
                .isEmpty();
    }

    @Test
    void url_user_and_password_come_from_the_environment() {
        Map<String, String> environment =
                Map.of("BURSAR_DB_URL", URL, "BURSAR_DB_USER", "books", "BURSAR_DB_PASSWORD", "s3cret");

        assertThat(DatabaseSettings.find(environment, new Properties()))
                .contains(new DatabaseSettings(URL, "books", "s3cret"));
    }

    @Test
    void a_system_property_goes_before_the_environment() {
        Properties properties = new Properties();
        properties.setProperty("bursar.db.user", "other");

        assertThat(DatabaseSettings.find(Map.of("BURSAR_DB_URL", URL, "BURSAR_DB_USER", "books"), properties))
                .contains(new DatabaseSettings(URL, "other", ""));
    }

    @Test
    void a_secrets_folder_holds_a_file_for_each(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("bursar.db.url"), URL + "\n");
        Files.writeString(secrets.resolve("bursar.db.user"), "books");
        Files.writeString(secrets.resolve("bursar.db.password"), "s3cret\n");

        assertThat(DatabaseSettings.find(Map.of("BURSAR_SECRETS", secrets.toString()), new Properties()))
                .contains(new DatabaseSettings(URL, "books", "s3cret"));
    }

    @Test
    void a_secrets_folder_that_is_not_there_is_refused() {
        assertRefused(Map.of("BURSAR_SECRETS", "/no/such"), "BURSAR_SECRETS names /no/such, which is not a folder");
    }

    @Test
    void a_user_without_a_url_is_refused_rather_than_sent_to_the_embedded_database() {
        assertRefused(Map.of("BURSAR_DB_USER", "books"), "BURSAR_DB_URL is not");
    }

    @Test
    void a_login_in_the_url_is_used_and_taken_out_of_it() {
        String url = URL + "?user=books&sslMode=REQUIRED&password=a%26b";

        assertThat(DatabaseSettings.find(Map.of("BURSAR_DB_URL", url), new Properties()))
                .contains(new DatabaseSettings(URL + "?sslMode=REQUIRED", "books", "a&b"));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://db/bursar?password=hunter2, is not a MySQL address",
        "postgres://u:hunter2@db/bursar, is not a MySQL address",
        "jdbc:mysql://books:hunter2@db/bursar, holds a user name before the host",
        "jdbc:mysql://db:3306/?password=hunter2, names the server db:3306 but no schema",
    })
    void an_unusable_url_is_refused_without_repeating_its_password(String url, String message) {
        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> DatabaseSettings.find(Map.of("BURSAR_DB_URL", url), new Properties()))
                .withMessageContaining(message)
                .withMessageNotContaining("hunter2");
    }

    @Test
    void shown_settings_hold_neither_the_password_nor_what_else_is_in_the_url() {
        assertThat(new DatabaseSettings(URL + "?trustCertificateKeyStorePassword=hunter2", "books", "s3cret"))
                .hasToString("db.example:3306/bursar as books");
    }

    private static void assertRefused(Map<String, String> environment, String message) {
        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> DatabaseSettings.find(environment, new Properties()))
                .withMessageContaining(message);
    }
}
