package dev.bursar.shop;

/**
 * A delivered file that cannot be taken in at all. The message is one sentence for the operator that names the file,
 * what is wrong and what is expected; nothing of the file was written. On the command line: exit 2.
 */
public final class ImportRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportRefused(String message) {
        super(message);
    }

    ImportRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
