package dev.bursar.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session on the server is like, and whether Bursar may work in it.
 *
 * @param version      as the server says it, such as {@code 9.7.0} or {@code 11.4.5-MariaDB}
 * @param timeZone     of the session
 * @param isolation    of the session's transactions
 * @param sqlMode      of the session
 * @param characterSet the schema's default
 */
record ServerState(String version, String timeZone, String isolation, String sqlMode, String characterSet) {

    private static final List<Integer> OLDEST_MYSQL = List.of(8, 0, 19);

    // Not 10.6: every MariaDB 10 presents itself as 5.5.5, and Connector/J then writes times without their fractions of
    // seconds.
    // 11.0 lacks transaction_isolation; 11.4 is the first long-term release after both.
    private static final List<Integer> OLDEST_MARIADB = List.of(11, 4, 0);
    private static final String NOT_OURS =
            ", though Bursar asked for it: a proxy in between must have changed it; name the server itself in BURSAR_DB_URL";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    // Not @@transaction_isolation, which an older MariaDB does not know: it is to be refused for its age.
    private static final String VARIABLES = """
            show session variables
             where variable_name in ('version', 'time_zone', 'transaction_isolation', 'tx_isolation', 'sql_mode')
            """;
    private static final String CHARACTER_SET = """
            select default_character_set_name
              from information_schema.schemata
             where schema_name = database()
            """;

    static ServerState read(Connection connection) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VARIABLES)) {
            while (row.next()) {
                variables.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2));
            }
        }
        String oldName = variables.getOrDefault("tx_isolation", "");
        return new ServerState(
                variables.getOrDefault("version", ""),
                variables.getOrDefault("time_zone", ""),
                variables.getOrDefault("transaction_isolation", oldName),
                variables.getOrDefault("sql_mode", ""),
                characterSet(connection));
    }

    private static String characterSet(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHARACTER_SET);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** @throws DatabaseRefusedException with what is wrong first; each cause has its own next step */
    void refuseUnlessFit(JdbcUrl url) {
        refuseIfTooOld(url);
        // These three are set on each connection, and Connector/J does so after the URL's sessionVariables.
        refuseUnless(
                timeZone.equals("+00:00"),
                "the session on %s is in time zone %s and not in UTC%s".formatted(url.server(), timeZone, NOT_OURS));
        refuseUnless(
                isolation.equals("READ-COMMITTED"),
                "transactions on %s are %s and not READ-COMMITTED%s".formatted(url.server(), isolation, NOT_OURS));
        refuseUnless(
                isStrict(),
                "sql_mode on %s is not strict, so that values too large would be cut to fit%s"
                        .formatted(url.server(), NOT_OURS));
        refuseUnless(
                characterSet.equals("utf8mb4"),
                "schema %s on %s has character set %s and not utf8mb4: run \"alter database %s character set utf8mb4\", before it is migrated"
                        .formatted(url.schema(), url.server(), characterSet, url.schema()));
    }

    private void refuseIfTooOld(JdbcUrl url) {
        boolean mariaDb = version.toLowerCase(Locale.ROOT).contains("mariadb");
        List<Integer> oldest = mariaDb ? OLDEST_MARIADB : OLDEST_MYSQL;
        refuseUnless(
                compare(numbers(), oldest) >= 0,
                "%s on %s is version %s: Bursar needs MySQL 8.0.19 or MariaDB 11.4 at least"
                        .formatted(mariaDb ? "MariaDB" : "MySQL", url.server(), version));
    }

    private List<Integer> numbers() {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return List.of(0, 0, 0);
        }
        String patch = numbers.group(3);
        return List.of(
                Integer.valueOf(numbers.group(1)),
                Integer.valueOf(numbers.group(2)),
                patch == null ? Integer.valueOf(0) : Integer.valueOf(patch));
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        return Comparator.comparing((List<Integer> v) -> v.get(0))
                .thenComparing(v -> v.get(1))
                .thenComparing(v -> v.get(2))
                .compare(one, other);
    }

    private boolean isStrict() {
        List<String> modes = Arrays.asList(sqlMode.split(","));
        return modes.contains("STRICT_TRANS_TABLES")
                || modes.contains("STRICT_ALL_TABLES")
                || modes.contains("TRADITIONAL");
    }

    private static void refuseUnless(boolean fit, String sentence) {
        if (!fit) {
            throw new DatabaseRefusedException(sentence);
        }
    }
}
