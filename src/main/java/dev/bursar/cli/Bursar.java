package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "bursar",
        description =
                "Keeps a marketplace's loyalty money: credits coins and points for orders, once each, and proves it.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Bursar.Version.class,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   done, or nothing to do",
            "  2   wrong arguments or configuration",
            "  3   the books do not tie",
            "  4   stopped; run again to go on",
            "  5   failed; trying again may help",
            "  6   done, but rows were set aside",
            "  75  the lock stayed busy, or the same run is under way elsewhere",
            "",
            "New here? Type: bursar demo",
            ""
        })
final class Bursar implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show how a command is used, and end.")
    @SuppressWarnings("unused") // only picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version, and end.")
    @SuppressWarnings("unused") // only picocli looks at it
    private boolean version;

    /** Read from the arguments before they are parsed, so that it works from the first line on. */
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log all there is to say, with stack traces; as BURSAR_DEBUG=1 does.")
    @SuppressWarnings("unused") // only picocli looks at it
    private boolean debug;

    static CommandLine commands(Session session, boolean debug) {
        // Everything behind "demo" belongs to the command that it names.
        CommandLine demo = new CommandLine(new DemoCommand(session, debug)).setStopAtPositional(true);
        CommandLine line = new CommandLine(new Bursar())
                .addSubcommand(demo)
                .addSubcommand(new MigrateCommand(session))
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new GenerateCommand(session))
                .addSubcommand(new RunCommand(session))
                .addSubcommand(new RerunCommand(session))
                .addSubcommand(new StopCommand(session))
                .addSubcommand(new RecoverCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new JobsCommand(session))
                .addSubcommand(PolicyCommand.line(session))
                .addSubcommand(new HistoryCommand(session))
                .addSubcommand(new ShowCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(new MemberCommand(session))
                .addSubcommand(new ExplainCommand(session))
                .addSubcommand(new ExpiringCommand(session))
                .addSubcommand(new ExceptionsCommand(session))
                .addSubcommand(new HousekeepingCommand(session));
        Numbers.register(line);
        Failures failures = new Failures(session.console(), debug);
        line.setExecutionExceptionHandler(failures::handle)
                .setParameterExceptionHandler(failures::refuse)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(session.console().outAnsi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setOut(writer(session.console().out()))
                .setErr(writer(session.console().err()));
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
    }

    /** A schedule that has lost its arguments must not look as if all were well. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandFailure(
                ExitCode.REFUSED, "which command?", "Type one of the commands above, such as: bursar demo");
    }

    static String version() {
        String version = Bursar.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** As {@code --version} prints it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "bursar " + version() + " (Java " + Runtime.version().feature() + ")"
            };
        }
    }
}
