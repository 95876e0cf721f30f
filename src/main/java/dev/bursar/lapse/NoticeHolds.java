package dev.bursar.lapse;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.policy.LapseSettings;
import dev.bursar.policy.NoticeTerm;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps units from lapsing where a law wants a notice first ({@code docs/rules.md} §4). A hold is noted when something of the
 * member's would lapse for the first time, and anew whenever notices have come since.
 */
record NoticeHolds(NoticeStore store, LapseSettings settings, ZoneId zone) {

    /** @return of accounts in which something may have ended, those of members where a notice is wanted */
    Set<AccountKey> concerned(Collection<AccountKey> accounts) {
        if (!settings.wantsNotices() || accounts.isEmpty()) {
            return Set.of();
        }
        Map<Long, String> jurisdictions =
                store.jurisdictions(accounts.stream().map(AccountKey::memberId).toList());
        return accounts.stream()
                .filter(account -> Optional.ofNullable(jurisdictions.get(account.memberId()))
                        .flatMap(settings::noticeIn)
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return accounts whose units are held without an end, of which that may be otherwise now */
    List<AccountKey> toBeLookedAt(List<Integer> shards, long firstProgramme, long lastProgramme) {
        return store.open(shards, firstProgramme, lastProgramme).stream()
                .filter(open -> open.changed()
                        || open.jurisdiction().flatMap(settings::noticeIn).isEmpty())
                .map(NoticeStore.Open::account)
                .toList();
    }

    /**
     * Notes what is held from now on.
     *
     * @param locked the accounts, as they were locked
     * @param asOf   UTC; where no notice is wanted any more, what was held without an end ends then
     */
    void note(Map<AccountKey, AccountState> locked, Instant asOf) {
        Set<Long> members = locked.keySet().stream().map(AccountKey::memberId).collect(Collectors.toSet());
        Map<Long, String> jurisdictions = store.jurisdictions(members);
        Map<AccountKey, List<Notices.Notice>> sent = store.sent(members);
        Map<AccountKey, List<Notices.Gap>> held = store.held(locked.keySet());
        List<NoticeStore.Row> rows = new ArrayList<>();
        locked.forEach((account, state) -> {
            List<Notices.Gap> before = held.getOrDefault(account, List.of());
            List<Notices.Notice> notices = sent.getOrDefault(account, List.of());
            String jurisdiction = jurisdictions.getOrDefault(account.memberId(), "");
            Optional<NoticeTerm> term = settings.noticeIn(jurisdiction);
            List<Notices.Gap> now = term.isEmpty()
                    ? before.stream()
                            .map(gap -> new Notices.Gap(
                                    gap.from(), gap.until().or(() -> Optional.of(later(gap.from(), asOf)))))
                            .toList()
                    : since(before, state)
                            .map(from -> Notices.gaps(from, notices, term.get(), zone))
                            .orElse(before);
            now.forEach(gap -> rows.add(new NoticeStore.Row(account, gap, jurisdiction, notices.size())));
        });
        store.replace(locked.keySet(), rows);
    }

    /** From the first end that was ever held, or is to be. */
    private static Optional<Instant> since(List<Notices.Gap> before, AccountState state) {
        return before.stream()
                .map(Notices.Gap::from)
                .min(Comparator.naturalOrder())
                .or(() -> state.ends().next());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
