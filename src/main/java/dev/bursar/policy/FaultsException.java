package dev.bursar.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Files of policies or jobs cannot be used. The message lists every fault, one a line, by file and line. */
public final class FaultsException extends RuntimeException {

    private final transient List<Fault> faults;

    FaultsException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** All that was found, by file and line; never empty. */
    public List<Fault> faults() {
        return faults;
    }
}
