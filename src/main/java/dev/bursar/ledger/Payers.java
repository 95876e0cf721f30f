package dev.bursar.ledger;

import dev.bursar.ledger.Opening.Take;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who paid for each redemption, in the order of paying, and what of it has not been given back. */
final class Payers {

    private final Map<Fact, List<Take>> takes = new HashMap<>();

    Payers(Map<Fact, List<Take>> opening) {
        opening.forEach((fact, list) -> takes.put(fact, new ArrayList<>(list)));
    }

    void paid(Fact redemption, LotKey lot, long units) {
        takes.computeIfAbsent(redemption, fact -> new ArrayList<>()).add(new Take(lot, units));
    }

    /** @return what each lot gets back of {@code units}, the last payer first; less in all where less was paid */
    List<Take> takeOutLastFirst(Fact redemption, long units) {
        List<Take> paid = takes.getOrDefault(redemption, List.of());
        List<Take> back = new ArrayList<>();
        long open = units;
        for (int i = paid.size() - 1; i >= 0 && open > 0; i--) {
            Take take = paid.get(i);
            long share = Math.min(open, take.units());
            if (share > 0) {
                paid.set(i, new Take(take.lot(), take.units() - share));
                back.add(new Take(take.lot(), share));
                open -= share;
            }
        }
        return back;
    }

    /** @return also those who have got all back: a hold on the redemption concerns them still */
    Map<Fact, List<Take>> all() {
        return takes;
    }

    boolean paidFor(Fact redemption, LotKey lot) {
        return takes.getOrDefault(redemption, List.of()).stream()
                .anyMatch(take -> take.lot().equals(lot));
    }
}
