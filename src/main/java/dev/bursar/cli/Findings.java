package dev.bursar.cli;

import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** Tells what a proof finds. Keeps a few deviations at most, for books that are quite wrong have millions. */
abstract sealed class Findings {

    final Console console;
    private Optional<String> advice = Optional.empty();
    private long found;

    Findings(Console console) {
        this.console = console;
    }

    final void add(Deviation deviation) {
        found++;
        if (advice.isEmpty()) {
            advice = Optional.of(deviation.advice());
        }
        show(deviation);
    }

    final long found() {
        return found;
    }

    /** What to do about the first. */
    final Optional<String> advice() {
        return advice;
    }

    abstract void show(Deviation deviation);

    abstract void end(Summary summary, Scope scope);

    /** The proof did not come to its end. */
    abstract void breakOff();

    /** The first hundred, at the end: at a terminal nobody reads more. */
    static final class ForPeople extends Findings {

        private static final int MOST_SHOWN = 100;

        private final List<String> first = new ArrayList<>();

        ForPeople(Console console) {
            super(console);
        }

        @Override
        void show(Deviation deviation) {
            if (first.size() < MOST_SHOWN) {
                first.add(deviation.toString());
            }
        }

        @Override
        void end(Summary summary, Scope scope) {
            breakOff();
            console.print(Texts.count(summary.accounts(), "account") + " worked out again from the facts, "
                    + Texts.count(summary.lots(), "lot") + " and " + Texts.number(summary.entries())
                    + " entries summed up: "
                    + (summary.deviations() == 0 ? "the books are right." : "the books are not right."));
            if (scope instanceof Scope.Sample sample) {
                console.print("A sample of " + Texts.count(sample.members(), "member") + " (--seed " + sample.seed()
                        + "); all of them: " + console.command() + " verify --all");
            }
        }

        @Override
        void breakOff() {
            first.forEach(console::print);
            if (found() > first.size()) {
                console.print("... and " + Texts.number(found() - first.size()) + " more: add --json");
            }
        }
    }

    /** One document, written while the proof goes on: first what is found, each as it is found, then the sums. */
    static final class AsJson extends Findings {

        AsJson(Console console) {
            super(console);
            console.out().print("{\n  \"found\": [");
        }

        /** A deviation. */
        record Item(
                OptionalLong member,
                OptionalLong programme,
                String check,
                String lot,
                String expected,
                String found,
                String advice) {

            static Item of(Deviation deviation) {
                return new Item(
                        number(deviation, AccountKey::memberId),
                        number(deviation, AccountKey::programmeId),
                        deviation.check().name(),
                        deviation.lot().toString(),
                        deviation.expected(),
                        deviation.found(),
                        deviation.advice());
            }
        }

        private static OptionalLong number(Deviation deviation, ToLongFunction<AccountKey> part) {
            return deviation.holder().stream().mapToLong(part).findFirst();
        }

        /** What stands behind {@code found}; accounts, lots and entries are null where the proof was broken off. */
        record Sums(OptionalLong accounts, OptionalLong lots, OptionalLong entries, long deviations) {}

        @Override
        void show(Deviation deviation) {
            console.out().print((found() > 1 ? "," : "") + "\n    " + Json.of(Item.of(deviation), 2));
        }

        @Override
        void end(Summary summary, Scope scope) {
            close(new Sums(
                    OptionalLong.of(summary.accounts()),
                    OptionalLong.of(summary.lots()),
                    OptionalLong.of(summary.entries()),
                    summary.deviations()));
        }

        @Override
        void breakOff() {
            close(new Sums(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), found()));
        }

        private void close(Sums sums) {
            String members = Json.of(sums).substring(1);
            console.print((found() > 0 ? "\n  " : "") + "]," + members);
        }
    }
}
