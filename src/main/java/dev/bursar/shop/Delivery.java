package dev.bursar.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the files that were meant, by kind and name, without opening them. */
final class Delivery {
    private static final Pattern NAME = Pattern.compile("([a-z_]+)(-.+)?\\.csv(\\.gz)?");
    private static final String REJECTED = ".rejected.csv";

    private Delivery() {}

    /** A file of a known kind. */
    record Found(Path path, Kind kind) {}

    /**
     * @param paths files, and folders whose files (not those of folders within) are meant
     * @return by kind, then by name, none twice
     * @throws ImportRefused for a path that is not there or a name that says no kind
     */
    static List<Found> at(List<Path> paths) {
        List<Found> found = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                found.addAll(inFolder(path));
            } else if (Files.isRegularFile(path)) {
                found.add(new Found(path, kind(path)));
            } else {
                throw new ImportRefused(path + " is not there; expected a file or a folder of files.");
            }
        }
        found.sort(Comparator.comparing(Found::kind).thenComparing(file -> name(file.path())));
        return withoutRepetitions(found);
    }

    private static List<Found> inFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Found> found = entries.filter(Files::isRegularFile)
                    .filter(file -> looksDelivered(name(file)))
                    .map(file -> new Found(file, kind(file)))
                    .toList();
            if (found.isEmpty()) {
                throw new ImportRefused(folder + " holds no file to import; " + expected());
            }
            return found;
        } catch (IOException unreadable) {
            throw new ImportRefused(folder + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    /** Others may lie there as well: what was set aside, notes, files still being uploaded. */
    private static boolean looksDelivered(String name) {
        return !name.startsWith(".") && !name.endsWith(REJECTED) && (name.endsWith(".csv") || name.endsWith(".csv.gz"));
    }

    private static List<Found> withoutRepetitions(List<Found> files) {
        Set<Path> seen = new HashSet<>();
        return files.stream().filter(file -> seen.add(real(file.path()))).toList();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException unreadable) {
            throw new ImportRefused(path + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    private static Kind kind(Path path) {
        String name = name(path);
        if (name.endsWith(REJECTED)) {
            throw new ImportRefused(
                    path + " holds rows that were set aside; mend them, drop the columns line and reason,"
                            + " and import them under a name such as orders-mended.csv.");
        }
        Matcher matcher = NAME.matcher(name);
        Optional<Kind> kind = matcher.matches() ? Kind.named(matcher.group(1)) : Optional.empty();
        return kind.orElseThrow(() -> new ImportRefused(path + " has a name that says no kind; " + expected()));
    }

    private static String expected() {
        String kinds = Arrays.stream(Kind.values()).map(Kind::fileName).collect(Collectors.joining(", "));
        return "expected KIND.csv or KIND-anything.csv, also with .gz, where KIND is one of " + kinds + ".";
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
