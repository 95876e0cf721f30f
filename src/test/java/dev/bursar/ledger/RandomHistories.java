package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Adjustment;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Small and nasty accounts: few instants, so that much falls together; lots that end while reserved, refunds before what
 * they concern, claims on what has lapsed, more spent than there is.
 */
final class RandomHistories {

    /** {@code -Dbursar.seed} and {@code -Dbursar.histories} repeat one history or try many. */
    private static final long SEED = Long.getLong("bursar.seed", System.nanoTime());

    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    private final SplittableRandom random;
    private final int instants;
    private final boolean clock;
    private final List<Movement> movements = new ArrayList<>();

    private RandomHistories(long seed) {
        random = new SplittableRandom(seed);
        instants = 2 + random.nextInt(12);
        clock = random.nextBoolean();
    }

    /** Runs a check on many histories; what fails says how to repeat it. */
    static void each(int unlessSaid, Consumer<RandomHistories> check) {
        int histories = Integer.getInteger("bursar.histories", unlessSaid);
        System.out.printf("-Dbursar.seed=%d -Dbursar.histories=%d%n", SEED, histories);
        for (int i = 0; i < histories; i++) {
            try {
                check.accept(new RandomHistories(SEED + i));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(
                        "again with -Dbursar.seed=" + (SEED + i) + " -Dbursar.histories=1: " + failure.getMessage(),
                        failure);
            }
        }
    }

    /** Whether too few are run for counting what they met. */
    static boolean fewAreRun() {
        return Integer.getInteger("bursar.histories", 1000) < 1000;
    }

    SplittableRandom random() {
        return random;
    }

    Instant anInstant() {
        return day(random.nextInt(instants + 1));
    }

    /** The last instant of a history and a little beyond, where all that was to come has come. */
    Instant theEnd() {
        return day(3 * instants + 20);
    }

    Account account() {
        movements.clear();
        if (oneIn(8)) {
            aDebtThatIsRepaidAndDeepened();
            return new Account(AccountKey.coins(7), Opening.EMPTY, movements, List.of());
        }
        int credits = 1 + random.nextInt(4);
        for (int id = 1; id <= credits; id++) {
            credit(id);
        }
        int redemptions = random.nextInt(4);
        for (int id = 1; id <= redemptions; id++) {
            redemption(id);
        }
        int refunds = random.nextInt(5);
        for (int id = 1; id <= refunds; id++) {
            refund(id, credits, redemptions);
        }
        int adjustments = Math.max(0, random.nextInt(5) - 2);
        for (int id = 1; id <= adjustments; id++) {
            adjustment(id);
        }
        return new Account(
                clock ? AccountKey.points(7, 17) : AccountKey.coins(7), Opening.EMPTY, movements, holds(redemptions));
    }

    Credit aCredit(int id) {
        Instant at = anInstant();
        Fact fact = oneIn(4) ? new Fact(FactKind.REVIEW, id) : Fact.order(id);
        return new Credit(fact, 0, at, units(), terms(at, Origin.PURCHASE));
    }

    Optional<Activity> anActivityWith(Credit credit) {
        boolean none = !clock || oneIn(3);
        Instant keepsUntil = credit.at().plus(days(1 + random.nextInt(2 * instants)));
        return none
                ? Optional.empty()
                : Optional.of(new Activity(credit.fact(), credit.at(), keepsUntil, Optional.empty()));
    }

    private void credit(int id) {
        Credit credit = aCredit(id);
        movements.add(credit);
        if (oneIn(5)) {
            movements.add(new Credit(credit.fact(), 3, credit.at(), units(), terms(credit.at(), Origin.PROMOTION)));
        }
        if (clock && !oneIn(4)) {
            Instant keepsUntil = credit.at().plus(days(1 + random.nextInt(instants)));
            movements.add(
                    new Activity(credit.fact(), credit.at(), keepsUntil, oneIn(3) ? someTime() : Optional.empty()));
        }
    }

    private void redemption(int id) {
        Instant at = anInstant();
        Optional<Instant> paidAt = oneIn(4) ? Optional.empty() : Optional.of(notBefore(at));
        Optional<Instant> releasedAt = paidAt.isEmpty() && oneIn(2) ? Optional.of(notBefore(at)) : Optional.empty();
        Instant timesOutAt = at.plus(days(1 + random.nextInt(instants)));
        movements.add(new Redemption(Fact.redemption(id), at, units(), paidAt, releasedAt, timesOutAt));
    }

    private void refund(int id, int credits, int redemptions) {
        Instant at = anInstant();
        Fact fact = Fact.refund(id);
        if (redemptions > 0 && !oneIn(4)) {
            int first = 1 + random.nextInt(redemptions);
            movements.add(new Return(fact, at, Fact.redemption(first), units()));
            if (redemptions > first && oneIn(4)) {
                movements.add(new Return(fact, at, Fact.redemption(first + 1), units()));
            }
        }
        if (!oneIn(3)) {
            int lot = random.nextInt(credits + 1);
            movements.add(new TakeBack(fact, at, LotKey.base(Fact.order(lot)), units()));
            if (oneIn(4)) {
                movements.add(new TakeBack(fact, at, new LotKey(Fact.order(lot), 3), units()));
            }
            if (credits > lot && oneIn(3)) {
                movements.add(new TakeBack(fact, at, LotKey.base(Fact.order(lot + 1)), units()));
            }
        }
    }

    /** By one refund, which claims a lot that is spent and another that is credited long after. */
    private void aDebtThatIsRepaidAndDeepened() {
        int first = random.nextInt(3);
        spent(1, first, 5);
        claimed(1, first + 1, 4);
        credited(2, first + 2, 4);
        spentOf(2, first + 3, units());
        credited(3, first + 4, 1);
        claimed(3, first + 1, 1);
    }

    private void spent(int id, int day, long units) {
        credited(id, day, units);
        spentOf(id, day, units);
    }

    private void credited(int order, int day, long units) {
        LotTerms terms = new LotTerms(day(day), Optional.empty(), "platform", Origin.PURCHASE, 1, new TreeMap<>());
        movements.add(new Credit(Fact.order(order), 0, day(day), units, terms));
    }

    private void spentOf(int redemption, int day, long units) {
        Instant at = day(day);
        movements.add(new Redemption(
                Fact.redemption(redemption), at, units, Optional.of(at), Optional.empty(), at.plus(days(1))));
    }

    private void claimed(int order, int day, long units) {
        movements.add(new TakeBack(Fact.refund(1), day(day), LotKey.base(Fact.order(order)), units));
    }

    private void adjustment(int id) {
        Instant at = anInstant();
        long units = random.nextBoolean() ? units() : -units();
        movements.add(new Adjustment(Fact.adjustment(id), at, units, terms(at, Origin.ADJUSTMENT)));
    }

    private List<Hold> holds(int redemptions) {
        List<Hold> holds = new ArrayList<>();
        for (int i = Math.max(0, random.nextInt(6) - 2); i > 0; i--) {
            Instant from = anInstant();
            Set<Fact> subjects = oneIn(3)
                    ? Set.of()
                    : Set.of(
                            Fact.order(1 + random.nextInt(4)),
                            Fact.redemption(1 + random.nextInt(Math.max(1, redemptions))));
            Optional<Instant> until = oneIn(4) ? Optional.empty() : Optional.of(notBefore(from));
            holds.add(new Hold("hold " + i, subjects, from, until));
        }
        return holds;
    }

    private LotTerms terms(Instant at, Origin origin) {
        Instant availableAt = oneIn(4) ? notBefore(at) : at;
        Optional<Instant> endsAt = oneIn(5) ? Optional.empty() : Optional.of(at.plus(days(random.nextInt(instants))));
        return new LotTerms(availableAt, endsAt, "platform", origin, 1, new TreeMap<>());
    }

    private Optional<Instant> someTime() {
        return Optional.of(anInstant());
    }

    private Instant notBefore(Instant at) {
        return at.plus(days(random.nextInt(1 + instants / 2)));
    }

    private long units() {
        return 1 + random.nextLong(9);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private static Instant day(int day) {
        return START.plus(days(day));
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
