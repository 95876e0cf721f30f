package dev.bursar.ledger;

import java.time.Instant;

/**
 * Something about a fact that an operator or finance should look at.
 *
 * @param detail figures, never personal data; at most 400 letters are kept
 * @param since  UTC
 */
public record ExceptionItem(Fact fact, Purpose purpose, Reason reason, String detail, Instant since) {}
