package dev.bursar.database;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Locale;

/** A command reduced to its database: opens it, says so, waits to be told to go, closes it. */
final class DatabaseUser {

    private DatabaseUser() {}

    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        try (Database database = Database.open(
                        System.getenv(), System.getProperties(), line -> System.out.println("news: " + line));
                Connection connection = database.pool(2).getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into shedlock values (uuid(), utc_timestamp(), utc_timestamp(), 'me')");
            System.out.println("open " + database.settings().url() + after(begin));
            System.in.read();
            begin = System.nanoTime();
        }
        System.out.println("closed" + after(begin));
    }

    private static String after(long begin) {
        return String.format(Locale.ROOT, " after %d ms", (System.nanoTime() - begin) / 1_000_000);
    }
}
