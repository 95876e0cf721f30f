package dev.bursar.ledger;

import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code exception_item}: opened once, closed by the run that judges the fact without them. */
public final class ExceptionStore {

    private static final int LONGEST_DETAIL = 400;

    private static final MultiRow OPEN = new MultiRow("""
            insert into exception_item (fact_kind, fact_id, purpose, reason, detail, opened_at, opened_in_run)
            values""", "(?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              opened_at = if(closed_at is null, opened_at, values(opened_at)),
              opened_in_run = if(closed_at is null, opened_in_run, values(opened_in_run)),
              detail = values(detail),
              closed_at = null,
              closed_in_run = null
            """);

    private static final String CLOSE = """
            update exception_item
            set closed_at = ?, closed_in_run = ?
            where fact_kind = ? and fact_id = ? and purpose = ? and reason = ? and closed_at is null
            """;

    private static final KeyedQuery OPEN_OF_FACTS = new KeyedQuery("""
            select fact_kind, fact_id, purpose, reason
            from exception_item
            where (fact_kind, fact_id) in (:keys) and closed_at is null
            """, "(?, ?)");

    private static final KeyedQuery LATE_OF_FACTS = new KeyedQuery("""
            select fact_kind, fact_id, purpose, reason
            from exception_item
            where (fact_kind, fact_id) in (:keys) and reason = %d
            """.formatted(Reason.LATE.code()), "(?, ?)");

    private final JdbcTemplate jdbc;

    public ExceptionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One item without its figures. */
    public record Key(Fact fact, Purpose purpose, Reason reason) {}

    public void open(List<ExceptionItem> items, Run run) {
        OPEN.execute(
                jdbc,
                items,
                (cells, item) -> cells.code(item.fact().kind())
                        .number(item.fact().id())
                        .code(item.purpose())
                        .number(item.reason().code())
                        .text(item.detail().substring(0, Math.min(item.detail().length(), LONGEST_DETAIL)))
                        .instant(item.since())
                        .number(run.id()));
    }

    public void close(List<Key> keys, Run run) {
        LocalDateTime now = LocalDateTime.ofInstant(run.judgedAt(), ZoneOffset.UTC);
        List<Object[]> rows = new ArrayList<>();
        for (Key key : keys) {
            rows.add(new Object[] {
                now,
                run.id(),
                key.fact().kind().name(),
                key.fact().id(),
                key.purpose().name(),
                key.reason().code()
            });
        }
        jdbc.batchUpdate(CLOSE, rows);
    }

    /**
     * Opens what facts were judged with, and closes what they were judged without. That a fact was late remains to be looked
     * at; what the ledger itself notes of an account closes with the account.
     *
     * @param before those of the judged facts that may have open items
     * @param items  of all the judged facts
     */
    public void replace(List<Fact> before, Collection<ExceptionItem> items, Run run) {
        if (!before.isEmpty()) {
            Set<Key> still = items.stream()
                    .map(item -> new Key(item.fact(), item.purpose(), item.reason()))
                    .collect(Collectors.toSet());
            close(
                    openOf(before).stream()
                            .filter(key -> key.reason() != Reason.LATE
                                    && key.reason() != Reason.OVERSPENT
                                    && !still.contains(key))
                            .toList(),
                    run);
        }
        open(List.copyOf(items), run);
    }

    /**
     * As {@link #replace}, of one purpose alone: facts that are judged for others elsewhere.
     *
     * @param before those of the judged facts that may have open items
     */
    public void replace(Purpose purpose, List<Fact> before, Collection<ExceptionItem> items, Run run) {
        if (!before.isEmpty()) {
            Set<Key> still = items.stream()
                    .map(item -> new Key(item.fact(), item.purpose(), item.reason()))
                    .collect(Collectors.toSet());
            close(
                    openOf(before).stream()
                            .filter(key ->
                                    key.purpose() == purpose && key.reason() != Reason.LATE && !still.contains(key))
                            .toList(),
                    run);
        }
        open(List.copyOf(items), run);
    }

    public Set<Key> openOf(List<Fact> facts) {
        return read(OPEN_OF_FACTS, facts);
    }

    /** The items of reason {@link Reason#LATE}, closed ones too: what was late stays where it was placed. */
    public Set<Key> lateOf(List<Fact> facts) {
        return read(LATE_OF_FACTS, facts);
    }

    private Set<Key> read(KeyedQuery query, List<Fact> facts) {
        Set<Key> keys = new HashSet<>();
        query.query(
                jdbc,
                facts,
                (cells, fact) -> cells.code(fact.kind()).number(fact.id()),
                row -> keys.add(new Key(
                        new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id")),
                        Purpose.valueOf(row.getString("purpose")),
                        Reason.of(row.getInt("reason")).orElseThrow())));
        return keys;
    }
}
