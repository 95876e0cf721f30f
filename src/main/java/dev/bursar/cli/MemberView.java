package dev.bursar.cli;

import dev.bursar.ledger.AccountKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A member's units as they stand at an instant, as {@code member --json} prints them. Dates decide and not jobs: what has
 * ended does not count, lapsed in the books or not.
 */
record MemberView(
        long member, Instant asOf, ZoneId timeZone, boolean known, List<Programme> programmes, List<Movement> history) {

    /** Later than any time-out: units that wait for the lines of an order that is paid have none. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /**
     * One programme.
     *
     * @param programme 0: coins; else the store whose points they are
     * @param balance   units that can be spent now
     * @param pending   units that can be spent later
     * @param reserved  units that are held for orders that are not paid yet
     * @param ended     units whose end has come but which no run has lapsed yet
     * @param debt      units owed, as a positive number
     * @param inactiveAfter points: the period without purchases in the store after which they lapse, ISO 8601; empty: never
     * @param lots      what is left, soonest end first
     * @param reservations what was redeemed on orders that are not paid yet, the earliest first
     */
    record Programme(
            long programme,
            String name,
            long balance,
            long pending,
            long reserved,
            long ended,
            long debt,
            Optional<String> inactiveAfter,
            List<Lot> lots,
            List<Reservation> reservations) {}

    /**
     * What was redeemed on an order that is not paid yet.
     *
     * @param units    that it asked for
     * @param waitsFor PAYMENT, ORDER_SPENT_ON or LINES
     * @param until    when the units are free again unless it is paid; empty: never
     */
    record Reservation(
            String redemption, long order, long units, Instant redeemedAt, String waitsFor, Optional<Instant> until) {}

    /**
     * Units credited at once.
     *
     * @param state   live, pending or ended
     * @param reserved of what remains, units held for orders that are not paid yet
     * @param lastDay the last local day on which they can be spent; empty: they do not lapse
     * @param putOffByPurchases whether a purchase in the store before then moves that day
     */
    record Lot(
            String source,
            String what,
            String state,
            long remaining,
            long reserved,
            long earned,
            Instant earnedAt,
            Instant availableAt,
            Optional<Instant> endsAt,
            Optional<LocalDate> lastDay,
            boolean putOffByPurchases,
            String funder,
            String origin) {}

    /** One change of units. */
    record Movement(
            Instant at,
            LocalDate businessDate,
            long programme,
            String name,
            long units,
            String kind,
            String fact,
            String why,
            long run) {}

    static MemberView of(long member, MemberStore store, Instant now, ZoneId zone, int mostMovements) {
        List<MemberStore.Programme> programmes = store.programmes(member, LocalDate.ofInstant(now, zone));
        List<MemberStore.Lot> lots = store.lots(member, now);
        List<MemberStore.Reservation> reservations = store.reservations(member, now);
        List<Programme> views = new ArrayList<>();
        for (MemberStore.Programme programme : programmes) {
            views.add(programme(
                    programme,
                    lots.stream()
                            .filter(lot -> lot.programme() == programme.id())
                            .toList(),
                    reservations.stream()
                            .filter(reservation -> reservation.programme() == programme.id())
                            .map(MemberView::reservation)
                            .toList(),
                    now,
                    zone));
        }
        return new MemberView(member, now, zone, store.isKnown(member), views, history(member, store, mostMovements));
    }

    /** The latest first. */
    static List<Movement> history(long member, MemberStore store, int most) {
        List<MemberStore.Programme> programmes = store.programmes(member, LocalDate.EPOCH);
        return store.movements(member, most).stream()
                .map(movement -> movement(movement, programmes))
                .toList();
    }

    private static Programme programme(
            MemberStore.Programme programme,
            List<MemberStore.Lot> lots,
            List<Reservation> reservations,
            Instant now,
            ZoneId zone) {
        List<Lot> views = lots.stream()
                .filter(lot -> !lot.isDebt())
                .map(lot -> lot(lot, programme, now, zone))
                .sorted(Comparator.comparing(lot -> lot.endsAt().orElse(Instant.MAX)))
                .toList();
        return new Programme(
                programme.id(),
                name(programme),
                sum(views, "live"),
                sum(views, "pending"),
                views.stream().mapToLong(Lot::reserved).sum(),
                sum(views, "ended"),
                -lots.stream()
                        .filter(MemberStore.Lot::isDebt)
                        .mapToLong(MemberStore.Lot::remaining)
                        .sum(),
                programme.inactiveAfter(),
                views,
                reservations);
    }

    private static long sum(List<Lot> lots, String state) {
        return lots.stream()
                .filter(lot -> lot.state().equals(state))
                .mapToLong(lot -> lot.remaining() - lot.reserved())
                .sum();
    }

    private static Reservation reservation(MemberStore.Reservation reservation) {
        return new Reservation(
                reservation.redemption(),
                reservation.order(),
                reservation.units(),
                reservation.at(),
                reservation.waitsFor(),
                Optional.of(reservation.until()).filter(MemberView::isTimeOut));
    }

    /** Whether units are free again at an instant at which they are said to be, or are held for as long as it takes. */
    static boolean isTimeOut(Instant until) {
        return until.isBefore(NEVER);
    }

    private static Lot lot(MemberStore.Lot lot, MemberStore.Programme programme, Instant now, ZoneId zone) {
        Optional<Instant> end = Stream.concat(lot.endsAt().stream(), programme.clockEndsAt().stream())
                .min(Comparator.naturalOrder());
        boolean ended = end.isPresent() && !now.isBefore(end.get());
        boolean pending = now.isBefore(lot.availableAt());
        return new Lot(
                lot.source(),
                what(lot.source(), lot.part()),
                ended ? "ended" : pending ? "pending" : "live",
                lot.remaining(),
                lot.reserved(),
                lot.earned(),
                lot.earnedAt(),
                lot.availableAt(),
                end,
                // An end is exclusive: what ends at midnight lives through the day before.
                end.map(instant -> instant.minusNanos(1).atZone(zone).toLocalDate()),
                end.isPresent() && end.equals(programme.clockEndsAt()),
                lot.funder(),
                lot.origin());
    }

    private static Movement movement(MemberStore.Movement movement, List<MemberStore.Programme> programmes) {
        String name = programmes.stream()
                .filter(programme -> programme.id() == movement.programme())
                .findFirst()
                .map(MemberView::name)
                .orElse("store " + movement.programme());
        return new Movement(
                movement.at(),
                movement.businessDate(),
                movement.programme(),
                name,
                movement.units(),
                movement.kind(),
                movement.fact(),
                why(movement),
                movement.run());
    }

    static String name(MemberStore.Programme programme) {
        return programme.id() == AccountKey.COINS
                ? "coins"
                : "points of "
                        + programme
                                .store()
                                .map(store -> store + " (store " + programme.id() + ")")
                                .orElse("store " + programme.id());
    }

    /** {@code order 4711}, {@code bonus of promotion 2 for order 4711}. */
    private static String what(String source, int part) {
        String fact = source.toLowerCase(Locale.ROOT).replace('/', ' ');
        return part > 0 ? "bonus of promotion " + part + " for " + fact : fact;
    }

    private static String why(MemberStore.Movement movement) {
        String fact = what(movement.fact(), 0)
                + movement.store().map(store -> " at " + store).orElse("");
        String lot = what(movement.source(), Math.max(0, movement.part()));
        String reason = switch (movement.kind()) {
            case "EARNED" -> movement.part() > 0 ? what(movement.source(), movement.part()) : fact;
            case "SPENT" -> fact + ": spent what " + lot + " earned";
            case "RETURNED" -> fact + ": returned to what " + lot + " earned";
            case "TAKEN_BACK" -> fact + ": taken back of what " + lot + " earned";
            case "LAPSED" -> lot + ": lapsed";
            case "LAPSE_REVERSED" -> lot + ": lapse reversed";
            case "DEBT_INCURRED" -> fact + ": more than there was, now a debt";
            case "DEBT_REPAID" -> fact + ": repays the debt of " + lot;
            default -> fact + ": " + movement.kind().toLowerCase(Locale.ROOT);
        };
        return reason;
    }
}
