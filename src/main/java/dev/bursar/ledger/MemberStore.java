package dev.bursar.ledger;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who is a member, by the shop or by the books. */
public final class MemberStore {

    private static final String NEXT = """
            select member_id
            from (
              (select distinct member_id from account where member_id > ? order by member_id limit ?)
              union
              (select member_id from shop_member where member_id > ? order by member_id limit ?)
            ) members
            order by member_id
            limit ?
            """;

    private static final String HIGHEST = """
            select greatest(
              coalesce((select max(member_id) from account), 0),
              coalesce((select max(member_id) from shop_member), 0))
            """;

    private static final String COUNT = """
            select greatest((select count(distinct member_id) from account), (select count(*) from shop_member))
            """;

    private final JdbcTemplate jdbc;

    public MemberStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the next members by ascending id; empty after the last */
    public List<Long> after(long member, int limit) {
        return jdbc.queryForList(NEXT, Long.class, member, limit, member, limit, limit);
    }

    /** @return about how many there are, for progress */
    public long count() {
        return Objects.requireNonNull(jdbc.queryForObject(COUNT, Long.class));
    }

    /**
     * Members at random places of the range of ids, the same for the same seed.
     *
     * @return ascending; fewer than asked for where there are fewer, or where many places hit the same member
     */
    public List<Long> sample(int size, long seed) {
        List<Long> first = after(0, size);
        if (first.size() < size) {
            return first;
        }
        long highest = Objects.requireNonNull(jdbc.queryForObject(HIGHEST, Long.class));
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Long> chosen = new TreeSet<>();
        for (int tries = 0; chosen.size() < size && tries < 4 * size; tries++) {
            chosen.addAll(after(random.nextLong(highest), 1));
        }
        return List.copyOf(chosen);
    }
}
