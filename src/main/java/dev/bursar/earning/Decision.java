package dev.bursar.earning;

import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Purpose;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One fact on its way through, with what it will have in the books for each lot. */
final class Decision<D extends Deed> {

    final JudgedDeed<D> judged;
    final MemberFact<D> fact;
    private final Map<Purpose, Map<LotKey, Long>> units = new EnumMap<>(Purpose.class);
    private Optional<Instant> creditedAt = Optional.empty();
    private boolean changed;
    private boolean unfinished;

    Decision(JudgedDeed<D> judged) {
        this.judged = judged;
        this.fact = judged.fact();
    }

    Map<LotKey, Long> units(Purpose purpose) {
        return units.computeIfAbsent(purpose, each -> new TreeMap<>());
    }

    /** @return UTC; when it earned, by the facts; empty: nothing of that has changed */
    Optional<Instant> creditedAt() {
        return creditedAt;
    }

    void creditedAt(Instant at) {
        creditedAt = Optional.of(at);
    }

    /** Whether anything about it is posted. */
    boolean isChanged() {
        return changed;
    }

    void change() {
        changed = true;
    }

    /** Whether it has to be looked at again whatever came of it now. */
    boolean isUnfinished() {
        return unfinished;
    }

    void leaveUnfinished() {
        unfinished = true;
    }
}
