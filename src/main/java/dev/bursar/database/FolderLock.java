package dev.bursar.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;

/** A lock between processes that ends with its process, however that ends. One per file and process. */
final class FolderLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws DatabaseRefusedException if another process holds it for minutes */
    static FolderLock exclusive(Path file) throws IOException, InterruptedException {
        return take(file, false);
    }

    static FolderLock shared(Path file) throws IOException, InterruptedException {
        return take(file, true);
    }

    private static FolderLock take(Path file, boolean shared) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock != null) {
                return new FolderLock(channel, lock);
            }
        }
        channel.close();
        throw new DatabaseRefusedException(
                "another bursar command has been starting or stopping the embedded database for %d minutes: end it, or set BURSAR_DB_URL (lock %s)"
                        .formatted(PATIENCE.toMinutes(), file));
    }

    /** Gives up a shared hold and tells whether nobody else has one. */
    boolean releaseAndTellIfLast() throws IOException {
        lock.release();
        FileLock alone = channel.tryLock();
        if (alone == null) {
            return false;
        }
        alone.release();
        return true;
    }

    @Override
    public void close() throws IOException {
        // Closing the channel releases what it holds.
        channel.close();
    }
}
