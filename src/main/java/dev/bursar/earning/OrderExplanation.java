package dev.bursar.earning;

import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.NewCredit;
import dev.bursar.units.Money;
import java.util.List;
import java.util.Optional;

/**
 * An order as it is in the database, how it is judged, and what a run would make of that.
 *
 * @param facts          what the rule went by
 * @param figuresChanged whether the shop has changed its figures since it was posted or judged
 * @param onWorkList     whether the next run looks at it; else none does until the shop reports a change
 * @param timeHasCome    whether it was completed by now; a run leaves what was not, unless it cannot be believed
 * @param before         what became of it so far; empty: no run has looked at it
 * @param next           what a run that looks at it now would note
 * @param credits        what that run would credit
 * @param items          what that run would list for a look
 */
public record OrderExplanation(
        OrderCase facts,
        boolean figuresChanged,
        boolean onWorkList,
        boolean timeHasCome,
        AwardExplanation coins,
        AwardExplanation points,
        Optional<FactOutcome> before,
        FactOutcome next,
        List<NewCredit> credits,
        List<ExceptionItem> items) {

    /** Minor units of the order's currency as people read them: {@code 1234} USD is {@code 12.34}. */
    public String money(long minorUnits) {
        return Money.show(minorUnits, facts.order().currency());
    }
}
