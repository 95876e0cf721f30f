package dev.bursar.market;

import org.jspecify.annotations.Nullable;

/** Takes the cells of one row, in the order of {@link Kind#columns()}. */
interface Row {

    /** A time that has not come, an id that there is none of. */
    long NONE = 0;

    /** {@link #NONE}: empty. */
    Row id(long value);

    Row number(long value);

    /** Null: empty. */
    Row text(@Nullable String value);

    Row flag(boolean value);

    /** @param minor units of the tender */
    Row money(long minor, Tender tender);

    /** Seconds since 1970; {@link #NONE}: empty. */
    Row time(long value);

    /** An exact decimal or a date, written as it is read. */
    Row plain(String value);
}
