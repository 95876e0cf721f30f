package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Facts of a kind that earn units beside orders: where they are found, what they depend on, and how they are judged. */
interface Rewarded<D extends Deed> {

    FactKind kind();

    /** Facts of a shard in line after a place that a run has not judged yet. */
    List<Place> places(int shard, Place after, DueTime time, long run, int limit);

    List<Integer> dueShards(DueTime time);

    long planned(DueTime time);

    /**
     * Keeps everybody else from changing or judging these facts until the transaction ends.
     *
     * @return those that are still due, as they are now, in line
     */
    List<MemberFact<D>> lock(List<Place> places, DueTime time);

    /** @param facts that are locked */
    void takeOff(List<Long> facts);

    void putOn(Collection<Long> facts);

    /**
     * Facts that are not on the work list but whose credit other kinds of facts have moved.
     *
     * @param shards of their members
     * @param edge   UTC; what was credited before is frozen
     */
    Set<Long> overtaken(List<Integer> shards, Instant edge);

    /**
     * @param terms that were applied
     * @param moved facts that are posted as of another time than others of the facts give them now
     */
    record Judged(Map<Fact, Awards> awards, Map<Fact, StoreTerms> terms, Set<Fact> moved) {

        static final Judged NONE = new Judged(Map.of(), Map.of(), Set.of());
    }

    /** Whether it earns what it earns whatever else its member does. */
    boolean isAlone(MemberFact<D> fact);

    /**
     * Judges those facts that are alone.
     *
     * @param forGood whether what it says is posted, so that the stores' terms have to stay as they are meanwhile
     */
    Judged alone(List<MemberFact<D>> facts, Instant asOf, boolean forGood);

    /** What keeps a fact from being judged among others; empty: nothing does. */
    Optional<Award> early(Purpose purpose, MemberFact<D> fact);

    /** @param terms of which the stores are held */
    record Circles<D extends Deed>(List<Circle<D>> circles, Set<StoreTerms> terms) {}

    /**
     * Reads what some facts are to be judged with, under the locks of their members.
     *
     * @param due  facts, of which those that are {@code asking} have to be judged
     * @param edge UTC; what was done before is frozen
     */
    Circles<D> circles(List<MemberFact<D>> due, Set<Fact> asking, Instant edge, DueTime time);

    /**
     * What comes of it where two facts claim what only one can have.
     *
     * @param awards   where they are others than before
     * @param disputed facts that cannot be judged before another one is
     */
    record Contest(Map<Fact, Awards> awards, Set<Fact> disputed) {

        static final Contest NONE = new Contest(Map.of(), Set.of());
    }

    /** @param facts judged {@link #alone}, under the locks of their members */
    Contest contest(List<MemberFact<D>> facts, Map<Fact, Awards> awards, Instant edge);

    /** @param creditedAt UTC; when it earned, by the facts; empty: it did not */
    record Decided<D extends Deed>(MemberFact<D> fact, Map<Purpose, Reason> reasons, Optional<Instant> creditedAt) {}

    /** Keeps what it has to about facts judged {@link #alone} once they are decided. */
    void decided(List<Decided<D>> decided);

    /** All facts of members, and those that are asked for by number, for the proof of the books. */
    List<MemberFact<D>> all(List<Long> members, List<Long> facts);

    /** As {@link #circles}, of all facts of some members. */
    Circles<D> circlesOfAll(List<MemberFact<D>> facts);

    /** Finds facts that are neither judged nor on the work list, and posted ones of which the books hold nothing. */
    void proveOutcomes(Consumer<Deviation> deviations);
}
