package dev.bursar.earning;

import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.policy.ProgrammeKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Judges reviews and activities under a policy of a few lines, and says what each earned in a word. */
final class RewardCases {

    private RewardCases() {}

    static Policy policy(String rest) {
        return PolicyFiles.parse("policy.yaml", OrderCases.MARKET + rest);
    }

    static Policy policyIn(String zone, String rest) {
        return PolicyFiles.parse("policy.yaml", "version: 4\nmarket: Test\ntime-zone: " + zone + "\n" + rest);
    }

    /** By the review's number: units, or the reason why there are none. */
    static Map<Long, String> reviews(String policy, ProgrammeKind programme, AReview... reviews) {
        return show(new ReviewRule(policy(policy))
                .judge(programme, true, Stream.of(reviews).map(AReview::build).toList(), review -> Standing.OPEN));
    }

    static Map<Long, String> checkIns(Policy policy, AnActivity... checkIns) {
        return checkIns(policy, ProgrammeKind.COINS, checkIns);
    }

    static Map<Long, String> checkIns(Policy policy, ProgrammeKind programme, AnActivity... checkIns) {
        return showActivities(new CheckInRule(policy)
                .judge(programme, true, built(checkIns), LocalDate.MIN, checkIn -> Standing.OPEN));
    }

    static Map<Long, String> named(String policy, ProgrammeKind programme, AnActivity... activities) {
        return named(policy, programme, series -> 0, activities);
    }

    static Map<Long, String> named(
            String policy,
            ProgrammeKind programme,
            ToLongFunction<NamedActivityRule.Series> before,
            AnActivity... activities) {
        return showActivities(new NamedActivityRule(policy(policy))
                .judge(programme, true, built(activities), before, activity -> Standing.OPEN));
    }

    static List<ActivityCase> built(AnActivity... activities) {
        return Stream.of(activities).map(AnActivity::build).toList();
    }

    static Map<Long, String> showActivities(List<Verdict<ActivityCase>> verdicts) {
        Map<Long, String> shown = new TreeMap<>();
        verdicts.forEach(verdict -> shown.put(verdict.fact().activityId(), show(verdict.award())));
        return shown;
    }

    private static Map<Long, String> show(List<Verdict<ReviewCase>> verdicts) {
        Map<Long, String> shown = new TreeMap<>();
        verdicts.forEach(verdict -> shown.put(verdict.fact().reviewId(), show(verdict.award())));
        return shown;
    }

    /** The units of the lots, joined by a plus; else the reason. */
    static String show(Award award) {
        return award instanceof Award.Earned earned
                ? String.join(
                        "+",
                        earned.lots().stream()
                                .map(lot -> String.valueOf(lot.units()))
                                .toList())
                : award.reason().name();
    }
}
