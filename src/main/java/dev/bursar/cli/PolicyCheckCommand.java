package dev.bursar.cli;

import dev.bursar.policy.Fault;
import dev.bursar.policy.FaultsException;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Checks policy files, and says what is in force or what is wrong with them.",
            "Reads exactly as a run does: the files that are named, and every *.yaml file of a folder, together are one policy."
                    + " Every fault is named with its file and line (exit 2). Needs no database, and changes nothing."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar policy check",
            "  bursar policy check draft/",
            "  bursar policy check jobs/policy/market.yaml draft/coins.yaml",
            ""
        })
final class PolicyCheckCommand implements Callable<Integer> {

    private static final int WIDTH = 80;

    private final Session session;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "What makes up the policy (default: the folder that a run reads).")
    private List<Path> named = new ArrayList<>();

    @Mixin
    private JsonOption json;

    PolicyCheckCommand(Session session) {
        this.session = session;
    }

    /** As {@code --json} prints it: either faults or sections. */
    record Checked(List<String> checked, List<Fault> faults, List<PolicySummary.Section> sections) {}

    @Override
    public Integer call() {
        Console console = session.console();
        List<Path> paths = named.isEmpty() ? List.of(near(session.policyFolder())) : named;
        List<String> names = paths.stream().map(Path::toString).toList();
        Policy policy;
        try {
            policy = PolicyFiles.read(paths);
        } catch (FaultsException e) {
            if (json.asked()) {
                console.print(Json.of(new Checked(names, e.faults(), List.of())));
            } else {
                print(e.faults(), console);
            }
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    Texts.count(e.faults().size(), "fault") + "; no run uses a policy with a fault",
                    next(paths, console));
        }
        PolicySummary summary = PolicySummary.of(policy, session.clock().instant());
        if (json.asked()) {
            console.print(Json.of(new Checked(names, List.of(), summary.sections())));
        } else {
            Texts.wrap(
                            "No fault in " + String.join(", ", names) + ", read "
                                    + (paths.size() > 1 || Files.isDirectory(paths.get(0))
                                            ? "together as one policy, as a run reads all *.yaml files of its folder."
                                            : "as a policy of its own."),
                            WIDTH)
                    .forEach(console::print);
            console.print("");
            summary.print(paths.size() == 1 ? paths.get(0) : Path.of(""), console);
        }
        return ExitCode.DONE;
    }

    /** The faults with the lines they are about, as they are written. */
    private static void print(List<Fault> faults, Console console) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Fault fault : faults) {
            List<String> lines = texts.computeIfAbsent(fault.file(), PolicyCheckCommand::lines);
            Optional<String> written =
                    lines.stream().skip(Math.max(0, fault.line() - 1L)).findFirst();
            String place = fault.line() == 0 ? fault.file() : fault.file() + ":" + fault.line();
            console.print(console.bold(place + ":")
                    + written.filter(text -> fault.line() > 0)
                            .map(text -> " " + text.strip())
                            .orElse(""));
            Texts.wrap(fault.message(), WIDTH - 2).forEach(line -> console.print("  " + line));
            console.print("");
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            // Then the fault says so itself.
            return List.of();
        }
    }

    /** Files that are only a part of their folder are not what a run reads. */
    private static String next(List<Path> paths, Console console) {
        Optional<Path> whole = paths.stream()
                .filter(path -> !Files.isDirectory(path))
                .map(path -> Optional.ofNullable(path.getParent()).orElse(Path.of(".")))
                .filter(folder -> holdsMore(folder, paths))
                .findFirst();
        return whole.map(folder -> "Mend them, and check all of the folder as a run reads it: " + console.command()
                        + " policy check " + folder)
                .orElse("Mend them, then type the same command again.");
    }

    private static boolean holdsMore(Path folder, List<Path> paths) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .anyMatch(file -> paths.stream().noneMatch(path -> isSame(path, file)));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** A path as one would type it here. */
    static Path near(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    }
}
