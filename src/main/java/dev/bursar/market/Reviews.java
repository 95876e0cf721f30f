package dev.bursar.market;

import java.util.Optional;

/** What members say about the lines of their orders; a few reviews are removed later. */
final class Reviews {

    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;

    private final Market market;

    Reviews(Market market) {
        this.market = market;
    }

    /** @param removedAt {@link Row#NONE}: it stands */
    record Review(long id, Order order, int line, long publishedAt, long removedAt) {

        long[] versions() {
            return removedAt == Row.NONE ? new long[] {publishedAt} : new long[] {publishedAt, removedAt};
        }

        void write(Row row, long asOf) {
            row.id(id)
                    .id(order.id())
                    .number(line)
                    .id(order.member())
                    .time(publishedAt)
                    .time(removedAt != Row.NONE && removedAt <= asOf ? removedAt : Row.NONE)
                    .time(asOf);
        }
    }

    Optional<Review> of(Order order, Order.Line line) {
        if (order.member() == 0 || !order.completed()) {
            return Optional.empty();
        }
        long id = order.id() * 100 + line.number();
        Draw draw = market.draw(Draw.Topic.REVIEW, id);
        long published = order.life().completedAt() + draw.between(HOUR, 12 * DAY);
        long removed = draw.chance(0.05) ? published + draw.between(HOUR, 5 * DAY) : Row.NONE;
        return draw.chance(0.12)
                ? Optional.of(new Review(id, order, line.number(), published, removed))
                : Optional.empty();
    }
}
