package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.jobs.Verification;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
import dev.bursar.ledger.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Proves the books: works accounts out again from the facts, and every sum.",
            "Changes nothing and may run at any time. Names each deviation (exit 3). Without an option all sums are proved, and a"
                    + " sample of the members is worked out again."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Examples:", "  bursar verify", "  bursar verify --all", "  bursar verify --member 42", ""})
final class VerifyCommand implements Callable<Integer> {

    private static final int SAMPLE = 1_000;

    /** At a terminal nobody reads more; JSON has them all. */
    private static final int MOST_SHOWN = 100;

    private final Session session;

    @ArgGroup
    private Members members = new Members();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which members the sample takes: the same number, the same members.")
    private @Nullable Long seed;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private JsonOption json;

    VerifyCommand(Session session) {
        this.session = session;
    }

    /** One of these. */
    static final class Members {

        @Option(names = "--all", description = "Work out every member.")
        private boolean all;

        @Option(names = "--member", paramLabel = "MEMBER", description = "Prove this member's books only.")
        private @Nullable Long member;

        @Option(names = "--sample", paramLabel = "N", description = "Work out so many members (default: 1000).")
        private int sample = SAMPLE;

        Scope scope(long seed) {
            if (member != null) {
                return new Scope.Member(member);
            }
            return all ? new Scope.All() : new Scope.Sample(sample, seed);
        }
    }

    /** As {@code verify --json} prints it. */
    record Proof(long accounts, long lots, long entries, long deviations, List<Item> found) {}

    record Item(long member, long programme, String check, String lot, String expected, String found, String advice) {

        static Item of(Deviation deviation) {
            return new Item(
                    deviation.account().memberId(),
                    deviation.account().programmeId(),
                    deviation.check().name(),
                    deviation.lot().toString(),
                    deviation.expected(),
                    deviation.found(),
                    deviation.advice());
        }
    }

    @Override
    public Integer call() {
        Scope scope = members.scope(seed == null ? session.clock().millis() : seed);
        List<Deviation> found = new ArrayList<>();
        Progress progress = quiet.progress(session.console());
        Verification verification = session.engine().verification();
        Summary summary;
        try {
            summary = verification.run(scope, found::add, progress);
        } finally {
            progress.end();
        }
        tell(scope, summary, found);
        if (summary.deviations() == 0) {
            return ExitCode.DONE;
        }
        throw new CommandFailure(
                ExitCode.DEVIATION,
                "the books do not tie: " + Texts.count(summary.deviations(), "deviation"),
                found.isEmpty() ? "Type the same command again." : found.get(0).advice());
    }

    private void tell(Scope scope, Summary summary, List<Deviation> found) {
        Console console = session.console();
        if (json.asked()) {
            console.print(Json.of(new Proof(
                    summary.accounts(),
                    summary.lots(),
                    summary.entries(),
                    summary.deviations(),
                    found.stream().map(Item::of).toList())));
            return;
        }
        found.stream().limit(MOST_SHOWN).forEach(deviation -> console.print(deviation.toString()));
        if (found.size() > MOST_SHOWN) {
            console.print("... and " + Texts.number(found.size() - MOST_SHOWN) + " more: add --json");
        }
        console.print(Texts.count(summary.accounts(), "account") + " worked out again from the facts, "
                + Texts.count(summary.lots(), "lot") + " and " + Texts.number(summary.entries())
                + " entries summed up: "
                + (summary.deviations() == 0 ? "the books are right." : "the books are not right."));
        if (scope instanceof Scope.Sample sample) {
            console.print("A sample of " + Texts.count(sample.members(), "member") + " (--seed " + sample.seed()
                    + "); all of them: " + console.command() + " verify --all");
        }
    }
}
