package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list of a kind of facts, by its three queries.
 *
 * @param page   places of a shard after one, by run, shard, member, member, fact, and the two ends of the time that is due
 * @param shards those with due facts, by these ends
 * @param count  of due facts, by these ends
 */
record WorkListReader(JdbcTemplate jdbc, String page, String shards, String count) {

    List<Place> places(int shard, Place after, DueTime time, long run, int limit) {
        return jdbc.query(
                page,
                (row, number) -> new Place(row.getLong("member_id"), row.getLong("fact_id")),
                run,
                shard,
                after.memberId(),
                after.memberId(),
                after.factId(),
                utc(time.asOf()),
                utc(time.unbelievable()),
                limit);
    }

    List<Integer> dueShards(DueTime time) {
        return jdbc.queryForList(shards, Integer.class, utc(time.asOf()), utc(time.unbelievable()));
    }

    long planned(DueTime time) {
        Long planned = jdbc.queryForObject(count, Long.class, utc(time.asOf()), utc(time.unbelievable()));
        return planned == null ? 0 : planned;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
