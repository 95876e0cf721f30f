package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.NewCredit;
import dev.bursar.ledger.Postings;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.RevisedCredit;
import dev.bursar.ledger.TakeBackStore.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what a chunk changes in the books, and what an operator is to be told about it. */
final class RewardChanges {

    private final Instant now;
    private final List<NewCredit> credits = new ArrayList<>();
    private final List<RevisedCredit> revised = new ArrayList<>();
    private final Set<AccountKey> moved = new HashSet<>();
    private final List<Claim> claimed = new ArrayList<>();
    private final List<Claim> unclaimed = new ArrayList<>();
    private final List<ExceptionItem> items = new ArrayList<>();

    /** @param now UTC; since when an exception is open */
    RewardChanges(Instant now) {
        this.now = now;
    }

    void credit(Decision<?> one, CreditedFact where, Movement.Credit credit) {
        credits.add(new NewCredit(where.account(), credit));
        one.change();
    }

    /** @param due empty: it is not due any more */
    void revise(Decision<?> one, CreditedFact where, LotKey lot, Optional<Movement.Credit> due) {
        revised.add(new RevisedCredit(where.account(), lot, due));
        one.change();
    }

    void claim(Decision<?> one, CreditedFact where, Collection<Claim> target, Collection<Claim> gone) {
        claimed.addAll(target);
        unclaimed.addAll(gone);
        moved.add(where.account());
        one.change();
    }

    void note(Decision<?> one, Purpose purpose, Reason reason, String detail) {
        items.add(new ExceptionItem(one.fact.fact(), purpose, reason, detail, now));
    }

    void noteIfLate(Decision<?> one, Purpose purpose, Instant at, Instant edge, String what) {
        if (at.isBefore(edge)) {
            note(one, purpose, Reason.LATE, "of " + at + ", " + what + " as of " + edge);
        }
    }

    Postings postings() {
        return new Postings(credits, revised, moved);
    }

    List<Claim> claimed() {
        return claimed;
    }

    List<Claim> unclaimed() {
        return unclaimed;
    }

    List<ExceptionItem> items() {
        return items;
    }
}
