package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code dispute}, which only change under their account's lock: one for each fact that is held. */
public final class DisputeStore implements MovementSource {

    private static final MultiRow WRITE = new MultiRow("""
            insert into dispute (member_id, programme_id, refund_id, subject_kind, subject_id, held_from, held_until)
            values""", "(?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update held_from = values(held_from), held_until = values(held_until)
            """);

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from dispute
            where (member_id, programme_id, refund_id) in (:keys)
            """, "(?, ?, ?)");

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, refund_id, subject_kind, subject_id, held_from, held_until
            from dispute
            where (held_until is null or held_until >= ?) and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_REFUNDS = new KeyedQuery("""
            select member_id, programme_id, refund_id, subject_kind, subject_id, held_from, held_until
            from dispute force index (of_refund)
            where refund_id in (:keys)
            """, "?");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, refund_id, subject_kind, subject_id, held_from, held_until
            from dispute
            where member_id in (:keys)
            """, "?");

    private static final Comparator<Dispute> BY_KEY =
            Comparator.comparing(Dispute::account).thenComparingLong(Dispute::refundId);

    private final JdbcTemplate jdbc;

    public DisputeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(Dispute dispute, Fact subject) {}

    public void write(Collection<Dispute> disputes) {
        WRITE.execute(
                jdbc,
                disputes.stream()
                        .sorted(BY_KEY)
                        .flatMap(dispute ->
                                dispute.subjects().stream().sorted().map(subject -> new Row(dispute, subject)))
                        .toList(),
                (cells, row) -> key(cells, row.dispute())
                        .code(row.subject().kind())
                        .number(row.subject().id())
                        .instant(row.dispute().from())
                        .instant(row.dispute().until().orElse(null)));
    }

    /** With all that they hold. */
    public void delete(Collection<Dispute> disputes) {
        DELETE.update(jdbc, disputes.stream().sorted(BY_KEY).toList(), DisputeStore::key);
    }

    /** By refund, in whichever accounts. */
    public Map<Long, List<Dispute>> ofRefunds(Collection<Long> refunds) {
        Collected found = new Collected();
        OF_REFUNDS.query(
                jdbc, refunds.stream().sorted().toList(), (cells, id) -> cells.number(id.longValue()), found::row);
        Map<Long, List<Dispute>> byRefund = new HashMap<>();
        found.disputes()
                .forEach(dispute -> byRefund.computeIfAbsent(dispute.refundId(), id -> new ArrayList<>())
                        .add(dispute));
        return byRefund;
    }

    public List<Dispute> ofMembers(List<Long> members) {
        Collected found = new Collected();
        OF_MEMBERS.query(jdbc, members, (cells, member) -> cells.number(member.longValue()), found::row);
        return found.disputes();
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        Collected found = new Collected();
        OF_ACCOUNTS.query(
                jdbc,
                cells -> cells.instant(from),
                accounts,
                (cells, key) -> cells.number(key.memberId()).number(key.programmeId()),
                found::row);
        Map<AccountKey, List<Hold>> holds = new HashMap<>();
        found.disputes()
                .forEach(dispute -> holds.computeIfAbsent(dispute.account(), key -> new ArrayList<>())
                        .add(dispute.hold()));
        Map<AccountKey, Told> told = new HashMap<>();
        holds.forEach((key, some) -> told.put(key, new Told(List.of(), some)));
        return told;
    }

    private static Cells key(Cells cells, Dispute dispute) throws SQLException {
        return cells.number(dispute.account().memberId())
                .number(dispute.account().programmeId())
                .number(dispute.refundId());
    }

    /** Puts disputes together from their rows, in any order. */
    private static final class Collected {

        private record Key(AccountKey account, long refundId, Instant from, Optional<Instant> until) {}

        private final Map<Key, Set<Fact>> subjects = new TreeMap<>(Comparator.comparing(Key::account)
                .thenComparingLong(Key::refundId)
                .thenComparing(Key::from)
                .thenComparing(key -> key.until().orElse(Instant.MAX)));

        void row(ResultSet row) throws SQLException {
            subjects.computeIfAbsent(
                            new Key(
                                    new AccountKey(row.getLong("member_id"), row.getLong("programme_id")),
                                    row.getLong("refund_id"),
                                    Cells.instant(row, "held_from"),
                                    Optional.ofNullable(Cells.maybeInstant(row, "held_until"))),
                            key -> new HashSet<>())
                    .add(new Fact(FactKind.valueOf(row.getString("subject_kind")), row.getLong("subject_id")));
        }

        List<Dispute> disputes() {
            return subjects.entrySet().stream()
                    .map(entry -> new Dispute(
                            entry.getKey().account(),
                            entry.getKey().refundId(),
                            entry.getValue(),
                            entry.getKey().from(),
                            entry.getKey().until()))
                    .toList();
        }
    }
}
