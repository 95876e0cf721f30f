package dev.bursar.coupons;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.LotKey;
import dev.bursar.policy.Policy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Works coupons out anew from their facts and compares with what is posted. What a run will look at again, because a fact
 * of it has changed, is left out. Reads on the transaction's connection, writes nothing.
 */
public final class CouponsVerifier {

    /** Coupons that are held in memory at once. */
    public static final int PAGE = 2_000;

    private static final String AFTER = """
            select coupon_id
            from shop_coupon
            where coupon_id > ?
            order by coupon_id
            limit 2000
            """;

    private static final String OF_MEMBER = """
            select coupon_id
            from shop_coupon force index (of_member)
            where member_id = ?
            order by coupon_id
            """;

    private final JdbcTemplate jdbc;
    private final CouponFactsReader reader;
    private final CouponRule rule;

    public CouponsVerifier(JdbcTemplate jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.reader = new CouponFactsReader(jdbc);
        this.rule = new CouponRule(policy.coupons());
    }

    /** @return about how many coupons there are, for progress */
    public long count() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from shop_coupon", Long.class));
    }

    /**
     * @param after the last coupon of the page before; 0 for the first
     * @return the last one looked at; empty: there is none
     */
    public OptionalLong next(long after, Consumer<Deviation> deviations) {
        List<Long> page = jdbc.queryForList(AFTER, Long.class, after);
        verify(page, deviations);
        return page.isEmpty() ? OptionalLong.empty() : OptionalLong.of(page.get(page.size() - 1));
    }

    public void ofMember(long member, Consumer<Deviation> deviations) {
        verify(jdbc.queryForList(OF_MEMBER, Long.class, member), deviations);
    }

    private void verify(List<Long> coupons, Consumer<Deviation> deviations) {
        for (DueCoupon due : reader.ofCoupons(coupons)) {
            if (due.state().isEmpty()) {
                boolean unjudged = !due.onWorkList() && due.facts().waiting().isEmpty();
                if (unjudged) {
                    deviations.accept(
                            deviation(Check.UNJUDGED, due, "a status or a place on the work list", "neither"));
                }
                continue;
            }
            CouponState state = due.state().get();
            log(due, state, deviations);
            if (!due.onWorkList()) {
                compare(due, state, deviations);
            }
        }
    }

    private static void log(DueCoupon due, CouponState state, Consumer<Deviation> deviations) {
        List<CouponEvent> events = due.events();
        for (int i = 0; i < events.size(); i++) {
            CouponEvent event = events.get(i);
            boolean follows =
                    i == 0 || events.get(i - 1).move().to() == event.move().from();
            if (event.nth() != i || !follows) {
                deviations.accept(deviation(
                        Check.COUPON_LOG,
                        due,
                        "event " + i
                                + (i == 0
                                        ? ""
                                        : ", from " + events.get(i - 1).move().to()),
                        "event " + event.nth() + ", from " + event.move().from()));
                return;
            }
        }
        boolean ends = events.size() == state.events()
                && (events.isEmpty() || events.get(events.size() - 1).move().to() == state.status());
        if (!ends) {
            deviations.accept(deviation(
                    Check.COUPON_LOG,
                    due,
                    state.events() + " events that end " + state.status(),
                    events.size() + " events"
                            + (events.isEmpty()
                                    ? ""
                                    : " that end "
                                            + events.get(events.size() - 1)
                                                    .move()
                                                    .to())));
        }
    }

    private void compare(DueCoupon due, CouponState state, Consumer<Deviation> deviations) {
        CouponRuling again = CouponRuling.of(due, rule, state.judgedAsOf(), state.frozenUntil());
        if (again.correction().isNothing() && again.correction().status() == state.status()) {
            return;
        }
        deviations.accept(deviation(
                Check.COUPON,
                due,
                again.correction().status() + ", "
                        + (again.correction().isNothing()
                                ? "no further move"
                                : words(again.correction().withdrawn(), "without ")
                                        + words(again.correction().added(), "with ")),
                state.status().toString()));
    }

    private static String words(List<Move> moves, String word) {
        return moves.isEmpty()
                ? ""
                : word
                        + moves.stream()
                                .map(move ->
                                        move.from() + " to " + move.to() + " by " + move.cause() + " at " + move.at())
                                .toList();
    }

    private static Deviation deviation(Check check, DueCoupon due, String expected, String found) {
        Optional<AccountKey> owner = due.facts().coupon().owner().stream()
                .mapToObj(AccountKey::coins)
                .findFirst();
        String which = due.key().orderId() == 0 ? "" : "on order " + due.key().orderId() + ": ";
        return new Deviation(check, owner, LotKey.base(due.facts().coupon().fact()), which + expected, found);
    }
}
