package dev.bursar.ledger;

import dev.bursar.ledger.Judgement.JudgedLot;
import dev.bursar.ledger.Opening.OpeningDebt;
import dev.bursar.ledger.Opening.OpeningLot;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/** A lot while an account is being judged. */
final class LotState {

    static final Comparator<LotState> BY_AGE =
            Comparator.comparing((LotState lot) -> lot.earnedAt).thenComparing(lot -> lot.key);

    final LotKey key;
    final Instant earnedAt;
    final LotTerms terms;
    long earned;
    long remaining;
    long reserved;
    long lapsed;
    /** All that was ever claimed back of it, whether or not it still had them. */
    long claimed;

    private LotState(LotKey key, Instant earnedAt, LotTerms terms) {
        this.key = key;
        this.earnedAt = earnedAt;
        this.terms = terms;
    }

    static LotState credited(LotKey key, Instant earnedAt, LotTerms terms, long units) {
        LotState lot = new LotState(key, earnedAt, terms);
        lot.earned = units;
        return lot;
    }

    static LotState opened(OpeningLot opening) {
        LotState lot = new LotState(opening.key(), opening.earnedAt(), opening.terms());
        lot.earned = opening.earned();
        lot.remaining = opening.remaining();
        lot.lapsed = opening.lapsed();
        lot.claimed = opening.claimed();
        return lot;
    }

    static LotState debt(LotKey key, Instant incurredAt) {
        LotTerms terms = new LotTerms(incurredAt, Optional.empty(), "member", Origin.DEBT, 0, new TreeMap<>());
        return new LotState(key, incurredAt, terms);
    }

    static LotState opened(OpeningDebt opening) {
        LotState lot = debt(opening.key(), opening.incurredAt());
        lot.earned = -opening.incurred();
        lot.remaining = -opening.open();
        return lot;
    }

    boolean isDebt() {
        return key.isDebt();
    }

    /** Units that nothing has reserved. */
    long free() {
        return remaining - reserved;
    }

    JudgedLot judged(Optional<Instant> effectiveEnd) {
        return new JudgedLot(key, earnedAt, terms, earned, remaining, isDebt() ? Optional.empty() : effectiveEnd);
    }
}
