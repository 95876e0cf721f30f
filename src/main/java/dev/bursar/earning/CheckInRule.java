package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Reward;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the check-ins of one member earn ({@code docs/rules.md §2}, check-in; example 7): the first of each local day earns by
 * the number of days in a row with a check-in, by a table whose last step repeats. Those for the platform are one series,
 * those for each store another. Pure; one instance serves all threads.
 *
 * <p>As the last step repeats, a streak need only be known as far as the longest table is long. So however long a streak
 * or a history is, to judge the check-ins of a day takes those from {@link #readFrom} on, and a check-in that is new or has
 * changed can change the awards of its own day and of those up to {@link #lastAffected}.
 */
final class CheckInRule {

    private final Policy policy;
    private final RewardJudge rewards;

    CheckInRule(Policy policy) {
        this.policy = policy;
        this.rewards = new RewardJudge(policy);
    }

    /** A series of check-ins so far. */
    private record Streak(LocalDate lastDay, long days) {}

    /** The first local day whose check-ins have to be given so that those of a day are judged rightly. */
    LocalDate readFrom(LocalDate day) {
        LocalDate first = day;
        for (int i = 1; i < policy.longestStreak(); i++) {
            first = LocalDays.dayBefore(first, policy.zone());
        }
        return first;
    }

    /** The last local day whose awards a check-in of a day can change. */
    LocalDate lastAffected(LocalDate day) {
        LocalDate last = day;
        for (int i = 1; i < policy.longestStreak(); i++) {
            last = LocalDays.dayAfter(last, policy.zone());
        }
        return last;
    }

    /**
     * Judges the check-ins from a local day on.
     *
     * @param memberKnown whether the member's row has arrived
     * @param checkIns    of one member, in any order: all from {@link #readFrom} the first judged day on
     * @param firstJudged local day in the market's zone; earlier check-ins only show the streak
     * @param standing    what is settled already about each; one that is fixed was there before all others of its day
     * @return the check-ins of that day and later that are not fixed with what they earn, the earliest first
     */
    List<Verdict<ActivityCase>> judge(
            ProgrammeKind programme,
            boolean memberKnown,
            List<ActivityCase> checkIns,
            LocalDate firstJudged,
            Function<ActivityCase, Standing> standing) {
        Comparator<ActivityCase> inOrder = Comparator.comparing(
                        (ActivityCase checkIn) -> LocalDays.dayOf(checkIn.occurredAt(), policy.zone()))
                .thenComparing(checkIn -> !standing.apply(checkIn).isFixed())
                .thenComparing(ActivityCase.EARLIEST_FIRST);
        Map<OptionalLong, Streak> streaks = new HashMap<>();
        List<Verdict<ActivityCase>> verdicts = new ArrayList<>(checkIns.size());
        for (ActivityCase checkIn : checkIns.stream()
                .filter(each -> standing.apply(each) != Standing.ABSENT)
                .sorted(inOrder)
                .toList()) {
            if (checkIn.kind() != Activity.CHECK_IN) {
                throw new IllegalArgumentException(
                        "activity " + checkIn.activityId() + " is a " + checkIn.kind() + ", not a check-in");
            }
            LocalDate day = LocalDays.dayOf(checkIn.occurredAt(), policy.zone());
            Optional<Streak> before = Optional.ofNullable(streaks.get(checkIn.storeId()));
            boolean first =
                    before.filter(streak -> streak.lastDay().equals(day)).isEmpty();
            Streak streak = first ? onDay(day, before) : before.orElseThrow();
            streaks.put(checkIn.storeId(), streak);
            Standing settled = standing.apply(checkIn);
            if (!day.isBefore(firstJudged) && !settled.isFixed()) {
                Optional<Award> early = settled == Standing.POSTED
                        ? Optional.empty()
                        : RewardJudge.beforeJudging(programme, memberKnown, checkIn.storeId(), checkIn.storeKnown());
                verdicts.add(
                        new Verdict<>(checkIn, early.orElseGet(() -> judge(programme, checkIn, first, streak.days()))));
            }
        }
        return verdicts;
    }

    private Streak onDay(LocalDate day, Optional<Streak> before) {
        boolean goesOn = before.filter(streak ->
                        LocalDays.dayAfter(streak.lastDay(), policy.zone()).equals(day))
                .isPresent();
        return new Streak(day, goesOn ? before.orElseThrow().days() + 1 : 1);
    }

    private Award judge(ProgrammeKind programme, ActivityCase checkIn, boolean first, long streak) {
        if (!first) {
            return new Award.NothingDue(Reason.SAME_DAY);
        }
        Optional<Award> ofTerms = RewardJudge.ofTerms(programme, checkIn.terms());
        if (ofTerms.isPresent()) {
            return ofTerms.get();
        }
        Optional<Reward> reward = policy.reward(Activity.CHECK_IN, programme, "", checkIn.occurredAt());
        return reward.isEmpty()
                ? new Award.NothingDue(Reason.NO_SETTING)
                : rewards.award(
                        programme,
                        checkIn.terms(),
                        Activity.CHECK_IN,
                        reward.get(),
                        reward.get().unitsOnDay(streak),
                        promotion -> promotion.matchesStore(checkIn.storeId()),
                        checkIn.occurredAt());
    }
}
