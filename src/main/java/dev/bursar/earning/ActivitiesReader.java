package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.earning.ActivityCircle.Count;
import dev.bursar.earning.ActivityStore.KindOfMember;
import dev.bursar.earning.NamedActivityRule.Series;
import dev.bursar.earning.ReferralCase.Referral;
import dev.bursar.earning.ReferralStore.Credited;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.Activity;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.Marks;
import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.TermsInForce;
import java.time.Instant;
import java.time.LocalDate;
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
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Activities: those of a member of one kind are judged together; a referral by itself, with what others did about the same
 * friend.
 */
final class ActivitiesReader implements Rewarded<ActivityDeed> {

    private final ActivityStore activities;
    private final ReferralStore referrals;
    private final HeldTermsReader terms;
    private final Marks marks;
    private final JudgedDeedStore judged;
    private final Policy policy;
    private final CheckInRule checkIns;
    private final NamedActivityRule named;
    private final ReferralRule referral;
    private final ZoneId zone;

    ActivitiesReader(JdbcTemplate jdbc, Policy policy) {
        this.activities = new ActivityStore(jdbc);
        this.referrals = new ReferralStore(jdbc);
        this.terms = new HeldTermsReader(jdbc);
        this.marks = new Marks(jdbc);
        this.judged = JudgedDeedStore.ofActivities(jdbc);
        this.policy = policy;
        this.checkIns = new CheckInRule(policy);
        this.named = new NamedActivityRule(policy);
        this.referral = new ReferralRule(policy);
        this.zone = policy.zone();
    }

    @Override
    public FactKind kind() {
        return FactKind.ACTIVITY;
    }

    @Override
    public List<Place> places(int shard, Place after, DueTime time, long run, int limit) {
        return activities.workList().places(shard, after, time, run, limit);
    }

    @Override
    public List<Integer> dueShards(DueTime time) {
        return activities.workList().dueShards(time);
    }

    @Override
    public long planned(DueTime time) {
        return activities.workList().planned(time);
    }

    @Override
    public List<MemberFact<ActivityDeed>> lock(List<Place> places, DueTime time) {
        return activities.lock(places, time);
    }

    @Override
    public void takeOff(List<Long> facts) {
        marks.takeOffActivities(facts);
    }

    @Override
    public void putOn(Collection<Long> facts) {
        marks.putOnActivities(facts);
    }

    @Override
    public Set<Long> overtaken(List<Integer> shards, Instant edge) {
        return referrals.overtaken(shards, edge);
    }

    @Override
    public Optional<Award> early(Purpose purpose, MemberFact<ActivityDeed> fact) {
        ActivityCase activity = fact.deed().activity();
        return RewardJudge.beforeJudging(
                Circle.programme(purpose), fact.memberKnown(), activity.storeId(), activity.storeKnown());
    }

    @Override
    public boolean isAlone(MemberFact<ActivityDeed> fact) {
        return fact.deed().isReferral();
    }

    @Override
    public Judged alone(List<MemberFact<ActivityDeed>> facts, Instant asOf, boolean forGood) {
        List<MemberFact<ActivityDeed>> alone =
                facts.stream().filter(this::isAlone).toList();
        if (alone.isEmpty()) {
            return Judged.NONE;
        }
        Set<Long> friends = friends(alone);
        Map<Long, List<Referral>> ofFriends = referrals.ofFriends(friends);
        Map<Long, Instant> firstOrders = referrals.firstOrders(friends, asOf);
        TermsInForce inForce = terms.inForce(DeedTerms.stores(alone), forGood);
        Map<Fact, Awards> awards = new HashMap<>();
        Map<Fact, StoreTerms> applied = new HashMap<>();
        Map<Long, Credited> credited = referrals.credited(friends);
        Set<Fact> moved = new HashSet<>();
        for (MemberFact<ActivityDeed> fact : alone) {
            long friend = friend(fact);
            Optional<Instant> first = Optional.ofNullable(firstOrders.get(friend));
            Optional<StoreTerms> ofStore = fact.deed().store().isEmpty()
                    ? Optional.empty()
                    : first.flatMap(at -> inForce.on(
                            LocalDays.dayOf(at, zone), fact.deed().store().getAsLong()));
            ofStore.ifPresent(of -> applied.put(fact.fact(), of));
            ReferralCase facing = new ReferralCase(
                    referral(fact),
                    fact.deed().store(),
                    friend,
                    ofFriends.getOrDefault(friend, List.of()),
                    first,
                    fact.deed().activity().storeKnown(),
                    ofStore);
            awards.put(
                    fact.fact(),
                    new Awards(
                            referral.judge(ProgrammeKind.COINS, fact.memberKnown(), facing),
                            referral.judge(ProgrammeKind.POINTS, fact.memberKnown(), facing)));
            Credited holder = credited.get(friend);
            if (holder == null) {
                continue;
            }
            if (holder.activityId() != fact.fact().id()) {
                if (!forGood && !fact.isPostedAtAll()) {
                    awards.put(fact.fact(), instead(awards, fact, new Award.NothingDue(Reason.OTHER_REFERRER)));
                }
            } else if (fact.isPostedAtAll() && !first.equals(Optional.of(holder.completedAt()))) {
                moved.add(fact.fact());
            }
        }
        return new Judged(awards, applied, moved);
    }

    private static Referral referral(MemberFact<ActivityDeed> fact) {
        return new Referral(fact.fact().id(), fact.memberId(), fact.at());
    }

    private static long friend(MemberFact<ActivityDeed> fact) {
        return fact.deed().friendId().orElseThrow();
    }

    private static Set<Long> friends(Collection<MemberFact<ActivityDeed>> facts) {
        Set<Long> friends = new HashSet<>();
        facts.forEach(fact -> friends.add(friend(fact)));
        return friends;
    }

    @Override
    public Circles<ActivityDeed> circles(
            List<MemberFact<ActivityDeed>> due, Set<Fact> asking, Instant edge, DueTime time) {
        Gathered gathered = new Gathered();
        Set<Long> ids = new HashSet<>();
        due.forEach(fact -> ids.add(fact.fact().id()));
        for (boolean ofCheckIns : new boolean[] {true, false}) {
            Stream<MemberFact<ActivityDeed>> some = due.stream()
                    .filter(fact -> asking.contains(fact.fact())
                            && ofCheckIns == (fact.deed().activity().kind() == Activity.CHECK_IN));
            for (Reach.Batch<KindOfMember> batch :
                    Reach.of(some, KindOfMember::of, zone, edge).batches()) {
                LocalDate first = LocalDays.dayOf(batch.from(), zone);
                Instant readFrom = ofCheckIns ? LocalDays.startOf(checkIns.readFrom(first), zone) : batch.from();
                Set<KindOfMember> keys = Set.copyOf(batch.keys());
                Map<Fact, MemberFact<ActivityDeed>> locked = new HashMap<>();
                due.stream()
                        .filter(fact -> keys.contains(KindOfMember.of(fact)))
                        .forEach(fact -> locked.put(fact.fact(), fact));
                gathered.add(batch, first, activities.since(readFrom, time.asOf(), keys, ids), locked);
                List<KindOfMember> capped = ofCheckIns ? List.of() : gathered.capped(batch.keys());
                gathered.before.putAll(activities.earnedBefore(batch.from(), capped));
            }
        }
        return gathered.circles(true);
    }

    @Override
    public Circles<ActivityDeed> circlesOfAll(List<MemberFact<ActivityDeed>> facts) {
        Gathered gathered = new Gathered();
        facts.stream().filter(fact -> !isAlone(fact)).forEach(fact -> gathered.facts.put(fact.fact(), fact));
        return gathered.circles(false);
    }

    /** What was read to judge some facts. */
    private final class Gathered {

        final Map<Fact, MemberFact<ActivityDeed>> facts = new LinkedHashMap<>();
        final Map<KindOfMember, List<MemberFact<ActivityDeed>>> context = new HashMap<>();
        final Map<KindOfMember, LocalDate> firstJudged = new HashMap<>();
        final Map<KindOfMember, Map<Series, Count>> before = new HashMap<>();

        void add(
                Reach.Batch<KindOfMember> batch,
                LocalDate first,
                List<MemberFact<ActivityDeed>> read,
                Map<Fact, MemberFact<ActivityDeed>> locked) {
            batch.keys().forEach(key -> firstJudged.put(key, first));
            for (MemberFact<ActivityDeed> fact : read) {
                if (!fact.at().isBefore(batch.from())) {
                    facts.put(fact.fact(), fact);
                } else {
                    context.computeIfAbsent(KindOfMember.of(fact), key -> new ArrayList<>())
                            .add(fact);
                }
            }
            facts.putAll(locked);
        }

        /** Those of which some may be beyond a cap in all. */
        List<KindOfMember> capped(List<KindOfMember> keys) {
            Set<KindOfMember> some = Set.copyOf(keys);
            return facts.values().stream()
                    .filter(fact -> some.contains(KindOfMember.of(fact)))
                    .filter(fact -> isCapped(fact.deed().activity(), ProgrammeKind.COINS)
                            || isCapped(fact.deed().activity(), ProgrammeKind.POINTS))
                    .map(KindOfMember::of)
                    .distinct()
                    .sorted()
                    .toList();
        }

        private boolean isCapped(ActivityCase activity, ProgrammeKind programme) {
            return policy.reward(activity.kind(), programme, activity.name(), activity.occurredAt())
                    .filter(reward -> reward.cap().isPresent())
                    .isPresent();
        }

        Circles<ActivityDeed> circles(boolean held) {
            DeedTerms<KindOfMember, ActivityDeed> of = DeedTerms.of(
                    facts.values(),
                    terms.inForce(DeedTerms.stores(facts.values()), held),
                    zone,
                    ActivityDeed::under,
                    KindOfMember::of);
            List<Circle<ActivityDeed>> circles = new ArrayList<>();
            of.facts()
                    .forEach((key, together) -> circles.add(new ActivityCircle(
                            checkIns,
                            named,
                            together,
                            context.getOrDefault(key, List.of()),
                            firstJudged.getOrDefault(key, LocalDate.MIN),
                            before.getOrDefault(key, Map.of()))));
            return new Circles<>(circles, of.applied());
        }
    }

    /** A friend has one referrer. One who is credited wrongly by now is looked at again; until then the other one waits. */
    @Override
    public Contest contest(List<MemberFact<ActivityDeed>> facts, Map<Fact, Awards> awards, Instant edge) {
        Set<Long> friends = friends(facts);
        List<Credited> claims = new ArrayList<>();
        for (MemberFact<ActivityDeed> fact : facts) {
            Awards award = awards.get(fact.fact());
            if (award != null && award.isAny() && !fact.isPostedAtAll()) {
                claims.add(credited(fact, earnedAt(award)));
            }
        }
        referrals.claim(claims);
        putOnNextInLine(facts);
        Map<Long, Credited> standing = referrals.credited(friends);
        Map<Long, List<Referral>> ofFriends = new HashMap<>();
        Set<Fact> claiming = new HashSet<>();
        claims.forEach(claim -> claiming.add(Fact.activity(claim.activityId())));
        Map<Fact, Awards> changed = new HashMap<>();
        Set<Fact> disputed = new HashSet<>();
        Set<Long> overtaken = new HashSet<>();
        for (MemberFact<ActivityDeed> fact : facts) {
            Credited other = standing.get(friend(fact));
            if (other == null || other.activityId() == fact.fact().id()) {
                continue;
            }
            boolean frozen = other.completedAt().isBefore(edge);
            if (claiming.contains(fact.fact())) {
                changed.put(
                        fact.fact(),
                        instead(
                                awards,
                                fact,
                                frozen
                                        ? new Award.NothingDue(Reason.OTHER_REFERRER)
                                        : new Award.Waiting(Reason.REFERRED_LATER)));
                if (!frozen) {
                    disputed.add(fact.fact());
                }
            }
            if (!frozen && isEarlier(fact, other, ofFriends)) {
                overtaken.add(other.activityId());
            }
        }
        marks.putOnActivities(overtaken);
        return new Contest(changed, disputed);
    }

    /** Of what a changed referral was before nothing is known but that it may have stood in another's way. */
    private void putOnNextInLine(List<MemberFact<ActivityDeed>> facts) {
        if (facts.stream().anyMatch(fact -> fact.hasOtherFigures() && !fact.isPostedAtAll())) {
            marks.putOnActivities(referrals.nextInLine());
        }
    }

    private static Awards instead(Map<Fact, Awards> awards, MemberFact<ActivityDeed> fact, Award award) {
        Awards before = awards.getOrDefault(fact.fact(), Awards.both(award));
        return new Awards(
                before.coins() instanceof Award.Earned ? award : before.coins(),
                before.points() instanceof Award.Earned ? award : before.points());
    }

    private boolean isEarlier(MemberFact<ActivityDeed> fact, Credited other, Map<Long, List<Referral>> cache) {
        return cache
                .computeIfAbsent(
                        friend(fact),
                        friend -> referrals.ofFriends(List.of(friend)).getOrDefault(friend, List.of()))
                .stream()
                .filter(any -> any.activityId() == other.activityId())
                .anyMatch(any -> Referral.EARLIEST_FIRST.compare(referral(fact), any) < 0);
    }

    private static Credited credited(MemberFact<ActivityDeed> fact, Instant at) {
        return new Credited(friend(fact), fact.fact().id(), fact.memberId(), at);
    }

    private static Instant earnedAt(Awards awards) {
        Award award = awards.coins() instanceof Award.Earned ? awards.coins() : awards.points();
        return ((Award.Earned) award).earnedAt();
    }

    @Override
    public void decided(List<Decided<ActivityDeed>> decided) {
        List<Credited> gone = new ArrayList<>();
        List<Credited> moved = new ArrayList<>();
        for (Decided<ActivityDeed> each : decided) {
            MemberFact<ActivityDeed> fact = each.fact();
            if (fact.deed().isReferral() && fact.isPostedAtAll()) {
                boolean posted = each.reasons().values().stream()
                        .anyMatch(reason -> reason == Reason.CREDITED || reason == Reason.CHANGED_AFTER_POSTING);
                if (!posted) {
                    gone.add(credited(fact, fact.at()));
                } else {
                    each.creditedAt().ifPresent(at -> moved.add(credited(fact, at)));
                }
            }
        }
        referrals.release(gone);
        referrals.move(moved);
    }

    @Override
    public List<MemberFact<ActivityDeed>> all(List<Long> members, List<Long> facts) {
        List<MemberFact<ActivityDeed>> all = new ArrayList<>(activities.ofMembers(members));
        Set<Long> rest = new HashSet<>(facts);
        all.forEach(fact -> rest.remove(fact.fact().id()));
        all.addAll(activities.byId(rest));
        return all;
    }

    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {
        judged.proveOutcomes(deviations);
    }
}
