package dev.bursar.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every fault of a folder of files, so that an operator mends them in one go. */
public final class Faults {

    private final List<Fault> found = new ArrayList<>();
    private boolean allRead = true;

    /** @param line 1 and up; 0: the fault is not in a line */
    public void add(String file, int line, String message) {
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

    /** @throws FaultsException with every fault, by file and line */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new FaultsException(found.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Fault::file).thenComparingInt(Fault::line))
                    .toList());
        }
    }
}
