package dev.bursar.bench;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The limit that the server sets: the same rows in the same tables by hand-written set-based SQL; two connections over
 * disjoint members, rows sorted by key. What is earned is found out once, into a temporary table, and written from there.
 */
final class RewardLimit {

    static final String TERMS = """
            insert into terms_judged (store_id, valid_from, figures, takes_part, currency, units_per_unit, lot_life, judged_at)
            select store_id, valid_from, store_id, takes_part, currency, units_per_unit, lot_life, '2026-11-20 12:00:00'
            from shop_store_terms
            on duplicate key update store_id = values(store_id)
            """;

    private final DataSource database;
    private final List<String> statements;

    /** @param statements of which those with parameters take the first and the last member */
    RewardLimit(DataSource database, List<String> statements) {
        this.database = database;
        this.statements = statements;
    }

    void run(long members, int connections) {
        CreditLimit.byMembers(members, connections, this::credit);
    }

    private void credit(long from, long to) {
        new JdbcTemplate(database).execute((ConnectionCallback<Integer>) connection -> {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            int rows = 0;
            for (String statement : statements) {
                if (statement.contains("?")) {
                    rows += jdbc.update(statement, from, to);
                } else {
                    rows += jdbc.update(statement);
                }
            }
            return rows;
        });
    }
}
