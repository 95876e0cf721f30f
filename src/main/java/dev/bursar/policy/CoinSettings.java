package dev.bursar.policy;

/**
 * What only coins have; points get it from their store's terms.
 *
 * @param funder who pays for coins, unless a promotion names another
 */
record CoinSettings(ProgrammeSettings common, Timeline<String> funder, Timeline<Life> life, CoinRates rates) {}
