package dev.bursar.market;

/** How often the shop delivers. */
public enum Cadence {
    /** Each hour UTC that has something to tell. */
    HOURLY,
    /** Each local day of the market. */
    DAILY,
    /** All at once, at the end: each fact as it stood then. */
    ONCE
}
