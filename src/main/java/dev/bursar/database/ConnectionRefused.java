package dev.bursar.database;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Why a first connection did not come about, in one sentence. Neither it nor Connector/J's own messages hold a password. */
final class ConnectionRefused {

    private ConnectionRefused() {}

    static DatabaseRefusedException explain(SQLException failure, DatabaseSettings settings) {
        JdbcUrl url = JdbcUrl.parse(settings.url());
        return new DatabaseRefusedException(sentence(failure, settings.user(), url), failure);
    }

    private static String sentence(SQLException failure, String user, JdbcUrl url) {
        String server = url.server();
        return switch (failure.getErrorCode()) {
            case 1044 ->
                "user %s may not use schema %s on %s: grant it the rights of sql/grants"
                        .formatted(user, url.schema(), server);
            case 1045, 1698 ->
                "%s refuses user \"%s\": check BURSAR_DB_USER and BURSAR_DB_PASSWORD".formatted(server, user);
            case 1049 ->
                "there is no schema %s on %s: run \"create database %s character set utf8mb4\" there, or correct BURSAR_DB_URL"
                        .formatted(url.schema(), server, url.schema());
            case 1040, 1203, 1226 ->
                "%s has no connection left for user %s (%s): raise the limit, or try again later"
                        .formatted(server, user, failure.getMessage());
            case 1130 ->
                "%s does not let this machine in (%s): allow it for the database user"
                        .formatted(server, failure.getMessage());
            default -> unreachable(failure, server);
        };
    }

    private static String unreachable(SQLException failure, String server) {
        Throwable cause = root(failure);
        if (cause instanceof UnknownHostException) {
            return "host %s is not known: check BURSAR_DB_URL".formatted(server);
        }
        if (cause instanceof SSLException) {
            return "no encrypted connection to %s (%s): check sslMode and the certificates in BURSAR_DB_URL"
                    .formatted(server, cause.getMessage());
        }
        if (cause instanceof SocketTimeoutException) {
            return "%s does not answer within 10 seconds: check BURSAR_DB_URL, and that no firewall is between"
                    .formatted(server);
        }
        if (String.valueOf(failure.getMessage()).contains("Public Key Retrieval")) {
            return "%s wants the password encrypted: use TLS (sslMode=REQUIRED in BURSAR_DB_URL), or add allowPublicKeyRetrieval=true"
                    .formatted(server);
        }
        String reason = cause == failure ? failure.getMessage() : cause.getMessage();
        return "no MySQL answers at %s (%s): check BURSAR_DB_URL, and that the server is up"
                .formatted(server, String.valueOf(reason).lines().findFirst().orElse(""));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
