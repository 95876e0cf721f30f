package dev.bursar.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads why a server did not start out of what it wrote. */
final class MariaDbLog {

    private static final Pattern MISSING = Pattern.compile("error while loading shared libraries: ([^:]+):");

    // What mariadbd links to beyond the C library, as `ldd` shows it.
    private static final Map<String, String> PACKAGES = Map.of(
            "libcrypt.so.1", "Debian, Ubuntu: libcrypt1; Fedora: libxcrypt-compat",
            "libsystemd.so.0", "Debian, Ubuntu: libsystemd0; Fedora: systemd-libs",
            "libstdc++.so.6", "Debian, Ubuntu: libstdc++6; Fedora: libstdc++",
            "libaio.so.1", "Debian, Ubuntu: libaio1; Fedora: libaio",
            "libncurses.so.5", "Debian, Ubuntu: libncurses5; Fedora: ncurses-compat-libs",
            "libtinfo.so.5", "Debian, Ubuntu: libtinfo5; Fedora: ncurses-compat-libs");

    private MariaDbLog() {}

    /** @param from where in the log this start began */
    static String cause(Path log, long from) {
        try {
            byte[] all = Files.readAllBytes(log);
            int start = (int) Math.min(from, all.length);
            return cause(new String(all, start, all.length - start, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    static String cause(String text) {
        Matcher missing = MISSING.matcher(text);
        if (missing.find()) {
            String library = missing.group(1);
            return "it needs %s; install it (%s)"
                    .formatted(library, PACKAGES.getOrDefault(library, "your system's package that holds this file"));
        }
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        Predicate<String> error = line -> line.contains("[ERROR]");
        // The first error is the cause; those after it are its consequences.
        return lines.stream()
                .filter(error)
                .findFirst()
                .map(line -> line.substring(line.indexOf("[ERROR]") + "[ERROR]".length())
                        .strip())
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }
}
