package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = {
            "Shows what Bursar does, on two weeks of a small market.",
            "The demo has a database, jobs and a policy of its own, in .bursar/demo/, and touches nothing else. A command behind"
                    + " it works there: look around, change the policy, run jobs. Without one the demo begins anew."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Examples:", "  bursar demo", "  bursar demo exceptions", ""})
final class DemoCommand implements Callable<Integer> {

    private final Session session;
    private final boolean debug;

    @Option(names = "--yes", description = "Also on a configured server: the demo makes a schema bursar_demo there.")
    private boolean yes;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command to run in the demo's world.")
    private List<String> command = List.of();

    DemoCommand(Session session, boolean debug) {
        this.session = session;
        this.debug = debug;
    }

    @Override
    public Integer call() {
        DemoWorld world = new DemoWorld(session);
        if (command.isEmpty()) {
            refuseOnConfiguredServer();
            return tell(world);
        }
        if (command.get(0).equals("demo")) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "this is the demo already",
                    "To begin it anew: " + session.console().command() + " demo");
        }
        if (!world.exists()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "there is no demo yet",
                    "Type first: " + session.console().command() + " demo");
        }
        try (Session inside = world.open(world.clock())) {
            session.handSignalsTo(inside);
            return Bursar.commands(inside, debug).execute(command.toArray(String[]::new));
        }
    }

    private int tell(DemoWorld world) {
        DemoClock clock = world.clock();
        world.create();
        Curtain curtain = new Curtain(session.console().out());
        Console console = session.console().printingTo(new PrintStream(curtain, true, UTF_8));
        try (Session inside = world.open(clock, console, DemoWorld.ONE_THREAD)) {
            inside.database().migrate();
            DemoMarket market = world.deliver(DemoMarket.ofZone(inside.zone()));
            DemoStage stage = new DemoStage(inside, curtain, debug);
            int exitCode = new DemoStory(inside, world, market, clock, stage).tell();
            world.keep(clock);
            return exitCode;
        }
    }

    private void refuseOnConfiguredServer() {
        if (!session.database().isEmbedded() && !yes) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "a database is configured, and the demo would make a schema bursar_demo on its server: "
                            + session.database().settings(),
                    "If that is fine, type: " + session.console().command() + " demo --yes");
        }
    }
}
