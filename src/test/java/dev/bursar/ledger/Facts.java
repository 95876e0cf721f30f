package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Adjustment;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Movements for tests, told in the words of the worked examples: days of December 2026 in Los Angeles. */
final class Facts {

    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    /** Orders, whose lots the examples call by these letters. */
    static final int A = 1;

    static final int B = 2;
    static final int C = 3;
    static final int D = 4;

    private Facts() {}

    /** The beginning of a day; days below 1 and above 31 run on into the months beside it. */
    static Instant dec(int day) {
        return dec(day, "00:00");
    }

    static Instant dec(int day, String time) {
        LocalDate date = LocalDate.of(2026, 12, 1).plusDays(day - 1L);
        return date.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
    }

    static ALot aLot(int order, long units) {
        return new ALot(Fact.order(order), units);
    }

    static ARedemption aRedemption(int id, long units) {
        return new ARedemption(id, units);
    }

    static Supplier<Movement> aReturn(int refund, long units, int redemption, Instant at) {
        return () -> new Return(Fact.refund(refund), at, Fact.redemption(redemption), units);
    }

    static Supplier<Movement> aTakeBack(int refund, long units, int order, Instant at) {
        return () -> new TakeBack(Fact.refund(refund), at, LotKey.base(Fact.order(order)), units);
    }

    static Supplier<Movement> anAdjustment(int id, long units, Instant at) {
        return () -> new Adjustment(Fact.adjustment(id), at, units, terms(at, Optional.empty()));
    }

    static Supplier<Movement> aPurchase(int order, Instant at, Instant keepsUntil) {
        return () -> new Activity(Fact.order(order), at, keepsUntil, Optional.empty());
    }

    static Supplier<Movement> aPurchaseRefunded(int order, Instant at, Instant keepsUntil, Instant decidedAt) {
        return () -> new Activity(Fact.order(order), at, keepsUntil, Optional.of(decidedAt));
    }

    private static LotTerms terms(Instant availableAt, Optional<Instant> endsAt) {
        return new LotTerms(availableAt, endsAt, "platform", Origin.PURCHASE, 1, new TreeMap<>());
    }

    /** Earned on 1 November, spendable at once, without an end, unless said otherwise. */
    static final class ALot implements Supplier<Movement> {

        private final Fact fact;
        private final long units;
        private int part;
        private Instant at = dec(-29);
        private Optional<Instant> availableAt = Optional.empty();
        private Optional<Instant> endsAt = Optional.empty();

        private ALot(Fact fact, long units) {
            this.fact = fact;
            this.units = units;
        }

        ALot part(int promotion) {
            part = promotion;
            return this;
        }

        ALot earned(Instant instant) {
            at = instant;
            return this;
        }

        ALot available(Instant instant) {
            availableAt = Optional.of(instant);
            return this;
        }

        ALot ends(Instant instant) {
            endsAt = Optional.of(instant);
            return this;
        }

        @Override
        public Credit get() {
            return new Credit(fact, part, at, units, terms(availableAt.orElse(at), endsAt));
        }
    }

    /** Paid at once and on 1 December, unless said otherwise; times out after 7 days. */
    static final class ARedemption implements Supplier<Movement> {

        private final int id;
        private final long units;
        private Instant at = dec(1);
        private boolean paid = true;
        private Optional<Instant> paidAt = Optional.empty();
        private Optional<Instant> cancelledAt = Optional.empty();

        private ARedemption(int id, long units) {
            this.id = id;
            this.units = units;
        }

        ARedemption at(Instant instant) {
            at = instant;
            return this;
        }

        ARedemption paid(Instant instant) {
            paidAt = Optional.of(instant);
            return this;
        }

        ARedemption notPaid() {
            paid = false;
            return this;
        }

        ARedemption cancelledUnpaid(Instant instant) {
            paid = false;
            cancelledAt = Optional.of(instant);
            return this;
        }

        @Override
        public Redemption get() {
            Optional<Instant> payment = paid ? paidAt.or(() -> Optional.of(at)) : Optional.empty();
            return new Redemption(Fact.redemption(id), at, units, payment, cancelledAt, at.plus(Duration.ofDays(7)));
        }
    }
}
