package dev.bursar.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An account and what the books say about it, in lines that can be compared with the examples. */
record History(Account account) {

    @SafeVarargs
    @SuppressWarnings("varargs")
    static History of(Supplier<? extends Movement>... movements) {
        List<Movement> told =
                Arrays.stream(movements).<Movement>map(Supplier::get).toList();
        return new History(new Account(AccountKey.coins(7), Opening.EMPTY, told, List.of()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final History and(Supplier<? extends Movement>... movements) {
        Stream<Movement> more = Arrays.stream(movements).map(Supplier::get);
        List<Movement> told = Stream.concat(account.movements().stream(), more).toList();
        return new History(new Account(account.key(), account.opening(), told, account.holds()));
    }

    History heldFrom(Instant from, Instant until, Fact... subjects) {
        return held(new Hold("held", Set.of(subjects), from, Optional.of(until)));
    }

    History heldFrom(Instant from, Fact... subjects) {
        return held(new Hold("held", Set.of(subjects), from, Optional.empty()));
    }

    private History held(Hold hold) {
        List<Hold> holds =
                Stream.concat(account.holds().stream(), Stream.of(hold)).toList();
        return new History(new Account(account.key(), account.opening(), account.movements(), holds));
    }

    /** Every move but credits, in time order: {@code "12-10 A -30 LAPSED"}. */
    List<String> moves(Instant asOf) {
        return account.judge(asOf).entries().stream()
                .filter(entry -> entry.kind() != EntryKind.EARNED)
                .map(History::line)
                .toList();
    }

    static String line(Entry entry) {
        LocalDate day = entry.effectiveAt().atZone(Facts.ZONE).toLocalDate();
        return "%02d-%02d %s %+d %s"
                .formatted(day.getMonthValue(), day.getDayOfMonth(), name(entry.lot()), entry.units(), entry.kind());
    }

    /** What remains, by lot, those that are empty as well. */
    Map<String, Long> left(Instant asOf) {
        Map<String, Long> left = new LinkedHashMap<>();
        account.judge(asOf).lots().forEach(lot -> left.put(name(lot.key()), lot.remaining()));
        return left;
    }

    Map<LotKey, Long> reserved(Instant asOf) {
        return account.judge(asOf).reserved();
    }

    /** Lots of orders by letter, others by their fact, debts by their cause: {@code "A"}, {@code "debt of REFUND/1"}. */
    private static String name(LotKey lot) {
        Fact source = lot.source();
        String name =
                source.kind() == FactKind.ORDER ? Character.toString('A' + (int) source.id() - 1) : source.toString();
        if (lot.isDebt()) {
            return "debt of " + source;
        }
        return lot.part() == 0 ? name : name + "/" + lot.part();
    }
}
