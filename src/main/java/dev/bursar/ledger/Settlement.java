package dev.bursar.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The long way: reads what the books hold of some accounts, judges each anew from the edge of the grace on, and posts the
 * difference. Credits that are posted are told by their lots; all else by the features' sources.
 */
final class Settlement {

    private static final OfAccount NO_CREDITS = new OfAccount();

    private final AccountStore accounts;
    private final LotStore lots;
    private final EntryStore entries;
    private final ExceptionStore exceptions;
    private final List<MovementSource> sources;

    Settlement(
            AccountStore accounts,
            LotStore lots,
            EntryStore entries,
            ExceptionStore exceptions,
            List<MovementSource> sources) {
        this.accounts = accounts;
        this.lots = lots;
        this.entries = entries;
        this.exceptions = exceptions;
        this.sources = List.copyOf(sources);
    }

    /** What the books do not hold yet, and what they hold otherwise than it is due. */
    record Credits(List<NewCredit> added, List<RevisedCredit> revised) {

        static final Credits NONE = new Credits(List.of(), List.of());

        private Map<AccountKey, OfAccount> byAccount() {
            Map<AccountKey, OfAccount> byAccount = new HashMap<>();
            added.forEach(each -> of(byAccount, each.account()).added.add(each.credit()));
            revised.forEach(each -> of(byAccount, each.account()).revised.put(each.lot(), each.due()));
            return byAccount;
        }

        private static OfAccount of(Map<AccountKey, OfAccount> byAccount, AccountKey key) {
            return byAccount.computeIfAbsent(key, account -> new OfAccount());
        }
    }

    /** One account's part of the credits. */
    private static final class OfAccount {

        final List<Movement.Credit> added = new ArrayList<>();
        final Map<LotKey, Optional<Movement.Credit>> revised = new TreeMap<>();

        Stream<Movement.Credit> due() {
            return revised.values().stream().flatMap(Optional::stream);
        }

        void refuseWhatIsFrozen(List<PostedLot> had, Instant edge) {
            had.stream()
                    .filter(lot -> revised.containsKey(lot.key()))
                    .filter(lot -> lot.holdsACredit() && lot.earnedAt().isBefore(edge))
                    .findFirst()
                    .ifPresent(lot -> {
                        throw new IllegalArgumentException("lot " + lot.key() + " was earned at " + lot.earnedAt()
                                + " and is frozen: the edge of the grace is " + edge);
                    });
            due().filter(credit -> credit.at().isBefore(edge)).findFirst().ifPresent(credit -> {
                throw new IllegalArgumentException("credit " + credit.lot() + " cannot be placed at " + credit.at()
                        + ": the edge of the grace is " + edge);
            });
        }
    }

    Settled settle(
            Map<AccountKey, AccountState> locked,
            Collection<AccountKey> chosen,
            Credits credits,
            LocalDate oldestOpenDay,
            Run run) {
        List<AccountKey> keys = List.copyOf(new TreeSet<>(chosen));
        Map<AccountKey, List<PostedLot>> postedLots = lots.ofAccounts(keys);
        Map<AccountKey, List<Entry>> postedEntries = entries.ofAccounts(keys);
        Map<AccountKey, OfAccount> creditsOf = credits.byAccount();
        List<Span> spans = keys.stream()
                .map(key -> Span.of(state(locked, key), postedEntries.getOrDefault(key, List.of()), run)
                        .reaching(creditsOf.getOrDefault(key, NO_CREDITS).due()))
                .toList();
        Map<AccountKey, List<MovementSource.Told>> allTold = told(keys, spans);
        Amendments amendments = new Amendments(oldestOpenDay, run);
        Overspending overspending = new Overspending(run);
        Map<AccountKey, AccountState> after = new TreeMap<>();
        Map<AccountKey, Judgement> judgements = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            AccountKey key = keys.get(i);
            Span span = spans.get(i);
            List<MovementSource.Told> told = allTold.getOrDefault(key, List.of());
            List<PostedLot> had = postedLots.getOrDefault(key, List.of());
            List<Entry> posted = postedEntries.getOrDefault(key, List.of());
            OfAccount ofAccount = creditsOf.getOrDefault(key, NO_CREDITS);
            ofAccount.refuseWhatIsFrozen(had, span.edge());
            Account account = account(key, had, posted, told, ofAccount, span.edge());
            Judgement judgement = account.judge(span.asOf());
            List<Entry> since = posted.stream()
                    .filter(entry -> !entry.effectiveAt().isBefore(span.edge()))
                    .toList();
            List<Entry> difference = Difference.between(judgement.entries(), since);
            amendments.add(key, had, posted, judgement, difference);
            amendments.reserve(key, had, judgement);
            overspending.add(account.movements(), judgement, difference);
            judgements.put(key, judgement);
            after.put(key, Aftermath.of(told, had, judgement, span));
        }
        amendments.writeTo(lots, entries);
        overspending.writeTo(exceptions);
        accounts.judged(after);
        return new Settled(new Posted(amendments.lines()), judgements);
    }

    private static AccountState state(Map<AccountKey, AccountState> locked, AccountKey key) {
        AccountState state = locked.get(key);
        if (state == null) {
            throw new IllegalArgumentException(key + " is to be settled but is not locked");
        }
        return state;
    }

    private Map<AccountKey, List<MovementSource.Told>> told(List<AccountKey> keys, Collection<Span> spans) {
        Map<AccountKey, List<MovementSource.Told>> told = new HashMap<>();
        if (sources.isEmpty() || spans.isEmpty()) {
            return told;
        }
        Instant from =
                spans.stream().map(Span::edge).min(Comparator.naturalOrder()).orElseThrow();
        Instant asOf =
                spans.stream().map(Span::asOf).max(Comparator.naturalOrder()).orElseThrow();
        for (MovementSource source : sources) {
            source.of(keys, from, asOf)
                    .forEach((key, some) -> told.computeIfAbsent(key, account -> new ArrayList<>())
                            .add(some));
        }
        return told;
    }

    private static Account account(
            AccountKey key,
            List<PostedLot> had,
            List<Entry> posted,
            List<MovementSource.Told> told,
            OfAccount credits,
            Instant edge) {
        List<Movement> movements = new ArrayList<>(credits.added);
        credits.due().forEach(movements::add);
        for (PostedLot lot : had) {
            if (lot.holdsACredit() && !lot.earnedAt().isBefore(edge) && !credits.revised.containsKey(lot.key())) {
                movements.add(lot.credit());
            }
        }
        List<Hold> holds = new ArrayList<>();
        told.forEach(some -> {
            movements.addAll(some.movements());
            holds.addAll(some.holds());
        });
        List<OpeningBooks.LotRow> rows = had.stream()
                .map(lot -> new OpeningBooks.LotRow(lot.key(), lot.earnedAt(), lot.terms()))
                .toList();
        return OpeningBooks.since(edge, key, rows, posted, movements, holds);
    }
}
