package dev.bursar.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the database is and who asks.
 *
 * @param url      a Connector/J URL without user and password, such as {@code jdbc:mysql://db.example:3306/bursar?sslMode=REQUIRED}
 * @param user     the database user; may be empty where the server allows it
 * @param password may be empty; never shown
 */
public record DatabaseSettings(String url, String user, String password) {

    private static final String URL = "bursar.db.url";
    private static final String USER = "bursar.db.user";
    private static final String PASSWORD = "bursar.db.password";
    private static final String SECRETS = "BURSAR_SECRETS";

    /**
     * Looks for {@code bursar.db.url}, {@code .user} and {@code .password}, each first in the system properties, then in the
     * environment (BURSAR_DB_URL, …), then as a file of that name in the folder that BURSAR_SECRETS names, which is how Kubernetes
     * mounts a secret and how Spring's {@code configtree:} reads it. User and password may be part of the URL's query instead.
     *
     * @return empty if no URL is set anywhere
     * @throws DatabaseRefusedException if what is set cannot be used
     */
    public static Optional<DatabaseSettings> find(Map<String, String> environment, Properties properties) {
        Source source = new Source(environment, properties);
        Optional<String> url = source.get(URL);
        if (url.isEmpty()) {
            source.get(USER).or(() -> source.get(PASSWORD)).ifPresent(set -> {
                throw new DatabaseRefusedException(
                        "a database user or password is set but BURSAR_DB_URL is not: set all three, or none for the embedded database");
            });
            return Optional.empty();
        }
        JdbcUrl parts = JdbcUrl.parse(url.get());
        return Optional.of(new DatabaseSettings(
                parts.withoutLogin(),
                source.get(USER).or(() -> parts.parameter("user")).orElse(""),
                source.get(PASSWORD).or(() -> parts.parameter("password")).orElse("")));
    }

    /** The same server, user and password with another schema. */
    public DatabaseSettings inSchema(String schema) {
        return new DatabaseSettings(JdbcUrl.parse(url).inSchema(schema), user, password);
    }

    /** For messages and logs: only host, port and schema, because a URL's query may hold the password of a key store. */
    @Override
    public String toString() {
        JdbcUrl parts = JdbcUrl.parse(url);
        return "%s/%s as %s".formatted(parts.server(), parts.schema(), user.isEmpty() ? "nobody" : user);
    }

    private record Source(Map<String, String> environment, Properties properties) {

        Optional<String> get(String name) {
            return Optional.ofNullable(properties.getProperty(name))
                    .or(() -> Optional.ofNullable(
                            environment.get(name.toUpperCase(Locale.ROOT).replace('.', '_'))))
                    .or(() -> secret(name))
                    .filter(value -> !value.isBlank());
        }

        private Optional<String> secret(String name) {
            String folder = environment.get(SECRETS);
            if (folder == null || folder.isBlank()) {
                return Optional.empty();
            }
            if (!Files.isDirectory(Path.of(folder))) {
                throw new DatabaseRefusedException(
                        "BURSAR_SECRETS names %s, which is not a folder: mount the secret there, or take the variable away"
                                .formatted(folder));
            }
            Path file = Path.of(folder, name);
            try {
                return Files.exists(file) ? Optional.of(Files.readString(file).stripTrailing()) : Optional.empty();
            } catch (IOException e) {
                throw new DatabaseRefusedException(
                        "%s cannot be read: let the user that runs bursar read it".formatted(file), e);
            }
        }
    }
}
