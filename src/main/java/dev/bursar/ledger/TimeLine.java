package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Adjustment;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Movements in the order in which they act: by time, then kind (lapse, credit, return, take-back, redemption), then id. A
 * refund that was decided before the credit or redemption it concerns acts right after that ({@code docs/rules.md} §0).
 */
final class TimeLine {

    private TimeLine() {}

    /**
     * @param place the fact whose place in the order it takes: its own, or that of what it concerns
     * @param sequel whether it comes right after the movement at that place
     */
    record Point(Instant at, Rank rank, Fact place, boolean sequel, Movement movement) {}

    enum Rank {
        ACTIVITY,
        CREDIT,
        RETURN,
        TAKE_BACK,
        REDEMPTION
    }

    private static final Comparator<Point> IN_ORDER = Comparator.comparing(Point::at)
            .thenComparing(Point::rank)
            .thenComparing(Point::place)
            .thenComparing(Point::sequel)
            .thenComparing(point -> point.movement().at())
            .thenComparing(point -> point.movement().fact())
            .thenComparing(TimeLine::detail);

    /** @return the movements that happen before {@code asOf}, each with the instant at which it acts */
    static List<Point> of(List<Movement> movements, Instant asOf) {
        Map<Fact, Instant> redeemedAt = new HashMap<>();
        Map<LotKey, Instant> creditedAt = new HashMap<>();
        for (Movement movement : movements) {
            if (movement instanceof Redemption redemption) {
                redeemedAt.put(redemption.fact(), redemption.at());
            } else if (movement instanceof Credit credit) {
                creditedAt.put(credit.lot(), credit.at());
            }
        }
        List<Point> points = new ArrayList<>(movements.size());
        for (Movement movement : movements) {
            Point point = place(movement, redeemedAt, creditedAt);
            if (point.at().isBefore(asOf)) {
                points.add(point);
            }
        }
        points.sort(IN_ORDER);
        return points;
    }

    private static Point place(Movement movement, Map<Fact, Instant> redeemedAt, Map<LotKey, Instant> creditedAt) {
        if (movement instanceof Return back) {
            Instant redeemed = redeemedAt.getOrDefault(back.redemption(), Instant.MIN);
            if (!back.at().isAfter(redeemed)) {
                return new Point(redeemed, Rank.REDEMPTION, back.redemption(), true, back);
            }
        }
        if (movement instanceof TakeBack claim) {
            Instant credited = creditedAt.getOrDefault(claim.lot(), Instant.MIN);
            if (claim.at().isBefore(credited)) {
                return new Point(credited, Rank.CREDIT, claim.lot().source(), true, claim);
            }
        }
        return new Point(movement.at(), rank(movement), movement.fact(), false, movement);
    }

    private static Rank rank(Movement movement) {
        if (movement instanceof Activity) {
            return Rank.ACTIVITY;
        }
        if (movement instanceof Credit) {
            return Rank.CREDIT;
        }
        if (movement instanceof Return) {
            return Rank.RETURN;
        }
        if (movement instanceof TakeBack) {
            return Rank.TAKE_BACK;
        }
        if (movement instanceof Adjustment adjustment && adjustment.units() > 0) {
            return Rank.CREDIT;
        }
        return Rank.REDEMPTION;
    }

    /** Orders the movements of one fact, so that the order in which they were read never matters. */
    private static String detail(Point point) {
        Movement movement = point.movement();
        if (movement instanceof Credit credit) {
            return "%010d".formatted(credit.part());
        }
        if (movement instanceof Return back) {
            return "%s/%019d"
                    .formatted(back.redemption().kind(), back.redemption().id());
        }
        if (movement instanceof TakeBack claim) {
            return "%s/%019d/%010d"
                    .formatted(
                            claim.lot().source().kind(),
                            claim.lot().source().id(),
                            claim.lot().part());
        }
        return "";
    }
}
