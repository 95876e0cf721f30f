package dev.bursar.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Stands between a run and its database, reads along, and so wants no encryption; cuts the line after so many bytes. */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECTIONS = 12;

    private final TestServer server = TestServer.get();
    private final ServerSocket door = open();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Socket> lines = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final ConnectionPool pool;
    private volatile long cutAt = Long.MAX_VALUE;
    private final AtomicInteger commitsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger commits = new AtomicInteger();
    private final Set<Socket> muted = ConcurrentHashMap.newKeySet();
    private volatile boolean staysDown;
    private volatile boolean down;

    /** @param patience how long a connection is waited for */
    public TcpProxy(TestDatabase database, Duration patience) {
        threads.execute(this::accept);
        String url = "jdbc:mysql://127.0.0.1:" + door.getLocalPort() + "/" + database.schema()
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        pool = ConnectionPool.open(new DatabaseSettings(url, server.user(), server.password()), CONNECTIONS, patience);
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource dataSource() {
        return pool.dataSource();
    }

    /** Bytes that were sent to the server so far. */
    public long sent() {
        return sent.get();
    }

    /**
     * @param after    bytes, counted from now, that are sent to the server before all connections are cut
     * @param staysOff whether no new connection gets through then
     */
    public void cut(long after, boolean staysOff) {
        staysDown = staysOff;
        cutAt = sent.get() + after;
    }

    /** Commits that were sent to the server so far. */
    public int commits() {
        return commits.get();
    }

    /**
     * Lets the server do a commit, and cuts all connections before anybody hears of it.
     *
     * @param nth counted from now
     */
    public void loseAnswerToCommit(int nth) {
        commitsLeft.set(nth);
    }

    /** A commit is a packet of its own: the word behind five bytes of head, and two more where queries have attributes. */
    private static boolean isCommit(byte[] bytes, int length) {
        return (length == 11 || length == 13)
                && new String(bytes, length - 6, 6, StandardCharsets.US_ASCII).equalsIgnoreCase("commit");
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (down) {
                    client.close();
                } else {
                    Socket line = new Socket(server.host(), server.port());
                    client.setTcpNoDelay(true);
                    line.setTcpNoDelay(true);
                    lines.add(client);
                    lines.add(line);
                    threads.execute(() -> pump(client, line, true));
                    threads.execute(() -> pump(line, client, false));
                }
            } catch (IOException e) {
                // Closed, or the client has gone: the next one may come.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean towardsServer) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (towardsServer && isCommit(bytes, read)) {
                    commits.incrementAndGet();
                    if (commitsLeft.decrementAndGet() == 0) {
                        muted.add(to);
                    }
                }
                if (muted.contains(from)) {
                    cutAll();
                    return;
                }
                out.write(bytes, 0, read);
                if (towardsServer && sent.addAndGet(read) >= cutAt) {
                    cutAt = Long.MAX_VALUE;
                    down = staysDown;
                    cutAll();
                }
            }
        } catch (IOException e) {
            // Cut.
        }
    }

    private void cutAll() throws IOException {
        for (Socket line = lines.poll(); line != null; line = lines.poll()) {
            line.close();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cutAll();
        threads.shutdownNow();
        pool.close();
    }
}
