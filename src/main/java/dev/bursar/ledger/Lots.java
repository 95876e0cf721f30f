package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lots and debts of an account while it is being judged, and when each of them ends. */
final class Lots {

    private final Map<LotKey, LotState> lots = new LinkedHashMap<>();
    private final List<LotState> debts = new ArrayList<>();
    private final List<Hold> holds;
    private final Payers payers;
    private final Clock clock;

    /** No free units end before this, so that most movements need not look at every lot. */
    private Instant noEndBefore = Instant.MIN;

    /** @param at when it lapses */
    record End(LotState lot, Instant at) {}

    Lots(Opening opening, List<Hold> holds, Payers payers, Instant asOf) {
        this.holds = holds.stream().sorted(Comparator.comparing(Hold::from)).toList();
        this.payers = payers;
        this.clock = new Clock(opening.activities(), asOf);
        opening.lots().forEach(lot -> add(LotState.opened(lot)));
        opening.debts().forEach(debt -> add(LotState.opened(debt)));
    }

    LotState add(LotState lot) {
        if (lots.putIfAbsent(lot.key, lot) != null) {
            throw new IllegalArgumentException("lot " + lot.key + " is credited twice; a fact may be told only once");
        }
        if (lot.isDebt()) {
            debts.add(lot);
        }
        noEndBefore = Instant.MIN;
        return lot;
    }

    Collection<LotState> all() {
        return lots.values();
    }

    Optional<LotState> find(LotKey key) {
        return Optional.ofNullable(lots.get(key));
    }

    LotState get(LotKey key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "lot " + key + " paid for a redemption but is not in the account's opening"));
    }

    LotState debtOf(Fact cause, Instant at) {
        LotKey key = LotKey.debtOf(cause);
        return find(key).orElseGet(() -> add(LotState.debt(key, at)));
    }

    List<LotState> openDebtsOldestFirst() {
        return debts.stream()
                .filter(debt -> debt.remaining < 0)
                .sorted(LotState.BY_AGE)
                .toList();
    }

    void keepAlive(Activity activity) {
        clock.add(activity);
        noEndBefore = Instant.MIN;
    }

    /** The clock fell back or a lot has units again: an end may come sooner than was known. */
    void endsMayComeSooner() {
        noEndBefore = Instant.MIN;
    }

    /** Lots with free units that are available, soonest end first, then earliest earned; what has ended has none left. */
    List<LotState> liveSoonestEndFirst(Instant at) {
        record Live(LotState lot, Instant end) {}
        List<Live> live = new ArrayList<>();
        for (LotState lot : lots.values()) {
            if (lot.free() > 0 && !lot.terms.availableAt().isAfter(at)) {
                live.add(new Live(lot, effectiveEnd(lot, at).orElse(Instant.MAX)));
            }
        }
        live.sort(Comparator.comparing(Live::end).thenComparing(Live::lot, LotState.BY_AGE));
        return live.stream().map(Live::lot).toList();
    }

    /** @return the lot with free units that ends next, at or before {@code until} */
    Optional<End> nextEnd(Instant until) {
        if (noEndBefore.isAfter(until)) {
            return Optional.empty();
        }
        End next = null;
        Instant earliest = Instant.MAX;
        for (LotState lot : lots.values()) {
            if (lot.free() <= 0) {
                continue;
            }
            Instant end = effectiveEnd(lot, until).orElse(Instant.MAX);
            earliest = end.isBefore(earliest) ? end : earliest;
            if (!end.isAfter(until) && (next == null || endsSooner(lot, end, next))) {
                next = new End(lot, end);
            }
        }
        noEndBefore = next == null ? earliest : Instant.MIN;
        return Optional.ofNullable(next);
    }

    private static boolean endsSooner(LotState lot, Instant end, End other) {
        int byEnd = end.compareTo(other.at());
        return byEnd != 0 ? byEnd < 0 : LotState.BY_AGE.compare(lot, other.lot()) < 0;
    }

    /**
     * The earlier of the lot's own end and the account's clock, put off by holds, as known at {@code at}.
     *
     * @return empty where it has no end, or where an open hold covers it
     */
    Optional<Instant> effectiveEnd(LotState lot, Instant at) {
        Optional<Instant> own = lot.terms.endsAt();
        Optional<Instant> inactive = clock.runsOut(at);
        Optional<Instant> first =
                own.isEmpty() || inactive.filter(run -> run.isBefore(own.get())).isPresent() ? inactive : own;
        if (first.isEmpty()) {
            return first;
        }
        Instant end = first.get();
        for (Hold hold : holds) {
            if (!hold.from().isAfter(at) && hold.covers(end) && concerns(hold, lot)) {
                if (hold.until().isEmpty()) {
                    return Optional.empty();
                }
                end = hold.until().get();
            }
        }
        return Optional.of(end);
    }

    private boolean concerns(Hold hold, LotState lot) {
        return hold.subjects().isEmpty()
                || hold.subjects().stream()
                        .anyMatch(fact -> fact.equals(lot.key.source()) || payers.paidFor(fact, lot.key));
    }
}
