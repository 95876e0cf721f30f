package dev.bursar.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for commands that print data. */
final class JsonOption {

    @Option(names = "--json", description = "Print the data as JSON: stable names, times in UTC.")
    private boolean json;

    boolean asked() {
        return json;
    }
}
