package dev.bursar.coupons;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be posted of a coupon: what should be posted minus what is ({@code docs/rules.md §0}).
 *
 * @param withdrawn moves that are posted and no longer right, the last first
 * @param added     moves that are to follow them, in order
 * @param late      of those added, the ones that came after the grace and stand at its edge
 * @param status    after all of it
 */
record Correction(List<Move> withdrawn, List<Move> added, List<Move> late, Status status) {

    /**
     * @param posted the moves that count so far, in order
     * @param edge   of the grace: what was posted before it is frozen, and what should have been moves the coupon there
     */
    static Correction of(CouponLife life, List<Move> posted, Instant edge) {
        List<Move> frozen = before(posted, edge);
        List<Move> late = late(life, frozen, edge);
        List<Move> target = new ArrayList<>(frozen);
        target.addAll(late);
        life.moves().stream().filter(move -> !move.at().isBefore(edge)).forEach(target::add);
        int same = 0;
        while (same < Math.min(posted.size(), target.size()) && posted.get(same).equals(target.get(same))) {
            same++;
        }
        List<Move> withdrawn = new ArrayList<>();
        for (int i = posted.size() - 1; i >= same; i--) {
            withdrawn.add(posted.get(i));
        }
        List<Move> added = List.copyOf(target.subList(same, target.size()));
        Status status = target.isEmpty()
                ? life.opening()
                : target.get(target.size() - 1).to();
        return new Correction(
                withdrawn, added, late.stream().filter(added::contains).toList(), status);
    }

    boolean isNothing() {
        return withdrawn.isEmpty() && added.isEmpty();
    }

    /** What brings the coupon from where it is frozen to where the facts have it at the edge. */
    private static List<Move> late(CouponLife life, List<Move> frozen, Instant edge) {
        List<Move> told = before(life.moves(), edge);
        if (isBeginningOf(frozen, told)) {
            return told.subList(frozen.size(), told.size()).stream()
                    .map(move -> move.at(edge))
                    .toList();
        }
        Status from = frozen.get(frozen.size() - 1).to();
        Optional<Move> last = told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
        Status to = last.map(Move::to).orElse(life.opening());
        Move cause = last.orElse(frozen.get(frozen.size() - 1));
        return from == to ? List.of() : List.of(new Move(edge, from, to, cause.cause(), cause.caseNo()));
    }

    private static boolean isBeginningOf(List<Move> some, List<Move> all) {
        if (some.size() > all.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).isLike(all.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Move> before(List<Move> moves, Instant edge) {
        return moves.stream().filter(move -> move.at().isBefore(edge)).toList();
    }
}
