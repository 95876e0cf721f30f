package dev.bursar.ledger;

import dev.bursar.ledger.CreditShortCut.Standing;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The long way: reads what the books hold of some accounts, judges each anew from the edge of the grace on, and posts the
 * difference. Credits that are posted are told by their lots; all else by the features' sources.
 */
final class Settlement {

    private final AccountStore accounts;
    private final LotStore lots;
    private final EntryStore entries;
    private final List<MovementSource> sources;

    Settlement(AccountStore accounts, LotStore lots, EntryStore entries, List<MovementSource> sources) {
        this.accounts = accounts;
        this.lots = lots;
        this.entries = entries;
        this.sources = List.copyOf(sources);
    }

    List<Posted.Line> settle(
            Map<AccountKey, AccountState> locked,
            Collection<AccountKey> chosen,
            List<NewCredit> credits,
            LocalDate oldestOpenDay,
            Run run) {
        List<AccountKey> keys = List.copyOf(new TreeSet<>(chosen));
        Instant earliest = keys.stream()
                .map(key -> edge(locked, key, run))
                .min(Comparator.naturalOrder())
                .orElse(run.edge());
        Map<AccountKey, List<MovementSource.Told>> told = told(keys, earliest, run.asOf());
        Map<AccountKey, List<PostedLot>> postedLots = lots.ofAccounts(keys);
        Map<AccountKey, List<Entry>> postedEntries = entries.ofAccounts(keys);
        Map<AccountKey, List<Movement.Credit>> newCredits = credits.stream()
                .collect(Collectors.groupingBy(
                        NewCredit::account, Collectors.mapping(NewCredit::credit, Collectors.toList())));
        Amendments amendments = new Amendments(oldestOpenDay, run);
        Map<AccountKey, AccountState> after = new TreeMap<>();
        for (AccountKey key : keys) {
            List<PostedLot> had = postedLots.getOrDefault(key, List.of());
            List<Entry> posted = postedEntries.getOrDefault(key, List.of());
            Instant edge = edge(locked, key, run);
            Account account = account(
                    key, had, posted, told.getOrDefault(key, List.of()), newCredits.getOrDefault(key, List.of()), edge);
            Judgement judgement = account.judge(run.asOf());
            List<Entry> since = posted.stream()
                    .filter(entry -> !entry.effectiveAt().isBefore(edge))
                    .toList();
            amendments.add(key, had, posted, judgement, Difference.between(judgement.entries(), since));
            after.put(key, stateAfter(state(locked, key), account.movements(), judgement, edge));
        }
        amendments.writeTo(lots, entries);
        accounts.judged(after);
        return amendments.lines();
    }

    private static Instant edge(Map<AccountKey, AccountState> locked, AccountKey key, Run run) {
        return state(locked, key).frozenUntil().filter(run.edge()::isBefore).orElse(run.edge());
    }

    private static AccountState state(Map<AccountKey, AccountState> locked, AccountKey key) {
        AccountState state = locked.get(key);
        if (state == null) {
            throw new IllegalArgumentException(key + " is to be settled but is not locked");
        }
        return state;
    }

    private Map<AccountKey, List<MovementSource.Told>> told(List<AccountKey> keys, Instant from, Instant asOf) {
        Map<AccountKey, List<MovementSource.Told>> told = new HashMap<>();
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
            List<Movement.Credit> newCredits,
            Instant edge) {
        List<Movement> movements = new ArrayList<>(newCredits);
        for (PostedLot lot : had) {
            if (!lot.key().isDebt() && !lot.earnedAt().isBefore(edge)) {
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

    private static AccountState stateAfter(
            AccountState before, List<Movement> movements, Judgement judgement, Instant edge) {
        Stream<Instant> byEntries = judgement.entries().stream()
                .filter(entry -> entry.kind() != EntryKind.EARNED && entry.kind() != EntryKind.LAPSED)
                .map(Entry::effectiveAt);
        Stream<Instant> byMovements = movements.stream().flatMap(Settlement::movesAt);
        Optional<Instant> lastMovedAt = Stream.of(before.standing().lastMovedAt().stream(), byEntries, byMovements)
                .flatMap(instants -> instants)
                .max(Comparator.naturalOrder());
        boolean inDebt = judgement.lots().stream().anyMatch(lot -> lot.key().isDebt() && lot.remaining() < 0);
        return new AccountState(
                Optional.of(edge),
                new Standing(
                        lastMovedAt,
                        inDebt,
                        before.standing().lastActivityAt(),
                        before.standing().clockEndsAt()));
    }

    /** When a movement keeps a credit from being a plain one, see {@link Standing#lastMovedAt}. */
    private static Stream<Instant> movesAt(Movement movement) {
        if (movement instanceof Movement.Credit) {
            return Stream.empty();
        }
        if (movement instanceof Movement.Activity activity) {
            return activity.withdrawnAt().stream();
        }
        return Stream.of(movement.at());
    }
}
