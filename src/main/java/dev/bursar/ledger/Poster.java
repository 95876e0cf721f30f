package dev.bursar.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Posts to the books. Every call belongs to a transaction of the caller, who has locked the accounts by {@link #lock}: that
 * lock is what makes two writers safe. One instance serves all threads.
 */
public final class Poster {

    private final AccountStore accounts;
    private final LotStore lots;
    private final EntryStore entries;
    private final Settlement settlement;

    public Poster(JdbcTemplate jdbc, List<MovementSource> sources) {
        this.accounts = new AccountStore(jdbc);
        this.lots = new LotStore(jdbc);
        this.entries = new EntryStore(jdbc);
        this.settlement =
                new Settlement(accounts, lots, entries, new ReservationStore(jdbc), new ExceptionStore(jdbc), sources);
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
        Set<AccountKey> moved = new HashSet<>(postings.moved());
        postings.revised().stream().map(RevisedCredit::account).forEach(moved::add);
        for (NewCredit credit : credits) {
            if (!isShortCut(locked, credit, run)) {
                moved.add(credit.account());
            }
        }
        if (credits.isEmpty() && moved.isEmpty()) {
            return Posted.NOTHING;
        }
        LocalDate oldestOpenDay = entries.oldestOpenDay();
        List<Posted.Line> lines = new ArrayList<>(append(
                credits.stream()
                        .filter(credit -> !moved.contains(credit.account()))
                        .toList(),
                oldestOpenDay,
                run));
        if (!moved.isEmpty()) {
            List<NewCredit> rest = credits.stream()
                    .filter(credit -> moved.contains(credit.account()))
                    .toList();
            lines.addAll(settlement
                    .settle(locked, moved, new Settlement.Credits(rest, postings.revised()), oldestOpenDay, run)
                    .posted()
                    .lines());
        }
        return new Posted(lines);
    }

    /** Judges accounts anew and posts what is missing. */
    public Settled settle(Map<AccountKey, AccountState> locked, Run run) {
        return settlement.settle(locked, locked.keySet(), Settlement.Credits.NONE, entries.oldestOpenDay(), run);
    }

    private static boolean isShortCut(Map<AccountKey, AccountState> locked, NewCredit credit, Run run) {
        AccountState state = locked.get(credit.account());
        if (state == null) {
            throw new IllegalArgumentException(credit.account() + " is to be credited but is not locked");
        }
        if (!credit.credit().at().isBefore(state.asOf(run))) {
            throw new IllegalArgumentException(credit.credit().fact() + " takes effect at "
                    + credit.credit().at() + " and cannot be posted as of " + state.asOf(run));
        }
        return CreditShortCut.applies(state.standing(), credit.credit(), Optional.empty(), false, state.asOf(run));
    }

    private List<Posted.Line> append(List<NewCredit> credits, LocalDate oldestOpenDay, Run run) {
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
        return lines;
    }
}
