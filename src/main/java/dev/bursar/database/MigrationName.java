package dev.bursar.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a migration's file is named: {@code V021__entry.sql}. */
final class MigrationName {

    private static final Pattern FORM = Pattern.compile("V([0-9]{3})__[a-z0-9_]+\\.sql");

    private MigrationName() {}

    static int versionOf(String fileName) {
        Matcher name = FORM.matcher(fileName);
        if (!name.matches()) {
            throw new IllegalArgumentException("migration " + fileName
                    + ": name it V, three digits, two underscores and a slug, as in V021__entry.sql");
        }
        return Integer.parseInt(name.group(1));
    }
}
