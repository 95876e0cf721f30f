package dev.bursar.shop;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far a file has come, as of the last commit: kept in the step's execution context, which is written in the
 * transaction of the rows.
 *
 * @param offset  bytes of the (unpacked) text that are done with
 * @param lines   of it that are done with
 * @param rows    read, the rejected ones counted
 * @param rejects bytes of the rejects file that stand
 */
record Position(long offset, long lines, long rows, long rejected, long rejects) {
    static final Position START = new Position(0, 0, 0, 0, 0);

    private static final String OFFSET = "import.offset";
    private static final String LINES = "import.lines";
    private static final String ROWS = "import.rows";
    private static final String REJECTED = "import.rejected";
    private static final String REJECTS = "import.rejects";

    static Position of(ExecutionContext context) {
        return new Position(
                context.getLong(OFFSET, 0),
                context.getLong(LINES, 0),
                context.getLong(ROWS, 0),
                context.getLong(REJECTED, 0),
                context.getLong(REJECTS, 0));
    }

    void keepIn(ExecutionContext context) {
        context.putLong(OFFSET, offset);
        context.putLong(LINES, lines);
        context.putLong(ROWS, rows);
        context.putLong(REJECTED, rejected);
        context.putLong(REJECTS, rejects);
    }
}
