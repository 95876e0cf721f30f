package dev.bursar.market;

import java.time.LocalDate;
import java.util.function.Consumer;

/** Legal notices that the shop sent itself, 45 days ahead, to members in Québec whose points are about to lapse. */
final class Notices {

    private static final int AHEAD = 45;
    private static final int ONE_IN = 5_000;
    private static final long MOST_A_DAY = 1_000_000;

    private final Market market;
    private final Days days;
    private final Stores stores;
    private final Members members;

    Notices(Market market, Days days, Stores stores, Members members) {
        this.market = market;
        this.days = days;
        this.stores = stores;
        this.members = members;
    }

    record Notice(long id, long member, long store, LocalDate lapsesOn, long sentAt) {
        void write(Row row, long asOf) {
            row.id(id)
                    .id(member)
                    .id(store)
                    .plain(lapsesOn.toString())
                    .time(sentAt)
                    .text("letter-" + id);
        }
    }

    void ofDay(int day, Consumer<Notice> each) {
        Draw draw = market.draw(Draw.Topic.NOTICE, day);
        long count = market.members() / ONE_IN + (draw.chance(0.5) ? 1 : 0);
        for (long i = 0; i < Math.min(count, MOST_A_DAY - 1); i++) {
            each.accept(new Notice(
                    day * MOST_A_DAY + i + 1,
                    members.inQuebec(draw),
                    stores.any(draw).id(),
                    days.dateOf(day).plusDays(AHEAD),
                    days.busyTime(day, draw)));
        }
    }
}
