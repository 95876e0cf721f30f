package dev.bursar.ledger;

import dev.bursar.sql.MultiRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** A statement of many rows for each kind of fact: a kind that stands in the statement is not sent with every row. */
final class PerKindWriter {

    private final Map<FactKind, MultiRow> statements = new EnumMap<>(FactKind.class);

    /** @param row the placeholders of one row, with {@code :kind} where the kind belongs */
    PerKindWriter(String head, String row, String tail) {
        for (FactKind kind : FactKind.values()) {
            statements.put(kind, new MultiRow(head, row.replace(":kind", "'" + kind.name() + "'"), tail));
        }
    }

    /**
     * Executes it for all rows, kind by kind, else in their order.
     *
     * @return the affected rows as the server counts them
     */
    <T> int execute(JdbcTemplate jdbc, List<T> rows, Function<T, FactKind> kindOf, MultiRow.Binder<T> binder) {
        Map<FactKind, List<T>> byKind = new EnumMap<>(FactKind.class);
        rows.forEach(row -> byKind.computeIfAbsent(kindOf.apply(row), kind -> new ArrayList<>())
                .add(row));
        int affected = 0;
        for (Map.Entry<FactKind, List<T>> some : byKind.entrySet()) {
            affected += statement(some.getKey()).execute(jdbc, some.getValue(), binder);
        }
        return affected;
    }

    private MultiRow statement(FactKind kind) {
        MultiRow statement = statements.get(kind);
        if (statement == null) {
            throw new IllegalStateException("no statement for facts of kind " + kind);
        }
        return statement;
    }
}
