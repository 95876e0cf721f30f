package dev.bursar.ledger;

/** A qualifying activity that the books do not know yet. */
public record NewActivity(AccountKey account, Movement.Activity activity) {}
