package dev.bursar.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every fault of a policy, so that an operator mends them in one go. */
final class Faults {

    private final List<Fault> found = new ArrayList<>();
    private boolean allRead = true;

    void add(String file, int line, String message) {
        found.add(new Fault(file, line, message));
    }

    /** A fault that kept a file from being read: what it holds is not known. */
    void addUnread(String file, int line, String message) {
        add(file, line, message);
        allRead = false;
    }

    boolean allRead() {
        return allRead;
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PolicyFaultsException(found.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Fault::file).thenComparingInt(Fault::line))
                    .toList());
        }
    }
}
