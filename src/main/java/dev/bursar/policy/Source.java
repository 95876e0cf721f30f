package dev.bursar.policy;

/**
 * Where a policy says something.
 *
 * @param file the file's name, as faults call it
 * @param line 1 and up
 */
public record Source(String file, int line) {

    /** {@code coins.yaml:12}, as editors and terminals make it a link. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
