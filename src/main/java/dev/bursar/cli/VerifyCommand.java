package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.jobs.Verification;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
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

        @Option(
                names = "--member",
                paramLabel = "MEMBER",
                converter = Numbers.MemberId.class,
                description = "Prove this member's books only.")
        private @Nullable Long member;

        @Option(
                names = "--sample",
                paramLabel = "N",
                converter = Numbers.FromOne.class,
                description = "Work out so many members (default: 1000).")
        private int sample = SAMPLE;

        Scope scope(long seed) {
            if (member != null) {
                return new Scope.Member(member);
            }
            return all ? new Scope.All() : new Scope.Sample(sample, seed);
        }
    }

    @Override
    public Integer call() {
        Scope scope = members.scope(seed == null ? session.clock().millis() : seed);
        Console console = session.console();
        if (scope instanceof Scope.Member member && !new MemberStore(session.jdbc()).isKnownOrHasBooks(member.id())) {
            throw MemberCommand.notKnown(member.id(), console);
        }
        Verification verification = session.engine().verification();
        // On a terminal a bar would be drawn into the deviations that are printed as they are found.
        Progress progress = json.asked() && console.outTerminal() ? Progress.SILENT : quiet.progress(session);
        Findings findings = json.asked() ? new Findings.AsJson(console) : new Findings.ForPeople(console);
        Summary summary;
        try {
            summary = verification.run(scope, findings::add, progress);
        } catch (RuntimeException e) {
            progress.end();
            findings.breakOff();
            throw e;
        }
        findings.end(summary, scope);
        if (summary.deviations() == 0) {
            return ExitCode.DONE;
        }
        throw new CommandFailure(
                ExitCode.DEVIATION,
                "the books do not tie: " + Texts.count(summary.deviations(), "deviation"),
                findings.advice().orElse("Type the same command again."));
    }
}
