package dev.bursar.database;

import java.util.Map;
import java.util.Properties;

/**
 * How Connector/J is to behave. What the user's URL says is kept, but for what the ledger's correctness rests on. (Of a property that
 * is in the URL and in the properties, Connector/J takes the latter.)
 */
final class ConnectionProperties {

    /** Zones: times are UTC whatever the server's and the JVM's zones are. Truncation: a value that does not fit is an error. */
    private static final Map<String, String> ENFORCED = Map.of(
            "connectionTimeZone", "UTC",
            "forceConnectionTimeZoneToSession", "true",
            "preserveInstants", "true",
            "characterEncoding", "UTF-8",
            "jdbcCompliantTruncation", "true",
            "allowMultiQueries", "false",
            "allowLoadLocalInfile", "false",
            "autoReconnect", "false");

    /**
     * Statements are prepared on the server and kept: the bulk is fixed-size inserts of 500 rows, of up to about a hundred thousand
     * characters. rewriteBatchedStatements stays off; it costs the JVM twice as much and loses the update counts.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "useServerPrepStmts", "true",
            "cachePrepStmts", "true",
            "prepStmtCacheSize", "250",
            "prepStmtCacheSqlLimit", "262144",
            "useLocalSessionState", "true",
            "tcpKeepAlive", "true",
            "connectTimeout", "10000");

    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private ConnectionProperties() {}

    /**
     * The socket timeout is what ends a run whose server has vanished without a word. There is no query timeout: it costs a timer and a
     * second connection per statement, locks are bounded by innodb_lock_wait_timeout already, and no statement of ours lasts minutes.
     */
    static Properties forRuns(DatabaseSettings settings) {
        return with(settings, "600000");
    }

    /** A change to a large table takes as long as it takes. */
    static Properties forMigrations(DatabaseSettings settings) {
        Properties properties = with(settings, "0");
        properties.setProperty(SOCKET_TIMEOUT, "0");
        return properties;
    }

    /** An operator waits for these. */
    static Properties forChecks(DatabaseSettings settings) {
        return with(settings, "10000");
    }

    private static Properties with(DatabaseSettings settings, String socketTimeout) {
        JdbcUrl url = JdbcUrl.parse(settings.url());
        Properties properties = new Properties();
        DEFAULTS.forEach((name, value) -> putUnlessSet(properties, url, name, value));
        putUnlessSet(properties, url, SOCKET_TIMEOUT, socketTimeout);
        ENFORCED.forEach(properties::setProperty);
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        return properties;
    }

    private static void putUnlessSet(Properties properties, JdbcUrl url, String name, String value) {
        if (!url.sets(name)) {
            properties.setProperty(name, value);
        }
    }
}
