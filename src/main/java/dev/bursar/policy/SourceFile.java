package dev.bursar.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A file's name, without its folders, and its text. */
public record SourceFile(String name, String text) {

    /**
     * Reads all {@code *.yaml} files of a folder, by name; folders within it are not read. What cannot be read is a fault.
     *
     * @param expected what belongs there, for the fault where there is none
     */
    public static List<SourceFile> readAll(Path folder, String expected, Faults faults) {
        return readAll(folder, expected, SourceFile::name, faults);
    }

    /** @param names what each file is called, in faults too */
    static List<SourceFile> readAll(Path folder, String expected, Function<Path, String> names, Faults faults) {
        List<SourceFile> sources = new ArrayList<>();
        for (Path file : filesOf(folder, expected, names, faults)) {
            read(file, names.apply(file), faults).ifPresent(sources::add);
        }
        return sources;
    }

    /** Reads one file; empty after a fault. */
    static Optional<SourceFile> read(Path file, String name, Faults faults) {
        try {
            return Optional.of(new SourceFile(name, Files.readString(file)));
        } catch (CharacterCodingException e) {
            faults.addUnread(name, 0, "is not UTF-8 text; save it as UTF-8");
        } catch (NoSuchFileException e) {
            faults.addUnread(name, 0, "is not there; check the name");
        } catch (IOException e) {
            faults.addUnread(name, 0, "cannot be read (" + e + "); check that it is a file and may be read");
        }
        return Optional.empty();
    }

    /** What is not read though it looks as if it were meant to be. */
    static void refuseOtherEnding(String name, Faults faults) {
        faults.addUnread(name, 0, "is not read; rename it to end in .yaml, or move it away");
    }

    private static List<Path> filesOf(Path folder, String expected, Function<Path, String> names, Faults faults) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (name(entry).endsWith(".yaml")) {
                    files.add(entry);
                } else if (name(entry).endsWith(".yml")) {
                    refuseOtherEnding(names.apply(entry), faults);
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
