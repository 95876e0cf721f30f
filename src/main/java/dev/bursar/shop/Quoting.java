package dev.bursar.shop;

/**
 * Where a record ends by RFC 4180, fed line by line. A reader of whole files would take a quote that is never closed for
 * one value up to the end of the file.
 */
final class Quoting {
    /** What is known of the record after the lines fed so far. */
    enum State {
        WHOLE,
        /** A quoted value goes on in the next line. */
        OPEN,
        /** A quote stands where none may. */
        BROKEN
    }

    private enum At {
        START_OF_VALUE,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private At at = At.START_OF_VALUE;

    State feed(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (at) {
                case START_OF_VALUE, PLAIN -> {
                    if (c == ',') {
                        at = At.START_OF_VALUE;
                    } else if (c != '"') {
                        at = At.PLAIN;
                    } else if (at == At.START_OF_VALUE) {
                        at = At.QUOTED;
                    } else {
                        return State.BROKEN;
                    }
                }
                case QUOTED -> {
                    if (c == '"') {
                        at = At.AFTER_QUOTE;
                    }
                }
                case AFTER_QUOTE -> {
                    if (c == '"') {
                        at = At.QUOTED;
                    } else if (c == ',') {
                        at = At.START_OF_VALUE;
                    } else {
                        return State.BROKEN;
                    }
                }
            }
        }
        return at == At.QUOTED ? State.OPEN : State.WHOLE;
    }
}
