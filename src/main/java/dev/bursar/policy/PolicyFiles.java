package dev.bursar.policy;

import java.nio.file.Path;
import java.util.List;

/** Reads a market's policy from its files and checks it as a whole ({@code docs/policy.md}). */
public final class PolicyFiles {

    private PolicyFiles() {}

    /**
     * Reads all {@code *.yaml} files of a folder as one policy; folders within it are not read.
     *
     * @throws FaultsException with every fault of every file
     */
    public static Policy read(Path folder) {
        Faults faults = new Faults();
        List<SourceFile> sources =
                SourceFile.readAll(folder, "no policy file; put at least market.yaml and coins.yaml there", faults);
        if (sources.isEmpty()) {
            faults.throwIfAny();
        }
        return PolicyReader.read(sources, folder.toString(), faults);
    }

    /**
     * Reads a policy from one text, as if it were the only file of its folder.
     *
     * @throws FaultsException with every fault
     */
    public static Policy parse(String name, String yaml) {
        return PolicyReader.read(List.of(new SourceFile(name, yaml)), name, new Faults());
    }
}
