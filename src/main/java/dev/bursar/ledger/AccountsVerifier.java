package dev.bursar.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Works accounts out anew from their facts, and compares with what is posted. */
public final class AccountsVerifier {

    private final AccountStore accounts;
    private final LotStore lots;
    private final EntryStore entries;
    private final ReservationStore reservations;
    private final OutcomeStore outcomes;
    private final ExceptionStore exceptions;
    private final ActivityStore activities;
    private final List<FactSource> sources;

    public AccountsVerifier(JdbcTemplate jdbc, List<FactSource> sources) {
        this.accounts = new AccountStore(jdbc);
        this.lots = new LotStore(jdbc);
        this.entries = new EntryStore(jdbc);
        this.reservations = new ReservationStore(jdbc);
        this.outcomes = new OutcomeStore(jdbc);
        this.exceptions = new ExceptionStore(jdbc);
        this.activities = new ActivityStore(jdbc);
        this.sources = List.copyOf(sources);
    }

    /**
     * @param members whose accounts are worked out, a few hundred at a time: their books are held in memory
     * @return how many accounts that was
     */
    public long verify(List<Long> members, Consumer<Deviation> deviations) {
        Map<AccountKey, List<PostedLot>> posted = lots.ofMembers(members);
        Map<AccountKey, List<Entry>> entriesOf = entries.ofMembers(members);
        Map<AccountKey, List<Reservation>> reserved = reservations.ofMembers(members);
        Map<AccountKey, AccountState> states = accounts.ofMembers(members);
        Set<Fact> named = posted.values().stream()
                .flatMap(List::stream)
                .filter(PostedLot::isOfCredit)
                .map(lot -> lot.key().source())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<AccountKey, MovementSource.Told> told = new HashMap<>();
        Set<Fact> pending = new HashSet<>();
        Set<Fact> standing = new HashSet<>();
        for (FactSource source : sources) {
            FactSource.Recount recount = source.recount(members, named);
            recount.accounts().forEach((key, some) -> told.merge(key, some, AccountsVerifier::both));
            pending.addAll(recount.pending());
            standing.addAll(recount.standing());
        }
        // By when an activity keeps units was fixed as it was posted: the store's terms may say otherwise since.
        activities.ofMembers(members).forEach((key, some) -> told.merge(key, some, AccountsVerifier::both));
        Map<Fact, FactOutcome> outcomeOf = outcomes.of(List.copyOf(named));
        Set<ExceptionStore.Key> late = exceptions.lateOf(List.copyOf(named));
        Set<AccountKey> keys = new TreeSet<>(posted.keySet());
        keys.addAll(entriesOf.keySet());
        keys.addAll(reserved.keySet());
        told.keySet().stream().filter(key -> members.contains(key.memberId())).forEach(keys::add);
        for (AccountKey key : keys) {
            Purpose purpose = key.programmeId() == AccountKey.COINS ? Purpose.COINS : Purpose.POINTS;
            AccountReckoning.Books books = new AccountReckoning.Books(
                    posted.getOrDefault(key, List.of()),
                    entriesOf.getOrDefault(key, List.of()),
                    reserved.getOrDefault(key, List.of()),
                    states.getOrDefault(key, AccountState.NEW));
            new AccountReckoning(
                            key,
                            books,
                            told.getOrDefault(key, new MovementSource.Told(List.of(), List.of())),
                            fact -> pending.contains(fact)
                                    || purpose == Purpose.POINTS && standing.contains(fact)
                                    || !isCredited(outcomeOf.get(fact), purpose),
                            fact -> late.contains(new ExceptionStore.Key(fact, purpose, Reason.LATE)))
                    .deviations()
                    .forEach(deviations);
        }
        return keys.size();
    }

    /** Whether what is posted of a fact is what the fact says: not where the fact has changed since. */
    private static boolean isCredited(@Nullable FactOutcome outcome, Purpose purpose) {
        return outcome != null
                && outcome.isPosted(purpose)
                && outcome.of(purpose).status() == OutcomeStatus.POSTED;
    }

    private static MovementSource.Told both(MovementSource.Told one, MovementSource.Told other) {
        List<Movement> movements = new ArrayList<>(one.movements());
        movements.addAll(other.movements());
        List<Hold> holds = new ArrayList<>(one.holds());
        holds.addAll(other.holds());
        return new MovementSource.Told(movements, holds);
    }
}
