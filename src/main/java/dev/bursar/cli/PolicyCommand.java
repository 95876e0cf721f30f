package dev.bursar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = {
            "Checks the market's policy, and explains what it gives for an order.",
            "docs/policy.md tells each setting."
        },
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Examples:", "  bursar policy check", "  bursar policy explain --order 4711", ""})
final class PolicyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Session session;

    private PolicyCommand(Session session) {
        this.session = session;
    }

    static CommandLine line(Session session) {
        return new CommandLine(new PolicyCommand(session))
                .addSubcommand(new PolicyCheckCommand(session))
                .addSubcommand(new PolicyExplainCommand(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandFailure(
                ExitCode.REFUSED,
                "check the policy, or explain an order?",
                "Type: " + session.console().command() + " policy check");
    }
}
