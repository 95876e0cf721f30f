package dev.bursar.earning;

import dev.bursar.earning.NamedActivityRule.Series;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Purpose;
import dev.bursar.policy.Activity;
import dev.bursar.policy.ProgrammeKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The activities of one kind of one member.
 *
 * @param context     earlier check-ins, which only show the streak
 * @param firstJudged local day in the market's zone; of check-ins of before only those are judged that are not frozen
 * @param before      how many of a series had earned before all that is judged
 */
record ActivityCircle(
        CheckInRule checkIns,
        NamedActivityRule named,
        List<MemberFact<ActivityDeed>> facts,
        List<MemberFact<ActivityDeed>> context,
        LocalDate firstJudged,
        Map<Series, Count> before)
        implements Circle<ActivityDeed> {

    /** In each programme. */
    record Count(long coins, long points) {

        static final Count NONE = new Count(0, 0);

        long of(ProgrammeKind programme) {
            return programme == ProgrammeKind.COINS ? coins : points;
        }
    }

    @Override
    public Map<Fact, Award> judge(Purpose purpose, Function<MemberFact<ActivityDeed>, Position> positions) {
        ProgrammeKind programme = Circle.programme(purpose);
        Map<Long, Standing> standing = new HashMap<>();
        List<ActivityCase> cases = new ArrayList<>();
        for (MemberFact<ActivityDeed> fact : facts) {
            Position position = positions.apply(fact);
            standing.put(fact.fact().id(), position.standing());
            cases.add(fact.deed().activity().placedAt(position.at()));
        }
        Function<ActivityCase, Standing> standings =
                activity -> standing.getOrDefault(activity.activityId(), Standing.PRESENT);
        boolean memberKnown = facts.get(0).memberKnown();
        List<Verdict<ActivityCase>> verdicts;
        if (cases.get(0).kind() == Activity.CHECK_IN) {
            context.forEach(fact -> cases.add(fact.deed().activity()));
            verdicts = checkIns.judge(programme, memberKnown, cases, firstJudged, standings);
        } else {
            verdicts = named.judge(
                    programme,
                    memberKnown,
                    cases,
                    series -> before.getOrDefault(series, Count.NONE).of(programme),
                    standings);
        }
        Map<Fact, Award> awards = new HashMap<>();
        verdicts.forEach(verdict -> awards.put(Fact.activity(verdict.fact().activityId()), verdict.award()));
        return awards;
    }
}
