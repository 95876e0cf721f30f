package dev.bursar.ledger;

import dev.bursar.policy.ProgrammeKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Posts to the books. Every call belongs to a transaction of the caller, who has locked the accounts by {@link #lock}: that
 * lock is what makes two writers safe. One instance serves all threads.
 */
public final class Poster {

    private final AccountStore accounts;
    private final LotStore lots;
    private final EntryStore entries;
    private final BooksStore books;
    private final Settlement settlement;
    private final Lapsing lapsing;
    private final ActivityStore activities;

    public Poster(JdbcTemplate jdbc, List<MovementSource> sources) {
        this.accounts = new AccountStore(jdbc);
        this.lots = new LotStore(jdbc);
        this.entries = new EntryStore(jdbc);
        this.settlement =
                new Settlement(accounts, lots, entries, new ReservationStore(jdbc), new ExceptionStore(jdbc), sources);
        this.books = new BooksStore(jdbc);
        this.activities = new ActivityStore(jdbc);
        this.lapsing = new Lapsing(accounts, new LapseStore(jdbc), settlement);
    }

    /** Locks accounts until the end of the transaction, in key order; those that do not exist are opened. */
    public Map<AccountKey, AccountState> lock(Collection<AccountKey> keys) {
        return accounts.lock(keys);
    }

    /**
     * What the books hold of credits, also of those that are not due any more.
     *
     * @param facts in accounts that are locked
     * @return a fact that never earned there is absent
     */
    public Map<CreditedFact, List<PostedLot>> lotsOf(Collection<CreditedFact> facts) {
        return lots.ofFacts(List.copyOf(new TreeSet<>(facts)));
    }

    /**
     * Posts credits that the books do not hold yet. Where an account has not moved since, that is a lot and an entry each;
     * otherwise the account is judged anew and what is missing is posted.
     *
     * @param locked the accounts' states, as {@link #lock} gave them
     */
    public Posted credit(Map<AccountKey, AccountState> locked, List<NewCredit> credits, Run run) {
        return post(locked, new Postings(credits, List.of(), List.of()), run);
    }

    /**
     * Posts new credits as {@link #credit} does, and beside them what changes about credits that are posted, with all that
     * follows from it: their accounts are judged anew. What took effect before an account's edge of the grace is frozen.
     *
     * @param locked the accounts' states, as {@link #lock} gave them
     * @throws IllegalArgumentException where a revised credit is frozen, or would be placed where all is frozen
     */
    public Posted post(Map<AccountKey, AccountState> locked, Postings postings, Run run) {
        List<NewCredit> credits = postings.credits();
        if (postings.isEmpty()) {
            return Posted.NOTHING;
        }
        BooksStore.Standing standing = books.hold();
        Set<AccountKey> moved = new HashSet<>(postings.moved());
        postings.revised().stream().map(RevisedCredit::account).forEach(moved::add);
        for (NewCredit credit : credits) {
            if (!isShortCut(locked, credit, standing, run)) {
                moved.add(credit.account());
            }
        }
        moved.addAll(keepActive(locked, moved, activities.unknown(postings.activities()), standing, run));
        List<Posted.Line> lines = new ArrayList<>(append(
                locked,
                credits.stream()
                        .filter(credit -> !moved.contains(credit.account()))
                        .toList(),
                standing.oldestOpenDay(),
                run));
        if (!moved.isEmpty()) {
            List<NewCredit> rest = credits.stream()
                    .filter(credit -> moved.contains(credit.account()))
                    .toList();
            lines.addAll(settlement
                    .settle(locked, moved, new Settlement.Credits(rest, postings.revised()), standing, run)
                    .posted()
                    .lines());
        }
        return new Posted(lines);
    }

    /** @return the accounts of activities that may have kept something from lapsing: they are to be judged */
    private Set<AccountKey> keepActive(
            Map<AccountKey, AccountState> locked,
            Set<AccountKey> moved,
            List<NewActivity> added,
            BooksStore.Standing books,
            Run run) {
        activities.write(added);
        Set<AccountKey> judged = added.stream()
                .filter(each -> !CreditShortCut.applies(
                        state(locked, each.account()).standing(),
                        each.activity(),
                        asOf(state(locked, each.account()), each.account(), books, run)))
                .map(NewActivity::account)
                .collect(Collectors.toSet());
        accounts.active(added.stream()
                .filter(each -> !moved.contains(each.account()) && !judged.contains(each.account()))
                .toList());
        return judged;
    }

    private static AccountState state(Map<AccountKey, AccountState> locked, AccountKey key) {
        AccountState state = locked.get(key);
        if (state == null) {
            throw new IllegalArgumentException(key + " is to be posted to but is not locked");
        }
        return state;
    }

    private static Instant asOf(AccountState state, AccountKey account, BooksStore.Standing books, Run run) {
        Instant asOf = state.asOf(run);
        Instant lapsedTo = books.lapsedTo(account);
        return lapsedTo.isAfter(asOf) ? lapsedTo : asOf;
    }

    /** Judges accounts anew and posts what is missing. */
    public Settled settle(Map<AccountKey, AccountState> locked, Run run) {
        return settlement.settle(locked, locked.keySet(), Settlement.Credits.NONE, books.hold(), run);
    }

    /**
     * Posts the lapse of all that has ended in some accounts by the run's {@link Run#asOf}: in bulk where the lots alone tell
     * what is due, else by judging the account anew. Locks the accounts itself, in key order.
     *
     * @param toBeJudged of them, those of which the lots do not tell it for reasons that the accounts do not know
     */
    public Lapsed lapse(Collection<AccountKey> keys, Set<AccountKey> toBeJudged, Run run) {
        Map<AccountKey, AccountState> locked = accounts.lockExisting(keys);
        return lapsing.lapse(locked, toBeJudged, books.hold(), run);
    }

    /** For a rehearsal: the entries that {@link #lapse} posted in bulk for these accounts and this run. */
    public Posted toldOf(Lapsed lapsed, Run run) {
        return lapsing.toldOf(lapsed, run);
    }

    /**
     * Notes that all that had ended by an instant has lapsed. Waits until no posting is under way and lets none begin until
     * the transaction ends, in which the caller proves it; what is posted later reckons with it.
     *
     * @param programmes whose units: coins, or the points of all stores
     */
    public void allLapsed(ProgrammeKind programmes, Instant asOf) {
        books.lapsed(programmes == ProgrammeKind.COINS, asOf);
    }

    private static boolean isShortCut(
            Map<AccountKey, AccountState> locked, NewCredit credit, BooksStore.Standing books, Run run) {
        AccountState state = state(locked, credit.account());
        if (!credit.credit().at().isBefore(state.asOf(run))) {
            throw new IllegalArgumentException(credit.credit().fact() + " takes effect at "
                    + credit.credit().at() + " and cannot be posted as of " + state.asOf(run));
        }
        return CreditShortCut.applies(
                state.standing(), credit.credit(), Optional.empty(), false, asOf(state, credit.account(), books, run));
    }

    private List<Posted.Line> append(
            Map<AccountKey, AccountState> locked, List<NewCredit> credits, LocalDate oldestOpenDay, Run run) {
        List<NewCredit> inOrder = credits.stream()
                .sorted(Comparator.comparing(NewCredit::account)
                        .thenComparing(credit -> credit.credit().lot()))
                .toList();
        List<LotStore.Row> newLots = new ArrayList<>(inOrder.size());
        List<EntryStore.Row> newEntries = new ArrayList<>(inOrder.size());
        List<Posted.Line> lines = new ArrayList<>(inOrder.size());
        for (NewCredit each : inOrder) {
            Movement.Credit credit = each.credit();
            Entry entry = new Entry(credit.lot(), credit.fact(), EntryKind.EARNED, credit.units(), credit.at());
            LocalDate day = run.businessDate(credit.at(), oldestOpenDay);
            newLots.add(new LotStore.Row(
                    each.account(),
                    new PostedLot(credit.lot(), credit.at(), credit.terms(), credit.units(), credit.units())));
            newEntries.add(new EntryStore.Row(each.account(), entry, 0, day));
            lines.add(new Posted.Line(each.account(), entry, credit.terms(), day));
        }
        lots.insert(newLots);
        entries.insertEarned(newEntries, run);
        accounts.endSooner(endingSooner(locked, inOrder));
        return lines;
    }

    /** Of accounts of which units may end earlier than was known. */
    private static Map<AccountKey, Instant> endingSooner(
            Map<AccountKey, AccountState> locked, List<NewCredit> credits) {
        Map<AccountKey, Instant> sooner = new TreeMap<>();
        for (NewCredit each : credits) {
            AccountState state = locked.getOrDefault(each.account(), AccountState.NEW);
            Stream.of(each.credit().terms().endsAt(), state.standing().clockEndsAt())
                    .flatMap(Optional::stream)
                    .filter(end -> state.ends()
                            .next()
                            .filter(next -> !next.isAfter(end))
                            .isEmpty())
                    .forEach(end ->
                            sooner.merge(each.account(), end, (one, other) -> one.isBefore(other) ? one : other));
        }
        return sooner;
    }
}
