package dev.bursar.market;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row as the values of a statement: money in minor units, times as instants, nothing as null. */
record CollectedRow(List<@Nullable Object> values) implements Row {

    private Row with(@Nullable Object value) {
        values.add(value);
        return this;
    }

    @Override
    public Row id(long value) {
        return with(value == NONE ? null : (Object) value);
    }

    @Override
    public Row number(long value) {
        return with(value);
    }

    @Override
    public Row text(@Nullable String value) {
        return with(value);
    }

    @Override
    public Row flag(boolean value) {
        return with(value);
    }

    @Override
    public Row money(long minor, Tender tender) {
        return with(minor);
    }

    @Override
    public Row time(long value) {
        return with(value == NONE ? null : Instant.ofEpochSecond(value));
    }

    @Override
    public Row plain(String value) {
        return with(value);
    }
}
