package dev.bursar.jobs;

import dev.bursar.batch.Progress;
import dev.bursar.coupons.CouponsVerifier;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountsVerifier;
import dev.bursar.ledger.BooksVerifier;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactSource;
import dev.bursar.ledger.MemberStore;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves the books: their own sums, and accounts worked out again from the facts. Reads one snapshot, changes nothing, and
 * may run beside anything else.
 */
public final class Verification {

    /** Which accounts are worked out again from their facts. The sums are proved for all, or for the one member. */
    public sealed interface Scope {

        /** Every member. */
        record All() implements Scope {}

        record Member(long id) implements Scope {}

        /** So many members, chosen by a seed: the same seed on the same books chooses the same. */
        record Sample(int members, long seed) implements Scope {}
    }

    /**
     * What was looked at, and what of it was wrong.
     *
     * @param accounts   worked out again from facts
     * @param lots       whose sums were proved
     * @param entries    that were summed up
     * @param deviations 0: the books are right
     */
    public record Summary(long accounts, long lots, long entries, long deviations) {}

    private static final int MEMBERS_AT_ONCE = 500;
    private static final int ACCOUNTS_AT_ONCE = 5_000;
    private static final int MOST_NAMED = 100_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final ZoneId zone;
    private final Supplier<List<FactSource>> sources;
    private final CouponsVerifier coupons;

    /**
     * @param zone    the market's
     * @param sources new ones for each proof
     */
    Verification(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ZoneId zone,
            Supplier<List<FactSource>> sources,
            CouponsVerifier coupons) {
        this.jdbc = jdbc;
        this.coupons = coupons;
        this.zone = zone;
        this.sources = sources;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * @param deviations is told each one as it is found
     * @param progress   of two parts: {@code recount}, in members, and {@code sums}, in accounts
     * @throws dev.bursar.batch.StoppedException if it is asked to stop before its end
     */
    public Summary run(Scope scope, Consumer<Deviation> deviations, Progress progress) {
        return Objects.requireNonNull(
                snapshot.execute(status -> new Proof(sources.get(), deviations, progress).of(scope)));
    }

    /** One proof, within its transaction. */
    private final class Proof {

        private final List<FactSource> facts;
        private final Progress progress;
        private final Consumer<Deviation> deviations;
        private final Set<Named> named = new HashSet<>();
        private long found;

        Proof(List<FactSource> facts, Consumer<Deviation> deviations, Progress progress) {
            this.facts = facts;
            this.progress = progress;
            this.deviations = deviation -> {
                found++;
                deviations.accept(deviation);
            };
        }

        Summary of(Scope scope) {
            long accounts = recount(scope);
            BooksVerifier.Counts counts = scope instanceof Scope.Member member
                    ? new BooksVerifier(jdbc, zone).verify(BooksVerifier.Range.ofMember(member.id()), deviations)
                    : sums();
            if (scope instanceof Scope.Member member) {
                coupons.ofMember(member.id(), deviations);
            } else {
                facts.forEach(source -> source.proveOutcomes(this::reportOnce));
                coupons();
            }
            return new Summary(accounts, counts.lots(), counts.entries(), found);
        }

        private long recount(Scope scope) {
            MemberStore members = new MemberStore(jdbc);
            AccountsVerifier verifier = new AccountsVerifier(jdbc, facts);
            long planned = scope instanceof Scope.All ? members.count() : 0;
            List<Long> chosen = first(scope, members);
            progress.begin("recount", Math.max(planned, chosen.size()));
            long accounts = 0;
            while (!chosen.isEmpty()) {
                List<Long> now = chosen.subList(0, Math.min(MEMBERS_AT_ONCE, chosen.size()));
                accounts += verifier.verify(now, this::report);
                progress.advance(now.size());
                chosen = scope instanceof Scope.All
                        ? members.after(now.get(now.size() - 1), MEMBERS_AT_ONCE)
                        : chosen.subList(now.size(), chosen.size());
            }
            progress.end();
            return accounts;
        }

        private List<Long> first(Scope scope, MemberStore members) {
            if (scope instanceof Scope.Member member) {
                return List.of(member.id());
            }
            return scope instanceof Scope.Sample sample
                    ? members.sample(sample.members(), sample.seed())
                    : members.after(0, MEMBERS_AT_ONCE);
        }

        private BooksVerifier.Counts sums() {
            BooksVerifier verifier = new BooksVerifier(jdbc, zone);
            long left = verifier.accounts();
            progress.begin("sums", left);
            BooksVerifier.Counts counts = new BooksVerifier.Counts(0, 0);
            Optional<BooksVerifier.Range> range = verifier.next(Optional.empty(), ACCOUNTS_AT_ONCE);
            while (range.isPresent()) {
                counts = counts.plus(verifier.verify(range.get(), deviations));
                long summed = Math.min(ACCOUNTS_AT_ONCE, left);
                progress.advance(summed);
                left -= summed;
                range = verifier.next(range, ACCOUNTS_AT_ONCE);
            }
            progress.end();
            return counts;
        }

        private void coupons() {
            long planned = coupons.count();
            progress.begin("coupons", planned);
            long after = 0;
            OptionalLong last = OptionalLong.of(0);
            while (last.isPresent()) {
                last = coupons.next(after, deviations);
                progress.advance(last.isPresent() ? Math.min(CouponsVerifier.PAGE, planned) : 0);
                after = last.orElse(after);
            }
            progress.end();
        }

        /** What the recount finds missing is not to be found a second time. */
        private void report(Deviation deviation) {
            if (deviation.check() == Deviation.Check.MISSING_LOT && named.size() < MOST_NAMED) {
                named.add(Named.of(deviation));
            }
            deviations.accept(deviation);
        }

        private void reportOnce(Deviation deviation) {
            if (!named.contains(Named.of(deviation))) {
                deviations.accept(deviation);
            }
        }
    }

    private record Named(AccountKey account, Fact fact) {
        static Named of(Deviation deviation) {
            return new Named(deviation.account(), deviation.lot().source());
        }
    }
}
