package dev.bursar.coupons;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The events of one coupon: which moves count, and how the log goes on. */
final class EventLog {

    private EventLog() {}

    /** Those that were not taken back, in order. */
    static List<PostedMove> counting(List<CouponEvent> events) {
        List<PostedMove> moves = new ArrayList<>();
        for (CouponEvent event : events) {
            if (event.withdraws().isPresent()) {
                moves.removeIf(posted -> posted.nth() == event.withdraws().getAsInt());
            } else {
                moves.add(new PostedMove(event.nth(), event.move()));
            }
        }
        return moves;
    }

    /** What a correction adds: what is withdrawn step by step the way back, then the way on. */
    static List<CouponEvent> next(CouponKey coupon, List<PostedMove> counting, int events, Correction correction) {
        List<CouponEvent> added = new ArrayList<>();
        int nth = events;
        for (int i = 0; i < correction.withdrawn().size(); i++) {
            PostedMove gone = counting.get(counting.size() - 1 - i);
            Move move = gone.move();
            added.add(new CouponEvent(
                    coupon,
                    nth++,
                    new Move(move.at(), move.to(), move.from(), move.cause(), move.caseNo()),
                    OptionalInt.of(gone.nth())));
        }
        for (Move move : correction.added()) {
            added.add(new CouponEvent(coupon, nth++, move, OptionalInt.empty()));
        }
        return added;
    }
}
