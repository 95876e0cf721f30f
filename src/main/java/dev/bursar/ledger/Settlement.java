package dev.bursar.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final ReservationStore reservations;
    private final ExceptionStore exceptions;
    private final List<MovementSource> sources;

    Settlement(
            AccountStore accounts,
            LotStore lots,
            EntryStore entries,
            ReservationStore reservations,
            ExceptionStore exceptions,
            List<MovementSource> sources) {
        this.accounts = accounts;
        this.lots = lots;
        this.entries = entries;
        this.reservations = reservations;
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
            BooksStore.Standing books,
            Run run) {
        List<AccountKey> keys = List.copyOf(new TreeSet<>(chosen));
        Map<AccountKey, OfAccount> creditsOf = credits.byAccount();
        Map<AccountKey, List<Entry>> recent = entries.ofAccountsSince(run.edge(), keys);
        List<Span> spans = keys.stream()
                .map(key -> Span.of(state(locked, key), recent.getOrDefault(key, List.of()), run)
                        .reaching(creditsOf.getOrDefault(key, NO_CREDITS).due())
                        .reaching(books.lapsedTo(key)))
                .toList();
        Map<AccountKey, List<MovementSource.Told>> allTold = told(keys, spans);
        List<Case> cases = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            AccountKey key = keys.get(i);
            cases.add(new Case(
                    key,
                    spans.get(i),
                    recent.getOrDefault(key, List.of()),
                    allTold.getOrDefault(key, List.of()),
                    creditsOf.getOrDefault(key, NO_CREDITS)));
        }
        Map<AccountKey, HeldBooks> held = held(cases);
        Amendments amendments = new Amendments(books.oldestOpenDay(), run);
        Overspending overspending = new Overspending(run);
        Map<AccountKey, AccountState> after = new TreeMap<>();
        Map<AccountKey, Judgement> judgements = new HashMap<>();
        for (Case each : cases) {
            AccountKey key = each.key();
            Span span = each.span();
            HeldBooks had = held.getOrDefault(key, HeldBooks.NONE);
            each.credits().refuseWhatIsFrozen(had.lots(), span.edge());
            Account account = had.since(span.edge(), key, each.movements(had.lots()), each.holds());
            Judgement judgement = account.judge(span.asOf());
            List<Entry> since = each.since();
            List<Entry> difference = Difference.between(judgement.entries(), since);
            amendments.add(key, had.lots(), since, judgement, difference);
            overspending.add(account.movements(), judgement, difference);
            judgements.put(key, judgement);
            after.put(key, Aftermath.of(each.told(), had.lots(), judgement, span));
        }
        amendments.writeTo(lots, entries);
        reservations.replace(reservations.ofAccounts(keys), judgements);
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

    /** What is over is read only where something since asks for it. */
    private Map<AccountKey, HeldBooks> held(List<Case> cases) {
        Map<AccountKey, List<PostedLot>> had =
                new HashMap<>(lots.openOf(cases.stream().map(Case::key).toList()));
        List<LotStore.Name> names = new ArrayList<>();
        for (Case each : cases) {
            Set<LotKey> named = each.named();
            had.getOrDefault(each.key(), List.of()).forEach(lot -> named.remove(lot.key()));
            named.forEach(lot -> names.add(new LotStore.Name(each.key(), lot)));
        }
        lots.named(names)
                .forEach((key, some) ->
                        had.computeIfAbsent(key, account -> new ArrayList<>()).addAll(some));
        Map<AccountKey, HeldBooks> books = new HashMap<>();
        List<AccountKey> asAWhole = new ArrayList<>();
        for (Case each : cases) {
            List<PostedLot> held = had.getOrDefault(each.key(), List.of());
            if (OpeningBooks.reachesBack(each.span().edge(), each.movements(held), each.holds())) {
                asAWhole.add(each.key());
            } else {
                books.put(each.key(), HeldBooks.sinceTheEdge(held, each.since()));
            }
        }
        Map<AccountKey, List<PostedLot>> allLots = lots.ofAccounts(asAWhole);
        Map<AccountKey, List<Entry>> allEntries = entries.ofAccounts(asAWhole);
        asAWhole.forEach(key -> books.put(
                key, HeldBooks.whole(allLots.getOrDefault(key, List.of()), allEntries.getOrDefault(key, List.of()))));
        return books;
    }

    /**
     * One account to be settled.
     *
     * @param recent its entries since its edge, and maybe some before
     */
    private record Case(
            AccountKey key, Span span, List<Entry> recent, List<MovementSource.Told> told, OfAccount credits) {

        List<Entry> since() {
            return recent.stream()
                    .filter(entry -> !entry.effectiveAt().isBefore(span.edge()))
                    .toList();
        }

        /** The lots that have to be known even if nothing is left of them. */
        Set<LotKey> named() {
            Set<LotKey> named = OpeningBooks.named(
                    recent,
                    told.stream().flatMap(some -> some.movements().stream()).toList());
            named.addAll(credits.revised.keySet());
            return named;
        }

        List<Movement> movements(List<PostedLot> had) {
            List<Movement> movements = new ArrayList<>(credits.added);
            credits.due().forEach(movements::add);
            for (PostedLot lot : had) {
                if (lot.holdsACredit()
                        && !lot.earnedAt().isBefore(span.edge())
                        && !credits.revised.containsKey(lot.key())) {
                    movements.add(lot.credit());
                }
            }
            told.forEach(some -> movements.addAll(some.movements()));
            return movements;
        }

        List<Hold> holds() {
            return told.stream().flatMap(some -> some.holds().stream()).toList();
        }
    }
}
