package dev.bursar.ledger;

/** A credit that the books do not hold yet. */
public record NewCredit(AccountKey account, Movement.Credit credit) {}
