package dev.bursar.ledger;

import java.util.stream.Collectors;

/** An account in lines that a person can read when a random history fails. */
final class Telling {

    private Telling() {}

    static String of(Account account) {
        return account.movements().stream()
                        .sorted((one, other) -> one.at().compareTo(other.at()))
                        .map(Object::toString)
                        .collect(Collectors.joining("\n  ", "\n  ", "\n"))
                + account.holds().stream().map(Object::toString).collect(Collectors.joining("\n  ", "  ", "\n"));
    }
}
