package dev.bursar.lapse;

import dev.bursar.batch.Shards;
import dev.bursar.ledger.AccountKey;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the accounts in which something may have ended: {@code account.next_end_at} is never later than the first end of
 * what is left in them. Read from the index alone.
 */
final class DueAccountStore {

    private static final KeyedQuery BY_SHARD = new KeyedQuery("""
            select shard, count(*) as accounts
            from account force index (ends)
            where next_end_at <= ? and programme_id between ? and ? and shard in (:keys)
            group by shard
            order by shard
            """, "?");

    private static final String SAME_END = """
            select next_end_at, member_id, programme_id
            from account force index (ends)
            where shard = ? and next_end_at = ? and member_id >= ? and (member_id > ? or programme_id > ?)
              and programme_id between ? and ?
            order by member_id, programme_id
            limit ?
            """;

    private static final String LATER_END = """
            select next_end_at, member_id, programme_id
            from account force index (ends)
            where shard = ? and next_end_at > ? and next_end_at <= ? and programme_id between ? and ?
            order by next_end_at, member_id, programme_id
            limit ?
            """;

    private final JdbcTemplate jdbc;
    private final long first;
    private final long last;

    /** @param programmes whose accounts: of coins, or of points of any store */
    DueAccountStore(JdbcTemplate jdbc, ProgrammeKind programmes) {
        this.jdbc = jdbc;
        boolean coins = programmes == ProgrammeKind.COINS;
        this.first = coins ? AccountKey.COINS : AccountKey.COINS + 1;
        this.last = coins ? AccountKey.COINS : Long.MAX_VALUE;
    }

    long firstProgramme() {
        return first;
    }

    long lastProgramme() {
        return last;
    }

    /** @return how many there are, by shard */
    Map<Integer, Long> byShard(Instant asOf) {
        Map<Integer, Long> accounts = new TreeMap<>();
        BY_SHARD.query(
                jdbc,
                cells -> cells.instant(asOf).number(first).number(last),
                IntStream.range(0, Shards.COUNT).boxed().toList(),
                (cells, shard) -> cells.number(shard.longValue()),
                row -> accounts.put(row.getInt("shard"), row.getLong("accounts")));
        return accounts;
    }

    /** The accounts of a shard in line after another. */
    List<DueAccount> after(int shard, DueAccount after, Instant asOf, int limit) {
        List<DueAccount> accounts = new ArrayList<>(jdbc.query(
                SAME_END,
                (row, number) -> account(row),
                shard,
                utc(after.endsAt()),
                after.key().memberId(),
                after.key().memberId(),
                after.key().programmeId(),
                first,
                last,
                limit));
        if (accounts.size() < limit) {
            accounts.addAll(jdbc.query(
                    LATER_END,
                    (row, number) -> account(row),
                    shard,
                    utc(after.endsAt()),
                    utc(asOf),
                    first,
                    last,
                    limit - accounts.size()));
        }
        return accounts;
    }

    private static DueAccount account(ResultSet row) throws SQLException {
        return new DueAccount(
                Cells.instant(row, "next_end_at"),
                new AccountKey(row.getLong("member_id"), row.getLong("programme_id")));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
