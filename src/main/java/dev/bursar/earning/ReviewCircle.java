package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Purpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The reviews of one member.
 *
 * @param older earlier ones of the same lines, which only show what came before
 */
record ReviewCircle(ReviewRule rule, List<MemberFact<ReviewCase>> facts, List<MemberFact<ReviewCase>> older)
        implements Circle<ReviewCase> {

    @Override
    public Map<Fact, Award> judge(Purpose purpose, Function<MemberFact<ReviewCase>, Position> positions) {
        Map<Long, Standing> standing = new HashMap<>();
        List<ReviewCase> cases = new ArrayList<>();
        for (MemberFact<ReviewCase> fact : facts) {
            Position position = positions.apply(fact);
            standing.put(fact.fact().id(), position.standing());
            cases.add(fact.deed().placedAt(position.at()));
        }
        for (MemberFact<ReviewCase> fact : older) {
            standing.put(fact.fact().id(), Position.frozen(fact, purpose).standing());
            cases.add(fact.deed());
        }
        Map<Fact, Award> awards = new HashMap<>();
        rule.judge(
                        Circle.programme(purpose),
                        facts.get(0).memberKnown(),
                        cases,
                        review -> standing.getOrDefault(review.reviewId(), Standing.OPEN))
                .forEach(verdict -> awards.put(Fact.review(verdict.fact().reviewId()), verdict.award()));
        return awards;
    }
}
