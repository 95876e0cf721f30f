package dev.bursar.faults;

import dev.bursar.cli.Main;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real program as a process of its own, on a test's database, in small chunks, at noon UTC of 2026-11-20. */
final class CommandLine implements AutoCloseable {

    private static final String JOB = """
            name: %1$s
            purpose: Credits.
            schedule: "30 0 * * *"
            time-zone: America/Los_Angeles
            per: business-date
            steps: [%3$s]
            lock: {name: %2$s, at-most: 2s, when-busy: wait 1m}
            """;

    private final TestDatabase database;
    private final Path folder;
    private final int chunk;
    private final List<Process> started = new ArrayList<>();

    /** @param folder gets the jobs, the policy and what the processes say */
    CommandLine(TestDatabase database, Path folder, int chunk) throws IOException {
        this.database = database;
        this.folder = folder;
        this.chunk = chunk;
        Files.createDirectories(folder.resolve("jobs/policy"));
        Files.writeString(folder.resolve("jobs/policy/market.yaml"), Bursary.MARKET);
    }

    /** Credits the orders of a day under a lock that outlives its process by two seconds. */
    void job(String name, String lock) throws IOException {
        job(name, lock, List.of("credit-orders"));
    }

    void job(String name, String lock, List<String> steps) throws IOException {
        Files.writeString(
                folder.resolve("jobs/" + name + ".yaml"), JOB.formatted(name, lock, String.join(", ", steps)));
    }

    void policy(String market) throws IOException {
        Files.writeString(folder.resolve("jobs/policy/market.yaml"), market);
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dbursar.chunk=" + chunk,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BURSAR_"));
        builder.environment().putAll(database.environment());
        builder.environment().put("BURSAR_JOBS", folder.resolve("jobs").toString());
        builder.environment().put("BURSAR_NOW", "2026-11-20T12:00:00Z");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said-" + started.size()).toFile())
                .start();
        started.add(process);
        return process;
    }

    /** @return the exit code and all that it said */
    String end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("it does not end: " + said(process));
        }
        return process.exitValue() + ": " + said(process);
    }

    /** So far. */
    String said(Process process) throws IOException {
        return Files.readString(folder.resolve("said-" + started.indexOf(process)));
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
