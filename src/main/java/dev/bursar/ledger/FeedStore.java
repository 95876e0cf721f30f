package dev.bursar.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the shop see new entries in view {@code member_feed}. Numbers are given as rows are written but become visible as
 * transactions commit, in another order; a reader who goes on from the highest number he saw would miss what commits later
 * under a lower one.
 */
public final class FeedStore {

    /** Every posting holds a shared lock of this row: once it is ours, none is under way. */
    private static final String WAIT_FOR_POSTINGS = """
            select fed_to
            from books
            where id = 1
            for update
            """;

    private static final String FEED = """
            update books
            set fed_to = (select coalesce(max(number), 0) from entry)
            where id = 1
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public FeedStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Feeds all entries that are committed. Postings wait meanwhile; that takes one look into an index. */
    public void feed() {
        transaction.executeWithoutResult(status -> {
            jdbc.queryForList(WAIT_FOR_POSTINGS);
            jdbc.update(FEED);
        });
    }
}
