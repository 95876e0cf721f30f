package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Reward;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the tasks, shares, games and collection events of one member earn ({@code docs/rules.md §2}): a fixed amount by kind
 * and name, with caps for a day and in all, the earliest first. Caps count what earned units, for each kind, name and store
 * (or the platform) by itself. Pure; one instance serves all threads.
 *
 * <p>One that is new or has changed can change what later ones of the same series earn: on its own local day, and where
 * there is a cap in all, on any later day. What came before that day takes no part but by the number of those that earned.
 */
final class NamedActivityRule {

    private static final Set<Activity> KINDS =
            Set.of(Activity.TASK, Activity.SHARE, Activity.GAME, Activity.COLLECTION_EVENT);

    /**
     * Activities that caps count together.
     *
     * @param storeId empty: done for the platform
     */
    record Series(Activity kind, String name, OptionalLong storeId) {

        static Series of(ActivityCase activity) {
            return new Series(activity.kind(), activity.name(), activity.storeId());
        }
    }

    private record SeriesDay(Series series, LocalDate day) {}

    /** How many have earned so far. */
    private record Counts(Map<Series, Long> inAll, Map<SeriesDay, Long> byDay) {}

    private final Policy policy;
    private final RewardJudge rewards;

    NamedActivityRule(Policy policy) {
        this.policy = policy;
        this.rewards = new RewardJudge(policy);
    }

    /**
     * Judges activities, several series at once if wanted.
     *
     * @param memberKnown  whether the member's row has arrived
     * @param activities   of one member, in any order: of each series all from the beginning of some local day on
     * @param earnedBefore how many of a series earned units in this programme before that day; asked for only where a cap in
     *                     all is in force, and any number from that cap up will do for more
     * @param standing     what is settled already about each
     * @return all that are not fixed with what they earn, the earliest first
     */
    List<Verdict<ActivityCase>> judge(
            ProgrammeKind programme,
            boolean memberKnown,
            List<ActivityCase> activities,
            ToLongFunction<Series> earnedBefore,
            Function<ActivityCase, Standing> standing) {
        Counts earned = new Counts(new HashMap<>(), new HashMap<>());
        activities.stream()
                .filter(activity -> standing.apply(activity) == Standing.EARNED)
                .forEach(activity -> count(activity, earned));
        List<Verdict<ActivityCase>> verdicts = new ArrayList<>(activities.size());
        for (ActivityCase activity : activities.stream()
                .filter(each -> !standing.apply(each).isFixed())
                .sorted(ActivityCase.EARLIEST_FIRST)
                .toList()) {
            if (!KINDS.contains(activity.kind())) {
                throw new IllegalArgumentException("activity " + activity.activityId() + " is a " + activity.kind()
                        + ", not a task, a share, a game or a collection event");
            }
            Award award = RewardJudge.beforeJudging(programme, memberKnown, activity.storeId(), activity.storeKnown())
                    .or(() -> RewardJudge.ofTerms(programme, activity.terms()))
                    .orElseGet(() -> counted(programme, activity, earned, earnedBefore));
            boolean posted = standing.apply(activity) == Standing.POSTED;
            if (award instanceof Award.Earned || posted && !award.reason().isOfOthers()) {
                count(activity, earned);
            }
            verdicts.add(new Verdict<>(activity, award));
        }
        return verdicts;
    }

    private Award counted(
            ProgrammeKind programme, ActivityCase activity, Counts earned, ToLongFunction<Series> earnedBefore) {
        Optional<Reward> found = policy.reward(activity.kind(), programme, activity.name(), activity.occurredAt());
        if (found.isEmpty()) {
            return new Award.NothingDue(Reason.NO_SETTING);
        }
        Reward reward = found.get();
        Series series = Series.of(activity);
        long inAll = earned.inAll().getOrDefault(series, 0L);
        long onDay = earned.byDay().getOrDefault(today(activity), 0L);
        if (reward.cap().isPresent()
                && earnedBefore.applyAsLong(series) + inAll >= reward.cap().getAsLong()) {
            return new Award.NothingDue(Reason.CAP_IN_ALL);
        }
        if (reward.capADay().isPresent() && onDay >= reward.capADay().getAsLong()) {
            return new Award.NothingDue(Reason.CAP_A_DAY);
        }
        return rewards.award(
                programme,
                activity.terms(),
                activity.kind(),
                reward,
                reward.units(),
                promotion -> promotion.matchesStore(activity.storeId()),
                activity.occurredAt());
    }

    private SeriesDay today(ActivityCase activity) {
        return new SeriesDay(Series.of(activity), LocalDays.dayOf(activity.occurredAt(), policy.zone()));
    }

    private void count(ActivityCase activity, Counts earned) {
        earned.inAll().merge(Series.of(activity), 1L, Long::sum);
        earned.byDay().merge(today(activity), 1L, Long::sum);
    }
}
