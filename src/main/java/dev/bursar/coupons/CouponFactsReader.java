package dev.bursar.coupons;

import dev.bursar.batch.Place;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.shop.CouponStatus;
import dev.bursar.shop.Instrument;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads coupons with all that they follow from, a chunk at a time: one query for each table. */
final class CouponFactsReader {

    private static final String SELECT = """
            select coupon_id, member_id, store_id, instrument, currency, minimum, valid_from, valid_to, status,
              changed_at is not null as on_work_list
            from shop_coupon force index (primary)
            """;

    private static final KeyedQuery OF_IDS = new KeyedQuery(SELECT + "where coupon_id in (:keys)", "?");

    /** Whoever judges a coupon holds its row, so that of two only one posts. */
    private static final KeyedQuery LOCK = new KeyedQuery(SELECT + "where coupon_id in (:keys) for update", "?");

    private final JdbcTemplate jdbc;
    private final CouponStore states;
    private final CouponEventStore events;

    CouponFactsReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.states = new CouponStore(jdbc);
        this.events = new CouponEventStore(jdbc);
    }

    /**
     * What was found.
     *
     * @param coupons  in order
     * @param orphans  uses whose coupon has not arrived
     * @param outcomes of the orphans so far, by their numbers
     */
    record Found(List<DueCoupon> coupons, List<CouponUse> orphans, Map<Long, FactOutcome> outcomes) {}

    /**
     * In a transaction that posts: keeps everybody else from changing or judging these coupons and their uses until it ends.
     *
     * @param places coupon and order; order 0 is the coupon itself
     */
    Found lock(List<Place> places) {
        return new Read(true).of(places);
    }

    /** For proof: coupons with all their uses. */
    List<DueCoupon> ofCoupons(Collection<Long> coupons) {
        List<Place> places = new ArrayList<>();
        coupons.forEach(coupon -> places.add(new Place(coupon, 0)));
        new UseRowsReader(jdbc, false)
                .ordersOf(coupons)
                .forEach(key -> places.add(new Place(key.couponId(), key.orderId())));
        return new Read(false).of(places).coupons();
    }

    /** One chunk's reading. */
    private final class Read {

        private final boolean locking;
        private final UseRowsReader uses;
        private final UsedOrdersReader orders = new UsedOrdersReader(jdbc);
        private final Map<Long, Coupon> coupons = new TreeMap<>();
        private final Set<Long> onWorkList = new HashSet<>();

        Read(boolean locking) {
            this.locking = locking;
            this.uses = new UseRowsReader(jdbc, locking);
        }

        Found of(List<Place> places) {
            Set<Long> ids = new TreeSet<>();
            places.forEach(place -> ids.add(place.memberId()));
            (locking ? LOCK : OF_IDS)
                    .query(jdbc, List.copyOf(ids), (cells, id) -> cells.number(id.longValue()), this::row);
            Set<Long> whole = new TreeSet<>();
            Set<CouponKey> byOrder = new TreeSet<>();
            Set<CouponKey> asked = new TreeSet<>();
            for (Place place : places) {
                Coupon coupon = coupons.get(place.memberId());
                if (coupon != null && !coupon.isPublic()) {
                    whole.add(place.memberId());
                } else if (place.factId() != 0) {
                    byOrder.add(new CouponKey(place.memberId(), place.factId()));
                } else if (coupon != null) {
                    asked.add(CouponKey.ofTheCoupon(place.memberId()));
                }
            }
            uses.readOfCoupons(whole);
            uses.readOfOrders(byOrder);
            orders.readOrders(uses.orders());
            readTheOthersOfTheirCheckouts(byOrder);
            orders.readRefunds(uses.orders());
            return found(whole, byOrder, asked);
        }

        private void row(ResultSet row) throws SQLException {
            Coupon coupon = coupon(row);
            coupons.put(coupon.couponId(), coupon);
            if (row.getBoolean("on_work_list")) {
                onWorkList.add(coupon.couponId());
            }
        }

        private void readTheOthersOfTheirCheckouts(Set<CouponKey> keys) {
            Set<CouponKey> others = new TreeSet<>();
            for (CouponKey key : keys) {
                orders.together(key.orderId()).forEach(order -> others.add(new CouponKey(key.couponId(), order)));
            }
            uses.readOfOrders(others);
            orders.readOrders(uses.orders());
        }

        private Found found(Set<Long> whole, Set<CouponKey> byOrder, Set<CouponKey> asked) {
            Map<CouponKey, CouponParts> parts = new TreeMap<>();
            asked.forEach(key -> parts.put(key, new CouponParts()));
            whole.forEach(id -> {
                CouponParts all = new CouponParts();
                uses.of(id).forEach((order, some) -> all.add(some, orders.find(order)));
                parts.put(CouponKey.ofTheCoupon(id), all);
            });
            List<CouponUse> orphans = new ArrayList<>();
            for (CouponKey key : byOrder) {
                if (!coupons.containsKey(key.couponId())) {
                    orphans.addAll(uses.of(key.couponId()).getOrDefault(key.orderId(), List.of()));
                    continue;
                }
                CouponParts some = new CouponParts();
                for (long order : orders.together(key.orderId())) {
                    List<CouponUse> onOrder = uses.of(key.couponId()).getOrDefault(order, List.of());
                    if (!onOrder.isEmpty()) {
                        some.add(onOrder, orders.find(order));
                    }
                }
                parts.put(
                        new CouponKey(
                                key.couponId(), orders.together(key.orderId()).first()),
                        some);
            }
            return new Found(due(parts), orphans, uses.outcomes());
        }

        private List<DueCoupon> due(Map<CouponKey, CouponParts> parts) {
            List<CouponKey> keys = List.copyOf(parts.keySet());
            Map<CouponKey, CouponState> stateOf = states.of(keys);
            Map<CouponKey, List<CouponEvent>> eventsOf =
                    events.of(keys.stream().filter(stateOf::containsKey).toList());
            List<DueCoupon> due = new ArrayList<>();
            parts.forEach((key, some) -> {
                Coupon coupon = coupons.get(key.couponId());
                if (coupon == null) {
                    throw new IllegalStateException(key + " was not read");
                }
                Set<Long> marked = some.uses()
                        .filter(uses::isOnWorkList)
                        .map(CouponUse::useId)
                        .collect(Collectors.toSet());
                Optional<CouponState> state = Optional.ofNullable(stateOf.get(key));
                due.add(new DueCoupon(
                        key,
                        new CouponCase(
                                coupon,
                                state.map(CouponState::opening).orElse(coupon.reported()),
                                some.usages(),
                                some.waiting()),
                        state,
                        eventsOf.getOrDefault(key, List.of()),
                        before(some),
                        onWorkList.contains(key.couponId()),
                        marked,
                        onWorkList.contains(key.couponId())
                                || !marked.isEmpty()
                                || some.uses().anyMatch(use -> orders.isOnWorkList(use.orderId()))));
            });
            return due;
        }

        private Map<Long, FactOutcome> before(CouponParts parts) {
            Map<Long, FactOutcome> before = new HashMap<>();
            parts.uses().forEach(use -> {
                FactOutcome outcome = uses.outcomes().get(use.useId());
                if (outcome != null) {
                    before.put(use.useId(), outcome);
                }
            });
            return before;
        }
    }

    private static Coupon coupon(ResultSet row) throws SQLException {
        return new Coupon(
                row.getLong("coupon_id"),
                Cells.maybeNumber(row, "member_id"),
                Cells.maybeNumber(row, "store_id"),
                Instrument.valueOf(row.getString("instrument")),
                row.getString("currency"),
                row.getLong("minimum"),
                Cells.instant(row, "valid_from"),
                Cells.instant(row, "valid_to"),
                CouponStatus.valueOf(row.getString("status")));
    }
}
