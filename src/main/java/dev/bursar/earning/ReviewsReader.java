package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.Purpose;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Marks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reviews: those of a member are judged together. */
final class ReviewsReader implements Rewarded<ReviewCase> {

    private final ReviewStore reviews;
    private final HeldTermsReader terms;
    private final Marks marks;
    private final JudgedDeedStore judged;
    private final ReviewRule rule;
    private final ZoneId zone;

    ReviewsReader(JdbcTemplate jdbc, Policy policy) {
        this.reviews = new ReviewStore(jdbc);
        this.terms = new HeldTermsReader(jdbc);
        this.marks = new Marks(jdbc);
        this.judged = JudgedDeedStore.ofReviews(jdbc);
        this.rule = new ReviewRule(policy);
        this.zone = policy.zone();
    }

    @Override
    public FactKind kind() {
        return FactKind.REVIEW;
    }

    @Override
    public List<Place> places(int shard, Place after, DueTime time, long run, int limit) {
        return reviews.workList().places(shard, after, time, run, limit);
    }

    @Override
    public List<Integer> dueShards(DueTime time) {
        return reviews.workList().dueShards(time);
    }

    @Override
    public long planned(DueTime time) {
        return reviews.workList().planned(time);
    }

    @Override
    public List<MemberFact<ReviewCase>> lock(List<Place> places, DueTime time) {
        return reviews.lock(places, time);
    }

    @Override
    public void takeOff(List<Long> facts) {
        marks.takeOffReviews(facts);
    }

    @Override
    public void putOn(Collection<Long> facts) {
        marks.putOnReviews(facts);
    }

    @Override
    public Set<Long> overtaken(List<Integer> shards, Instant edge) {
        return Set.of();
    }

    @Override
    public boolean isAlone(MemberFact<ReviewCase> fact) {
        return false;
    }

    @Override
    public Judged alone(List<MemberFact<ReviewCase>> facts, Instant asOf, boolean forGood) {
        return Judged.NONE;
    }

    @Override
    public Optional<Award> early(Purpose purpose, MemberFact<ReviewCase> fact) {
        return ReviewRule.beforeCounting(fact.memberKnown(), fact.deed());
    }

    @Override
    public Circles<ReviewCase> circles(List<MemberFact<ReviewCase>> due, Set<Fact> asking, Instant edge, DueTime time) {
        Map<Fact, MemberFact<ReviewCase>> together = new LinkedHashMap<>();
        Map<Long, List<MemberFact<ReviewCase>>> older = new HashMap<>();
        Set<Long> locked = new HashSet<>();
        due.forEach(fact -> locked.add(fact.fact().id()));
        Reach<Long> reach =
                Reach.of(due.stream().filter(fact -> asking.contains(fact.fact())), MemberFact::memberId, zone, edge);
        for (Reach.Batch<Long> batch : reach.batches()) {
            Set<Long> members = Set.copyOf(batch.keys());
            Map<Fact, MemberFact<ReviewCase>> read = new LinkedHashMap<>();
            reviews.since(batch.from(), time.asOf(), members, locked).forEach(fact -> read.put(fact.fact(), fact));
            due.stream().filter(fact -> members.contains(fact.memberId())).forEach(fact -> read.put(fact.fact(), fact));
            reviews.olderOfLines(batch.from(), read.values()).stream()
                    .filter(fact -> !read.containsKey(fact.fact()))
                    .forEach(fact -> older.computeIfAbsent(fact.memberId(), member -> new ArrayList<>())
                            .add(fact));
            together.putAll(read);
        }
        return circles(together.values(), older, true);
    }

    @Override
    public Circles<ReviewCase> circlesOfAll(List<MemberFact<ReviewCase>> facts) {
        return circles(facts, Map.of(), false);
    }

    private Circles<ReviewCase> circles(
            Collection<MemberFact<ReviewCase>> facts, Map<Long, List<MemberFact<ReviewCase>>> older, boolean held) {
        DeedTerms<Long, ReviewCase> of = DeedTerms.of(
                facts, terms.inForce(DeedTerms.stores(facts), held), zone, ReviewCase::under, MemberFact::memberId);
        List<Circle<ReviewCase>> circles = new ArrayList<>();
        of.facts()
                .forEach((member, ofMember) ->
                        circles.add(new ReviewCircle(rule, ofMember, older.getOrDefault(member, List.of()))));
        return new Circles<>(circles, of.applied());
    }

    @Override
    public Contest contest(List<MemberFact<ReviewCase>> facts, Map<Fact, Awards> awards, Instant edge) {
        return Contest.NONE;
    }

    @Override
    public void decided(List<Decided<ReviewCase>> decided) {}

    @Override
    public List<MemberFact<ReviewCase>> all(List<Long> members, List<Long> facts) {
        List<MemberFact<ReviewCase>> all = new ArrayList<>(reviews.ofMembers(members));
        Set<Long> rest = new HashSet<>(facts);
        all.forEach(fact -> rest.remove(fact.fact().id()));
        all.addAll(reviews.byId(rest));
        return all;
    }

    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {
        judged.proveOutcomes(deviations);
    }
}
