package dev.bursar.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Connector/J URL, taken apart as far as messages and defaults need it. Refusals do not repeat the URL, for it may hold a password.
 *
 * @param start     up to and including {@code //}
 * @param server    as written, such as {@code db.example:3306}
 * @param query     without the question mark, may be empty
 */
record JdbcUrl(String start, String server, String schema, String query) {

    private static final Pattern FORM = Pattern.compile(
            "(?<start>jdbc:mysql(?:\\+srv)?(?::[a-z]+)?:(?:[a-z]+:)?//)(?<server>[^/?]+)/?(?<schema>[^?]*)(?:\\?(?<query>.*))?");
    private static final Set<String> LOGIN = Set.of("user", "password");

    static JdbcUrl parse(String url) {
        Matcher parts = FORM.matcher(url.strip());
        if (!parts.matches()) {
            throw new DatabaseRefusedException(
                    "BURSAR_DB_URL is not a MySQL address: write it as jdbc:mysql://host:3306/schema, for MariaDB, too");
        }
        if (parts.group("server").contains("@")) {
            throw new DatabaseRefusedException(
                    "BURSAR_DB_URL holds a user name before the host: put it into BURSAR_DB_USER and BURSAR_DB_PASSWORD");
        }
        if (parts.group("schema").isBlank()) {
            throw new DatabaseRefusedException(
                    "BURSAR_DB_URL names the server %s but no schema: write it as jdbc:mysql://host:3306/schema"
                            .formatted(parts.group("server")));
        }
        String query = parts.group("query");
        return new JdbcUrl(
                parts.group("start"), parts.group("server"), parts.group("schema"), query == null ? "" : query);
    }

    Optional<String> parameter(String name) {
        return parameters()
                .filter(named(name))
                .map(parameter -> URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), UTF_8))
                .findFirst();
    }

    boolean sets(String name) {
        return parameters().anyMatch(named(name));
    }

    String withoutLogin() {
        String rest = parameters()
                .filter(parameter ->
                        LOGIN.stream().noneMatch(name -> named(name).test(parameter)))
                .collect(Collectors.joining("&"));
        return start + server + "/" + schema + (rest.isEmpty() ? "" : "?" + rest);
    }

    private Stream<String> parameters() {
        return Arrays.stream(query.split("&")).filter(parameter -> !parameter.isBlank());
    }

    String inSchema(String other) {
        return start + server + "/" + other + (query.isEmpty() ? "" : "?" + query);
    }

    /** Connector/J does not look at the case of a name either. */
    private static Predicate<String> named(String name) {
        String start = name.toLowerCase(Locale.ROOT) + "=";
        return parameter -> parameter.toLowerCase(Locale.ROOT).startsWith(start);
    }
}
