package dev.bursar.market;

import java.util.Arrays;
import java.util.List;

/**
 * The members. Ids 1 to {@link Market#members()} were there before the first day; every twentieth of them is a regular.
 * One who joins with an order has an id made of the order's, so that nobody has to count who came before.
 */
final class Members {

    static final int REGULAR = 20;

    private static final long DAY = 86_400;
    private static final long QUEBEC = 7;

    private record Home(String jurisdiction, String zone, String language) {}

    private static final Home IN_QUEBEC = new Home("CA-QC", "America/Toronto", "fr-CA");
    private static final List<Home> HOMES = List.of(
            new Home("US-CA", "America/Los_Angeles", "en-US"),
            new Home("US-NY", "America/New_York", "en-US"),
            new Home("US-TX", "America/Chicago", "es-US"),
            new Home("DE-BE", "Europe/Berlin", "de-DE"),
            new Home("JP-13", "Asia/Tokyo", "ja-JP"));
    private static final int[] HOME_WEIGHTS = {50, 25, 15, 6, 4};

    private final Market market;
    private final Days days;

    Members(Market market, Days days) {
        this.market = market;
        this.days = days;
    }

    /** Times that never come lie at {@link Row#NONE}. */
    record Member(long id, long registeredAt, long optedOutAt, long closedAt) {

        boolean closedBy(long time) {
            return closedAt != Row.NONE && closedAt <= time;
        }

        /** When the shop's row of the member was made and changed. */
        long[] versions() {
            long[] times = {registeredAt, optedOutAt, closedAt};
            return Arrays.stream(times)
                    .filter(time -> time != Row.NONE)
                    .sorted()
                    .toArray();
        }
    }

    Member old(long id) {
        Draw draw = market.draw(Draw.Topic.MEMBER, id);
        long registeredAt = days.start(0) - draw.between(1, 1_200 * DAY);
        long optedOutAt = draw.chance(0.03) ? registeredAt + DAY + draw.below(1_200 * DAY) : Row.NONE;
        long closedAt = !isRegular(id) && draw.chance(0.01) ? days.start(0) + draw.below(400 * DAY) : Row.NONE;
        return new Member(id, registeredAt, optedOutAt, closedAt);
    }

    Member joining(long order, long placedAt) {
        Draw draw = market.draw(Draw.Topic.MEMBER, market.members() + order);
        return new Member(market.members() + order, placedAt - draw.between(60, 1_800), Row.NONE, Row.NONE);
    }

    private static boolean isRegular(long id) {
        return id % REGULAR == 1;
    }

    /** One of the few that buy again and again; the lower the id, the oftener. */
    long regular(Draw draw) {
        double luck = draw.unit();
        return 1 + REGULAR * (long) (regulars() * luck * Math.sqrt(luck));
    }

    long regulars() {
        return (market.members() + REGULAR - 1) / REGULAR;
    }

    /** Any of those that were there before. */
    long any(Draw draw) {
        return draw.between(1, market.members());
    }

    /** One whose law asks for a notice before points lapse; empty markets of a few members may have none. */
    long inQuebec(Draw draw) {
        return Math.min(market.members(), draw.below(Math.max(1, market.members() / REGULAR)) * REGULAR + QUEBEC);
    }

    void write(Row row, Member member, long asOf) {
        Draw draw = market.draw(Draw.Topic.MEMBER, member.id(), 1);
        Home home = member.id() % REGULAR == QUEBEC ? IN_QUEBEC : HOMES.get(draw.weighted(HOME_WEIGHTS));
        row.id(member.id())
                .text(draw.chance(0.98) ? "member" + member.id() + "@example.com" : null)
                .text(home.language())
                .text(home.zone())
                .text(home.jurisdiction())
                .time(member.registeredAt())
                .time(member.closedBy(asOf) ? member.closedAt() : Row.NONE)
                .flag(member.optedOutAt() != Row.NONE && member.optedOutAt() <= asOf)
                .time(asOf);
    }
}
