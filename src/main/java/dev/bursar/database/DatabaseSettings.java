package dev.bursar.database;

/**
 * Where the database is and who asks.
 *
 * @param url      a Connector/J URL without user and password, such as {@code jdbc:mysql://db.example:3306/bursar}
 * @param user     the database user; may be empty where the server allows it
 * @param password may be empty; never shown
 */
public record DatabaseSettings(String url, String user, String password) {

    /** For a test that needs to be told apart in a log: the URL has no password in it, so only the password is hidden. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + ", password=…]";
    }
}
