package dev.bursar.coupons;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what the books hold of a coupon, for people. */
public final class CouponStoryReader {

    /** Of a public code with very many uses the latest orders are what is asked about. */
    private static final String KEYS = """
            (select coupon_id, order_id
             from coupon
             where coupon_id = ? and order_id = 0)
            union
            (select coupon_id, order_id
             from coupon
             where coupon_id = ? and order_id > 0
             order by order_id desc
             limit 100)
            order by order_id
            """;

    private final JdbcTemplate jdbc;
    private final CouponStore states;
    private final CouponEventStore events;
    private final CouponDecisionStore decisions;

    public CouponStoryReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.states = new CouponStore(jdbc);
        this.events = new CouponEventStore(jdbc);
        this.decisions = new CouponDecisionStore(jdbc);
    }

    /** @return the coupon itself first, then the latest uses of a public code; empty: it was never judged */
    public List<CouponStory> of(long coupon) {
        List<CouponKey> keys = jdbc.query(KEYS, (row, number) -> CouponStore.key(row), coupon, coupon);
        Map<CouponKey, CouponState> stateOf = states.of(keys);
        Map<CouponKey, List<CouponEvent>> eventsOf = events.of(keys);
        List<RefundDecision> decided = decisions.ofCoupons(List.of(coupon)).getOrDefault(coupon, List.of());
        List<CouponStory> stories = new ArrayList<>();
        for (CouponKey key : keys) {
            Optional.ofNullable(stateOf.get(key))
                    .ifPresent(state -> stories.add(new CouponStory(
                            key,
                            state.status(),
                            state.since(),
                            eventsOf.getOrDefault(key, List.of()),
                            key.orderId() == 0 ? decided : List.of())));
        }
        return stories;
    }
}
