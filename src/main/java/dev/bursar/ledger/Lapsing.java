package dev.bursar.ledger;

import dev.bursar.ledger.LapseStore.Open;
import dev.bursar.ledger.LapseStore.Stretch;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Posts lapses ({@code docs/rules.md} §4). Judging an account whose units are neither reserved nor held back, and in which
 * nothing has ended since it was judged, says what it said before and one lapse more for each lot that has ended, of all its
 * units at its end: that is posted in bulk. Any other account is judged.
 */
final class Lapsing {

    private final AccountStore accounts;
    private final LapseStore lapses;
    private final Settlement settlement;

    Lapsing(AccountStore accounts, LapseStore lapses, Settlement settlement) {
        this.accounts = accounts;
        this.lapses = lapses;
        this.settlement = settlement;
    }

    /** @param locked the accounts to look at; those in which nothing can have ended are passed over */
    Lapsed lapse(Map<AccountKey, AccountState> locked, Set<AccountKey> toBeJudged, BooksStore.Standing books, Run run) {
        List<AccountKey> due = locked.entrySet().stream()
                .filter(account ->
                        account.getValue().ends().mayHaveCome(run.asOf()) || toBeJudged.contains(account.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        Set<AccountKey> judged = new TreeSet<>();
        List<AccountKey> byTheirLots = new ArrayList<>();
        due.forEach(key -> (toBeJudged.contains(key) || !lotsTell(locked, key) ? judged : byTheirLots).add(key));
        Map<AccountKey, Open> open = lapses.open(byTheirLots, run.asOf());
        Bulk bulk = new Bulk(run.asOf());
        for (AccountKey key : byTheirLots) {
            AccountState state = locked.getOrDefault(key, AccountState.NEW);
            Open lots = open.getOrDefault(key, Open.NONE);
            if (isPlain(state, lots)) {
                bulk.add(key, state.standing().clockEndsAt(), lots);
            } else {
                judged.add(key);
            }
        }
        bulk.post(books, run);
        Posted posted = judged.isEmpty()
                ? Posted.NOTHING
                : settlement
                        .settle(locked, judged, Settlement.Credits.NONE, books, run)
                        .posted();
        return Lapsed.of(due.size(), bulk.units, bulk.changed, posted);
    }

    Posted toldOf(Lapsed lapsed, Run run) {
        List<Posted.Line> lines = new ArrayList<>(lapses.posted(lapsed.inBulk(), run));
        lines.addAll(lapsed.judged().lines());
        return new Posted(lines);
    }

    private static boolean lotsTell(Map<AccountKey, AccountState> locked, AccountKey key) {
        AccountState state = locked.getOrDefault(key, AccountState.NEW);
        return !state.ends().putOff() && !state.standing().hasOpenDebt();
    }

    /** What had ended when the account was judged has lapsed then, or was kept from it. */
    private static boolean isPlain(AccountState state, Open lots) {
        return lots.reserved() == 0
                && state.judgedAsOf()
                        .filter(judged -> lots.firstEnd()
                                        .filter(end -> !end.isAfter(judged))
                                        .isPresent()
                                || state.standing()
                                                .clockEndsAt()
                                                .filter(end -> !end.isAfter(judged))
                                                .isPresent()
                                        && lots.lots() > 0)
                        .isEmpty();
    }

    /** The accounts of one posting whose lots tell what is due. */
    private final class Bulk {

        private final Instant asOf;
        private final List<AccountKey> ended = new ArrayList<>();
        private final List<AccountKey> inactive = new ArrayList<>();
        private final List<AccountKey> changed = new ArrayList<>();
        private final Map<AccountKey, Optional<Instant>> nextEnds = new TreeMap<>();
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private long endedLots;
        private long inactiveLots;
        private long units;

        Bulk(Instant asOf) {
            this.asOf = asOf;
        }

        void add(AccountKey key, Optional<Instant> clock, Open lots) {
            if (clock.filter(end -> !end.isAfter(asOf)).isPresent() && lots.lots() > 0) {
                inactive.add(key);
                inactiveLots += lots.lots();
                take(key, lots.units());
                reach(clock.get());
                lots.firstEnd().filter(clock.get()::isAfter).ifPresent(this::reach);
                nextEnds.put(key, Optional.empty());
                return;
            }
            if (lots.endedLots() > 0) {
                ended.add(key);
                endedLots += lots.endedLots();
                take(key, lots.endedUnits());
                lots.firstEnd().ifPresent(this::reach);
                lots.lastEnd().ifPresent(this::reach);
            }
            nextEnds.put(key, lots.lots() > lots.endedLots() ? sooner(lots.nextEnd(), clock) : Optional.empty());
        }

        private void take(AccountKey key, long lapsed) {
            changed.add(key);
            units += lapsed;
        }

        private void reach(Instant end) {
            first = end.isBefore(first) ? end : first;
            last = end.isAfter(last) ? end : last;
        }

        private Optional<Instant> sooner(Optional<Instant> one, Optional<Instant> other) {
            return one.isEmpty() || other.filter(one.get()::isAfter).isPresent() ? other : one;
        }

        void post(BooksStore.Standing books, Run run) {
            long insertedEnded = 0;
            long insertedInactive = 0;
            for (Stretch stretch : changed.isEmpty() ? List.<Stretch>of() : stretches(first, last, run.zone())) {
                insertedEnded += lapses.insertEnded(ended, stretch, books.oldestOpenDay(), run);
                insertedInactive += lapses.insertInactive(inactive, stretch, books.oldestOpenDay(), run);
            }
            require(ended, endedLots, insertedEnded, lapses.emptyEnded(ended, asOf));
            require(inactive, inactiveLots, insertedInactive, lapses.emptyInactive(inactive));
            accounts.nextEnds(nextEnds);
        }

        private static void require(Collection<AccountKey> keys, long due, long inserted, long emptied) {
            if (inserted != due || emptied != due) {
                throw new IllegalStateException(due + " lots had ended in " + keys.size() + " accounts from "
                        + keys.iterator().next() + " on, but " + inserted + " lapses were posted and " + emptied
                        + " lots emptied: lots were changed though their accounts are locked; run"
                        + " \"bursar verify --all\"");
            }
        }
    }

    /** The zone's offsets from one instant to another, both inclusive. */
    static List<Stretch> stretches(Instant first, Instant last, ZoneId zone) {
        List<Stretch> stretches = new ArrayList<>();
        Instant from = first;
        while (!from.isAfter(last)) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(from);
            Instant to = next == null || next.getInstant().isAfter(last)
                    ? last.plus(1, ChronoUnit.MICROS)
                    : next.getInstant();
            stretches.add(new Stretch(from, to, zone.getRules().getOffset(from).getTotalSeconds()));
            from = to;
        }
        return stretches;
    }
}
