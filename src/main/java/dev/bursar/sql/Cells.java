package dev.bursar.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Fills the placeholders of a statement one after the other, so that rows of many columns stay readable. */
public final class Cells {

    private final PreparedStatement statement;
    private int index;

    Cells(PreparedStatement statement) {
        this.statement = statement;
    }

    public Cells number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    public Cells number(OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            return number(value.getAsLong());
        }
        statement.setNull(++index, Types.BIGINT);
        return this;
    }

    public Cells number(@Nullable Integer value) throws SQLException {
        if (value != null) {
            return number(value.longValue());
        }
        statement.setNull(++index, Types.BIGINT);
        return this;
    }

    public Cells text(@Nullable String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    public Cells code(Enum<?> value) throws SQLException {
        return text(value.name());
    }

    public Cells flag(boolean value) throws SQLException {
        statement.setBoolean(++index, value);
        return this;
    }

    /** UTC, to the microsecond: the database's datetime(6). */
    public Cells instant(@Nullable Instant value) throws SQLException {
        statement.setObject(++index, value == null ? null : LocalDateTime.ofInstant(value, ZoneOffset.UTC));
        return this;
    }

    public Cells day(LocalDate value) throws SQLException {
        statement.setObject(++index, value);
        return this;
    }

    /** A value of a type that the driver knows by itself: a number, text, a date, a date and time of UTC, or none. */
    public Cells value(@Nullable Object value) throws SQLException {
        statement.setObject(++index, value);
        return this;
    }

    /** Reads a datetime(6) column, which holds UTC. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** Reads a datetime(6) column that may be null. */
    public static @Nullable Instant maybeInstant(ResultSet row, String column) throws SQLException {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    /** Reads a bigint column that may be null. */
    public static OptionalLong maybeNumber(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
