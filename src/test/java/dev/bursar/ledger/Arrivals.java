package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A random account whose facts arrive in a random order, cut into runs; late ones within the grace. Tells what has arrived
 * by the current run, as a feature's source would.
 */
final class Arrivals implements MovementSource {

    private final Account account;
    private final List<Instant> runs;
    private final Map<Movement, Integer> arrivals = new HashMap<>();
    private final Map<LotKey, List<Version>> versions = new HashMap<>();
    private final Map<LotKey, Optional<Credit>> handedOut = new HashMap<>();
    private int run;

    private Arrivals(Account account, List<Instant> runs) {
        this.account = account;
        this.runs = runs;
    }

    /**
     * A credit as it is judged from a run on.
     *
     * @param due empty: it is not due, for another fact has displaced it
     */
    private record Version(int from, Optional<Credit> due) {}

    /** @param member whose account it is to be, so that histories keep out of each other's way */
    static Arrivals of(RandomHistories history, long member) {
        return of(history, history.account(), member);
    }

    /** An account in which units are only earned, and kept by activities: most of them are. */
    static Arrivals ofCreditsAlone(RandomHistories history, long member) {
        Account drawn = history.account();
        List<Movement> some = drawn.movements().stream()
                .filter(movement -> movement instanceof Credit || movement instanceof Activity)
                .toList();
        return of(history, new Account(drawn.key(), drawn.opening(), some, List.of()), member);
    }

    private static Arrivals of(RandomHistories history, Account drawn, long member) {
        AccountKey key = new AccountKey(member, drawn.key().programmeId());
        Account account = new Account(key, drawn.opening(), drawn.movements(), drawn.holds());
        List<Instant> runs = new ArrayList<>();
        for (int i = history.random().nextInt(5); i >= 0; i--) {
            runs.add(history.anInstant().plusSeconds(history.random().nextInt(2)));
        }
        runs.sort(Instant::compareTo);
        runs.add(history.theEnd());
        Arrivals arrivals = new Arrivals(account, runs);
        account.movements()
                .forEach(movement ->
                        arrivals.arrivals.put(movement, history.random().nextInt(runs.size())));
        if (history.random().nextBoolean()) {
            account.movements().stream()
                    .filter(Credit.class::isInstance)
                    .map(Credit.class::cast)
                    .forEach(credit -> arrivals.versions.put(credit.lot(), arrivals.versions(credit, history)));
        }
        return arrivals;
    }

    /** Judged otherwise for some runs, until what was still missing has arrived. */
    private List<Version> versions(Credit credit, RandomHistories history) {
        List<Version> versions = new ArrayList<>();
        for (int from = arrival(credit); from < runs.size() - 1; from++) {
            if (history.random().nextInt(3) == 0) {
                versions.add(new Version(
                        from,
                        history.random().nextInt(3) == 0 ? Optional.empty() : Optional.of(other(credit, history))));
            } else if (history.random().nextBoolean()) {
                versions.add(new Version(from, Optional.of(credit)));
            }
        }
        versions.add(new Version(runs.size() - 1, Optional.of(credit)));
        return versions;
    }

    private static Credit other(Credit credit, RandomHistories history) {
        Credit drawn = history.aCredit(1);
        return history.random().nextBoolean()
                ? new Credit(credit.fact(), credit.part(), drawn.at(), drawn.units(), drawn.terms())
                : new Credit(credit.fact(), credit.part(), credit.at(), drawn.units(), credit.terms());
    }

    /** The shortest grace within which every fact arrives and every redemption is settled. */
    Period leastGrace() {
        Duration least = Duration.ZERO;
        for (Movement movement : account.movements()) {
            Duration after = Duration.between(movement.at(), settledAt(movement));
            least = after.compareTo(least) > 0 ? after : least;
        }
        for (List<Version> ofLot : versions.values()) {
            Instant earliest = ofLot.stream()
                    .flatMap(version -> version.due().stream())
                    .map(Credit::at)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Duration after = Duration.between(earliest, runs.get(runs.size() - 1));
            least = after.compareTo(least) > 0 ? after : least;
        }
        return Period.ofDays((int) least.toDays() + 2);
    }

    /** When nothing about it changes any more. */
    private Instant settledAt(Movement movement) {
        Instant settled = runs.get(runs.size() - 1);
        for (int i = runs.size() - 1; i >= arrival(movement) && movement.at().isBefore(runs.get(i)); i--) {
            if (movement instanceof Redemption redemption
                    && redemption.stageAsOf(runs.get(i)) != redemption.stageAsOf(settled)) {
                break;
            }
            settled = runs.get(i);
        }
        return settled;
    }

    private int arrival(Movement movement) {
        return arrivals.getOrDefault(movement, 0);
    }

    AccountKey key() {
        return account.key();
    }

    Instant asOf() {
        return runs.get(run);
    }

    boolean nextRun() {
        run++;
        return run < runs.size();
    }

    /** Credits that have arrived, have happened and were not handed out before. */
    List<NewCredit> newCredits() {
        List<NewCredit> credits = new ArrayList<>();
        for (Movement movement : arrived()) {
            if (movement instanceof Credit credit
                    && credit.at().isBefore(asOf())
                    && !handedOut.containsKey(credit.lot())) {
                handedOut.put(credit.lot(), Optional.of(credit));
                credits.add(new NewCredit(key(), credit));
            }
        }
        return credits;
    }

    /** Credits that were handed out otherwise than they are judged now. */
    List<RevisedCredit> revisedCredits() {
        Map<LotKey, Credit> due = new HashMap<>();
        for (Movement movement : arrived()) {
            if (movement instanceof Credit credit && credit.at().isBefore(asOf())) {
                due.put(credit.lot(), credit);
            }
        }
        List<RevisedCredit> revised = new ArrayList<>();
        handedOut.replaceAll((lot, before) -> {
            Optional<Credit> now = Optional.ofNullable(due.get(lot));
            if (!now.equals(before)) {
                revised.add(new RevisedCredit(key(), lot, now));
            }
            return now;
        });
        return revised;
    }

    /** All by now that features would have an account judged for: everything but credits. The same: nothing has happened. */
    String happenings() {
        List<String> told = new ArrayList<>();
        for (Movement movement : arrived()) {
            if (!(movement instanceof Credit) && movement.at().isBefore(asOf())) {
                told.add(movement
                        + (movement instanceof Redemption redemption ? " " + redemption.stageAsOf(asOf()) : ""));
            }
        }
        account.holds().stream()
                .filter(hold -> !hold.from().isAfter(asOf()))
                .forEach(hold -> told.add(hold + " " + hold.isOverBy(asOf())));
        told.sort(Comparator.naturalOrder());
        return String.join("; ", told);
    }

    /** What the books should say by now, judged as a whole. */
    Judgement target() {
        return new Account(key(), Opening.EMPTY, arrived(), account.holds()).judge(asOf());
    }

    private List<Movement> arrived() {
        return account.movements().stream()
                .filter(movement -> arrival(movement) <= run)
                .flatMap(movement -> asJudged(movement).stream())
                .map(this::asKnown)
                .toList();
    }

    private Optional<? extends Movement> asJudged(Movement movement) {
        return movement instanceof Credit credit && versions.containsKey(credit.lot())
                ? versions.getOrDefault(credit.lot(), List.of()).stream()
                        .filter(version -> version.from() <= run)
                        .reduce((one, later) -> later)
                        .flatMap(Version::due)
                : Optional.of(movement);
    }

    /** That an activity was withdrawn is known once it has been. */
    private Movement asKnown(Movement movement) {
        return movement instanceof Activity activity
                ? new Activity(
                        activity.fact(),
                        activity.at(),
                        activity.keepsUntil(),
                        activity.withdrawnAt().filter(asOf()::isAfter))
                : movement;
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        List<Movement> told = arrived().stream()
                .filter(movement -> !(movement instanceof Credit))
                .toList();
        return accounts.contains(key()) ? Map.of(key(), new Told(told, account.holds())) : Map.of();
    }

    @Override
    public String toString() {
        StringBuilder told = new StringBuilder("runs " + runs + ", now " + Optional.of(run) + "\n");
        account.movements()
                .forEach(movement -> told.append(arrival(movement))
                        .append(": ")
                        .append(movement)
                        .append('\n'));
        versions.forEach(
                (lot, ofLot) -> told.append(lot).append(": ").append(ofLot).append('\n'));
        account.holds().forEach(hold -> told.append(hold).append('\n'));
        return told.toString();
    }
}
