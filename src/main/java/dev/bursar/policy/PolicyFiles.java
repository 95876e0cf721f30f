package dev.bursar.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a market's policy from its files and checks it as a whole ({@code docs/policy.md}). */
public final class PolicyFiles {

    private static final String NO_FILE = "no policy file; put at least market.yaml and coins.yaml there";

    private PolicyFiles() {}

    /**
     * Reads all {@code *.yaml} files of a folder as one policy; folders within it are not read.
     *
     * @throws FaultsException with every fault of every file
     */
    public static Policy read(Path folder) {
        Faults faults = new Faults();
        List<SourceFile> sources = SourceFile.readAll(folder, NO_FILE, faults);
        if (sources.isEmpty()) {
            faults.throwIfAny();
        }
        return PolicyReader.read(sources, folder.toString(), faults);
    }

    /**
     * Reads files, and all {@code *.yaml} files of folders, together as one policy. Each is called by the path that names
     * it; one that is named twice is read once.
     *
     * @throws FaultsException with every fault of every file
     */
    public static Policy read(List<Path> paths) {
        Faults faults = new Faults();
        Map<Path, SourceFile> sources = new LinkedHashMap<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                SourceFile.readAll(path, NO_FILE, Path::toString, faults)
                        .forEach(source -> sources.putIfAbsent(real(Path.of(source.name())), source));
            } else if (Files.exists(path) && !path.toString().endsWith(".yaml")) {
                SourceFile.refuseOtherEnding(path.toString(), faults);
            } else {
                SourceFile.read(path, path.toString(), faults)
                        .ifPresent(source -> sources.putIfAbsent(real(path), source));
            }
        }
        if (sources.isEmpty()) {
            faults.throwIfAny();
        }
        String home = paths.size() == 1 ? paths.get(0).toString() : "the policy";
        return PolicyReader.read(List.copyOf(sources.values()), home, faults);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // It was there a moment ago: then its name has to do.
            return file.toAbsolutePath().normalize();
        }
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
