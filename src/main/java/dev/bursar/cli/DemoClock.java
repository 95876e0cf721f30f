package dev.bursar.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes at the usual pace and can be set. */
final class DemoClock extends Clock {

    private final Clock real;
    private volatile Duration offset;

    DemoClock(Clock real, Duration offset) {
        this.real = real;
        this.offset = offset;
    }

    void set(Instant now) {
        offset = Duration.between(real.instant(), now);
    }

    Duration offset() {
        return offset;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the demo's clock shows UTC");
    }
}
