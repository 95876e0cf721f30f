package dev.bursar.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file's name, without its folders, and its text. */
public record SourceFile(String name, String text) {

    /**
     * Reads all {@code *.yaml} files of a folder, by name; folders within it are not read. What cannot be read is a fault.
     *
     * @param expected what belongs there, for the fault where there is none
     */
    public static List<SourceFile> readAll(Path folder, String expected, Faults faults) {
        List<SourceFile> sources = new ArrayList<>();
        for (Path file : filesOf(folder, expected, faults)) {
            try {
                sources.add(new SourceFile(name(file), Files.readString(file)));
            } catch (CharacterCodingException e) {
                faults.addUnread(name(file), 0, "is not UTF-8 text; save it as UTF-8");
            } catch (IOException e) {
                faults.addUnread(name(file), 0, "cannot be read (" + e + "); check that it is a file and may be read");
            }
        }
        return sources;
    }

    private static List<Path> filesOf(Path folder, String expected, Faults faults) {
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
                faults.addUnread(folder.toString(), 0, "holds " + expected);
            }
        } catch (IOException e) {
            faults.addUnread(folder.toString(), 0, "is not a folder that can be read; name the one with the files");
        }
        return files;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
