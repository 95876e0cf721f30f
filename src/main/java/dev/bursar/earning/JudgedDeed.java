package dev.bursar.earning;

import dev.bursar.ledger.Purpose;
import java.util.Map;
import java.util.Optional;

/**
 * A fact with what was judged of it.
 *
 * @param ours      whether it is on the work list and locked; else it is one that others may have changed
 * @param positions by purpose
 * @param awards    by purpose; missing where its position is fixed
 * @param moved     whether it is posted as of another time than the facts give it now, whatever it earns then
 */
record JudgedDeed<D extends Deed>(
        MemberFact<D> fact, boolean ours, Map<Purpose, Position> positions, Map<Purpose, Award> awards, boolean moved) {

    Standing standing(Purpose purpose) {
        Position position = positions.get(purpose);
        return position == null ? Standing.OPEN : position.standing();
    }

    Optional<Award> award(Purpose purpose) {
        return Optional.ofNullable(awards.get(purpose));
    }
}
