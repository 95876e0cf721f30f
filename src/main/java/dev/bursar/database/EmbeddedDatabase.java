package dev.bursar.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The embedded MariaDB as one command holds it. Commands share one server: each keeps a shared lock on {@code users} while it lives,
 * and whoever finds, on leaving, that nobody else has one, stops the server. Starting and stopping happen behind {@code gate}, so no
 * command takes up a server that another is just stopping. A command that is killed leaves the server running for the next.
 */
final class EmbeddedDatabase implements AutoCloseable {

    static final String INSTEAD = "set BURSAR_DB_URL, BURSAR_DB_USER and BURSAR_DB_PASSWORD to use a MySQL server";

    private final Path folder;
    private final FolderLock user;
    private final EmbeddedServer server;

    private EmbeddedDatabase(Path folder, FolderLock user, EmbeddedServer server) {
        this.folder = folder;
        this.user = user;
        this.server = server;
    }

    static EmbeddedDatabase open(Path folder, Consumer<String> news) {
        refuseUnlessPossible(System.getProperty("os.name"), System.getProperty("os.arch"), MariaDbBinaries.available());
        try {
            Files.createDirectories(folder);
            try (FolderLock gate = FolderLock.exclusive(folder.resolve("gate"))) {
                EmbeddedServer server = EmbeddedServer.runningOrStarted(folder, news);
                return new EmbeddedDatabase(folder, FolderLock.shared(folder.resolve("users")), server);
            }
        } catch (IOException e) {
            throw new DatabaseRefusedException(
                    "the embedded database in %s cannot be set up (%s): see that the folder is writable and has 1 GB free, or %s"
                            .formatted(folder, e, INSTEAD),
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static void refuseUnlessPossible(String system, String processor, boolean onClassPath) {
        if (!onClassPath) {
            throw new DatabaseRefusedException("no database is configured: " + INSTEAD);
        }
        if (!system.equals("Linux") || !processor.equals("amd64")) {
            throw new DatabaseRefusedException(
                    "no database is configured, and the embedded one runs on Linux on x86-64 only (this is %s on %s): %s"
                            .formatted(system, processor, INSTEAD));
        }
    }

    DatabaseSettings settings() {
        return server.settings();
    }

    @Override
    public void close() {
        try (FolderLock gate = FolderLock.exclusive(folder.resolve("gate"));
                FolderLock mine = user) {
            if (mine.releaseAndTellIfLast()) {
                server.stop();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the embedded database in " + folder + " cannot be stopped", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while the embedded database starts or stops", e);
    }
}
