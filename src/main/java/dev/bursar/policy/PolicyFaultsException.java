package dev.bursar.policy;

import java.util.List;
import java.util.stream.Collectors;

/** The policy files cannot be used. The message lists every fault, one a line, by file and line. */
public final class PolicyFaultsException extends RuntimeException {

    private final transient List<Fault> faults;

    PolicyFaultsException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** All that was found, by file and line; never empty. */
    public List<Fault> faults() {
        return faults;
    }
}
