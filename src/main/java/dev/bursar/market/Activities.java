package dev.bursar.market;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What members do besides buying. One in a hundred members plays: checks in for some days on end, and now and then does
 * something else. Regulars bring friends, who join with an order.
 */
final class Activities {

    private static final int FEWEST_PLAYERS = 10;
    private static final int ONE_IN = 100;
    private static final int STREAK = 8;
    private static final List<String> KINDS = List.of("TASK", "SHARE", "GAME", "COLLECTION_EVENT");
    private static final List<String> NAMES =
            List.of("complete-profile", "share-product", "spin-the-wheel", "lantern-hunt");

    private final Market market;
    private final Days days;
    private final Stores stores;
    private final Members members;

    Activities(Market market, Days days, Stores stores, Members members) {
        this.market = market;
        this.days = days;
        this.stores = stores;
        this.members = members;
    }

    /** @param store 0: the platform's; {@code friend} 0: none */
    record Activity(long id, long member, String kind, String name, long store, long friend, long at) {

        void write(Row row, long asOf) {
            row.id(id)
                    .id(member)
                    .text(kind)
                    .text(name)
                    .id(store)
                    .id(friend)
                    .time(at)
                    .time(asOf);
        }
    }

    void ofDay(int day, Consumer<Activity> each) {
        long players = Math.max(Math.min(market.members(), FEWEST_PLAYERS), market.members() / ONE_IN);
        long distance = market.members() / players;
        for (long player = 0; player < players; player++) {
            if (checksIn(player, day)) {
                play(day, 1 + player * distance, (day * players + player) * 4, each);
            }
        }
    }

    /** Eight days hold one streak of up to eight; it may go on into the next eight. */
    private boolean checksIn(long player, int day) {
        Draw draw = market.draw(Draw.Topic.STREAK, player, day / STREAK);
        int first = (int) draw.below(STREAK);
        int length = (int) draw.between(0, STREAK);
        int at = day % STREAK;
        return first <= at && at < first + length;
    }

    private void play(int day, long member, long id, Consumer<Activity> each) {
        Draw draw = market.draw(Draw.Topic.ACTIVITY, id);
        long time = days.busyTime(day, draw);
        if (members.old(member).closedBy(time)) {
            return;
        }
        each.accept(new Activity(id + 1, member, "CHECK_IN", "daily", 0, 0, time));
        if (draw.chance(0.3)) {
            int kind = (int) draw.below(KINDS.size());
            long store = KINDS.get(kind).equals("SHARE") ? stores.any(draw).id() : 0;
            each.accept(new Activity(id + 2, member, KINDS.get(kind), NAMES.get(kind), store, 0, time + 60));
        }
    }

    /** Who brought a member that joined with an order, if anybody did. */
    Optional<Activity> referral(Order order, Members.Member joiner) {
        Draw draw = market.draw(Draw.Topic.REFERRAL, order.id());
        return draw.chance(0.15)
                ? Optional.of(new Activity(
                        order.id() * 4 + 3,
                        members.regular(draw),
                        "REFERRAL",
                        "bring-a-friend",
                        0,
                        joiner.id(),
                        joiner.registeredAt()))
                : Optional.empty();
    }
}
