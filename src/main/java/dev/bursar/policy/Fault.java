package dev.bursar.policy;

/**
 * One thing that is wrong with the files of a folder.
 *
 * @param file    name of the file within its folder, or the folder itself
 * @param line    1 and up; 0: the fault is not in a line
 * @param message what is wrong, and what to do about it
 */
public record Fault(String file, int line, String message) {

    /** {@code coins.yaml:12: message}, as editors and terminals make it a link. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
