package dev.bursar.jobs;

import dev.bursar.batch.InTurn;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.ledger.Posted;
import dev.bursar.refunds.SettleRefundsStep;
import dev.bursar.spending.SettleAccountsStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The step {@code settle-accounts}: first what was redeemed, then what of it, and of what orders earned, is refunded. */
record Settling(SettleAccountsStep redemptions, SettleRefundsStep refunds) {

    Work work() {
        return new InTurn(List.of(redemptions, refunds));
    }

    /**
     * A sweep whose caller rolls back each chunk. Refunds lean on what was redeemed: where any are due, all of the step is
     * one chunk.
     *
     * @param posted is told what each chunk would post
     */
    Sweep rehearse(StepRun step, Consumer<Posted> posted) {
        if (refunds.planned(step.asOf()) == 0) {
            return redemptions.rehearse(step, posted);
        }
        return new Sweep() {

            private boolean done;

            @Override
            public Optional<Tally> next() {
                if (done) {
                    return Optional.empty();
                }
                Sweep spent = redemptions.rehearse(step, posted);
                Tally total = Tally.NONE;
                for (Optional<Tally> chunk = spent.next(); chunk.isPresent(); chunk = spent.next()) {
                    total = total.plus(chunk.get());
                    spent.committed();
                }
                return Optional.of(total.plus(refunds.rehearse(step, posted)));
            }

            @Override
            public void committed() {
                done = true;
            }
        };
    }
}
