package dev.bursar.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts what is asked of the database (connections, executions, commits) and lets a test spoil any of it. */
public final class FailingDataSource implements AutoCloseable {

    /** What becomes of a request; carried out by whoever makes it. */
    public interface Fault {

        /** It is let through. */
        Fault NONE = request -> request.carryOut();

        /** The server has rolled the transaction back, as after a deadlock. */
        Fault DEADLOCK = request -> {
            request.connection().rollback();
            throw new SQLTransactionRollbackException("Deadlock found", "40001", 1213);
        };

        /** The connection breaks before the request has reached the server. */
        Fault CUT_BEFORE = request -> {
            request.connection().abort(Runnable::run);
            throw broken();
        };

        /** The server has done what was asked, but the connection breaks before it says so. */
        Fault CUT_AFTER = request -> {
            Object unheard = request.carryOut();
            if (unheard instanceof Connection opened) {
                // Whoever asked never gets to hold it, so nobody else can give it back to the pool.
                opened.close();
            } else {
                request.connection().abort(Runnable::run);
            }
            throw broken();
        };

        @Nullable
        Object on(Request request) throws Throwable;

        /** Nothing reaches the server. */
        static Fault failing(SQLException failure) {
            return request -> {
                throw failure;
            };
        }

        private static SQLException broken() {
            return new SQLException("Communications link failure", "08S01");
        }
    }

    /** Chooses what becomes of a request. Asked from several threads. */
    public interface Script {

        /**
         * @param asked number of the request, from 1, since the script began
         * @param sql   empty for a connection or a commit
         */
        Fault choose(int asked, Kind kind, String sql);
    }

    /** What can be asked of a database. */
    public enum Kind {
        CONNECTION,
        STATEMENT,
        COMMIT
    }

    /** Something asked of the database, not yet carried out. */
    public static final class Request {

        private final Object real;
        private final Method method;
        private final Object @Nullable [] arguments;

        private Request(Object real, Method method, Object @Nullable [] arguments) {
            this.real = real;
            this.method = method;
            this.arguments = arguments;
        }

        @Nullable
        Object carryOut() throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }

        Connection connection() throws SQLException {
            if (real instanceof Statement statement) {
                return statement.getConnection();
            }
            if (real instanceof Connection connection) {
                return connection;
            }
            throw new SQLException("no connection", "08001");
        }
    }

    private final DataSource target;
    private final String beginning;
    private final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Script script;

    private FailingDataSource(DataSource target, String beginning, Script script) {
        this.target = target;
        this.beginning = beginning;
        this.script = script;
    }

    /** Lets everything through until another script begins. */
    public static FailingDataSource counting(DataSource target) {
        return new FailingDataSource(target, "", (asked, kind, sql) -> Fault.NONE);
    }

    /**
     * @param beginning of the statements that are counted, and nothing else is
     * @param failures  what to throw instead of the k-th of them, from 1; null: let it through
     */
    public static FailingDataSource onStatements(
            String beginning, DataSource target, IntFunction<@Nullable SQLException> failures) {
        return new FailingDataSource(target, beginning, (asked, kind, sql) -> {
            SQLException failure = failures.apply(asked);
            return failure == null ? Fault.NONE : Fault.failing(failure);
        });
    }

    /** As if the process ended at the k-th request: that one and all later ones fail. */
    public static FailingDataSource killedAt(int k, DataSource target) {
        return new FailingDataSource(target, "", diesAt(k));
    }

    /** As if the process ended at the k-th request: that one and all later ones fail. */
    public static Script diesAt(int k) {
        return (asked, kind, sql) ->
                asked < k ? Fault.NONE : Fault.failing(new SQLException("killed at request " + k, "08S01"));
    }

    /** The k-th request goes wrong, and nothing else. */
    public static Script onceAt(int k, Fault fault) {
        return (asked, kind, sql) -> asked == k ? fault : Fault.NONE;
    }

    /** Counts from the beginning again. */
    public void begin(Script next) {
        script = next;
        asked.set(0);
    }

    public int asked() {
        return asked.get();
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, target, "");
    }

    /** As the end of a process closes its connections, also those that it was about to close. */
    @Override
    public void close() throws SQLException {
        for (Connection connection = opened.poll(); connection != null; connection = opened.poll()) {
            try {
                connection.close();
            } catch (SQLNonTransientConnectionException alreadyCut) {
                // The pool rolls back what was left open, and finds that the server has gone already.
            }
        }
    }

    private <T> T proxy(Class<T> type, Object real, String sql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(real, sql, method, arguments)));
    }

    private @Nullable Object call(Object real, String sql, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Request request = new Request(real, method, arguments);
        String text = arguments != null && arguments[0] instanceof String first ? first : sql;
        Kind kind = kind(real, method.getName());
        Object result = kind == null || !text.startsWith(beginning)
                ? request.carryOut()
                : script.choose(asked.incrementAndGet(), kind, text).on(request);
        return wrapped(result, text);
    }

    private static @Nullable Kind kind(Object real, String method) {
        if (real instanceof Statement && method.startsWith("execute")) {
            return Kind.STATEMENT;
        }
        if (real instanceof Connection && method.equals("commit")) {
            return Kind.COMMIT;
        }
        return real instanceof DataSource && method.equals("getConnection") ? Kind.CONNECTION : null;
    }

    private @Nullable Object wrapped(@Nullable Object result, String sql) {
        if (result instanceof Connection connection) {
            opened.add(connection);
            return proxy(Connection.class, result, sql);
        }
        if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, result, sql);
        }
        return result instanceof Statement ? proxy(Statement.class, result, sql) : result;
    }
}
