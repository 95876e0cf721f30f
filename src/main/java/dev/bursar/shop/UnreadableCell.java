package dev.bursar.shop;

/** Why a cell cannot be read. Without a stack trace: a file may hold a million of them. */
final class UnreadableCell extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableCell(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
