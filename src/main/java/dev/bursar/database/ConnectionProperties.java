package dev.bursar.database;

import java.util.Properties;

final class ConnectionProperties {

    private ConnectionProperties() {}

    static Properties forRuns() {
        Properties properties = new Properties();
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty("cachePrepStmts", "true");
        properties.setProperty("prepStmtCacheSize", "250");
        properties.setProperty("prepStmtCacheSqlLimit", "131072");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }
}
