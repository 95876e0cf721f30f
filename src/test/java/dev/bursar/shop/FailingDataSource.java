package dev.bursar.shop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts what is asked of the database, executions and commits, and throws where it is told to. */
final class FailingDataSource implements AutoCloseable {
    private final DataSource target;
    private final String beginning;
    private final IntFunction<@Nullable SQLException> failures;
    private final List<Connection> opened = new ArrayList<>();
    private int asked;

    private FailingDataSource(DataSource target, String beginning, IntFunction<@Nullable SQLException> failures) {
        this.target = target;
        this.beginning = beginning;
        this.failures = failures;
    }

    static FailingDataSource counting(DataSource target) {
        return new FailingDataSource(target, "", asked -> null);
    }

    /**
     * @param beginning of the statements that are counted
     * @param failures  what to throw instead of the k-th request, from 1; null: let it through
     */
    static FailingDataSource onStatements(
            String beginning, DataSource target, IntFunction<@Nullable SQLException> failures) {
        return new FailingDataSource(target, beginning, failures);
    }

    /** As if the process ended at the k-th request: that one and all later ones fail. */
    static FailingDataSource killedAt(int k, DataSource target) {
        return new FailingDataSource(
                target, "", asked -> asked < k ? null : new SQLException("killed at request " + k, "08S01"));
    }

    int asked() {
        return asked;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, target, "");
    }

    /** As the end of a process closes its connections, also those that it was about to close. */
    @Override
    public void close() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
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
        boolean executes = real instanceof Statement && method.getName().startsWith("execute");
        boolean commits = real instanceof Connection && method.getName().equals("commit");
        if (sql.startsWith(beginning) && (executes || commits)) {
            SQLException failure = failures.apply(++asked);
            if (failure != null) {
                throw failure;
            }
        }
        try {
            return wrapped(
                    method.invoke(real, arguments),
                    arguments != null && arguments[0] instanceof String text ? text : "");
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
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
