package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Purpose;
import dev.bursar.policy.ProgrammeKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Facts of one member that are judged together, because what one earns may depend on the others. */
interface Circle<D extends Deed> {

    /** From some local day on all there are, and those of before that are to be judged all the same. */
    List<MemberFact<D>> facts();

    /** @return what each of them earns whose position is not fixed */
    Map<Fact, Award> judge(Purpose purpose, Function<MemberFact<D>, Position> positions);

    static ProgrammeKind programme(Purpose purpose) {
        return purpose == Purpose.COINS ? ProgrammeKind.COINS : ProgrammeKind.POINTS;
    }
}
