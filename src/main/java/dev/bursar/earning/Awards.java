package dev.bursar.earning;

import dev.bursar.ledger.Purpose;

/** What a fact earns in both programmes. */
record Awards(Award coins, Award points) {

    static Awards both(Award award) {
        return new Awards(award, award);
    }

    Award of(Purpose purpose) {
        return purpose == Purpose.COINS ? coins : points;
    }

    boolean isAny() {
        return coins instanceof Award.Earned || points instanceof Award.Earned;
    }
}
