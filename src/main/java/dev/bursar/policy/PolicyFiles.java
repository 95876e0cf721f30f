package dev.bursar.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads a market's policy from its files and checks it as a whole ({@code docs/policy.md}). */
public final class PolicyFiles {

    private PolicyFiles() {}

    /**
     * Reads all {@code *.yaml} files of a folder as one policy; folders within it are not read.
     *
     * @throws PolicyFaultsException with every fault of every file
     */
    public static Policy read(Path folder) {
        Faults faults = new Faults();
        List<Source> sources = new ArrayList<>();
        for (Path file : filesOf(folder, faults)) {
            try {
                sources.add(new Source(name(file), Files.readString(file)));
            } catch (CharacterCodingException e) {
                faults.addUnread(name(file), 0, "is not UTF-8 text; save it as UTF-8");
            } catch (IOException e) {
                faults.addUnread(name(file), 0, "cannot be read (" + e + "); check that it is a file and may be read");
            }
        }
        if (sources.isEmpty()) {
            faults.throwIfAny();
        }
        return PolicyReader.read(sources, folder.toString(), faults);
    }

    /**
     * Reads a policy from one text, as if it were the only file of its folder.
     *
     * @throws PolicyFaultsException with every fault
     */
    public static Policy parse(String name, String yaml) {
        return PolicyReader.read(List.of(new Source(name, yaml)), name, new Faults());
    }

    private static List<Path> filesOf(Path folder, Faults faults) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (name(entry).endsWith(".yaml")) {
                    files.add(entry);
                } else if (name(entry).endsWith(".yml")) {
                    faults.addUnread(name(entry), 0, "is not read; rename it to end in .yaml, or move it away");
                }
            }
            if (files.isEmpty()) {
                faults.addUnread(
                        folder.toString(), 0, "holds no policy file; put at least market.yaml and coins.yaml there");
            }
        } catch (IOException e) {
            faults.addUnread(
                    folder.toString(), 0, "is not a folder that can be read; name the folder with the policy files");
        }
        return files;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** A policy file's name and text. */
    record Source(String name, String text) {}
}
