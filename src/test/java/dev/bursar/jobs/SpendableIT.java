package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.Account;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Judgement;
import dev.bursar.ledger.LotTerms;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Opening;
import dev.bursar.ledger.Origin;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.PolicyFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What view member_spendable says is what judging the member's facts leaves free, docs/feeds.md. */
class SpendableIT {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final int MEMBERS = 60;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final long seed =
            Long.getLong("bursar.seed", RandomGenerator.getDefault().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<Long, List<Movement>> facts = new HashMap<>();
    private long nextId = 1;

    @Test
    void it_is_what_judging_the_member_s_facts_leaves_free() {
        database.clear();
        // On the database's clock. Facts lie at full minutes, so that none falls between the run and the look.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(30);
        try (CreditDesk desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                coins:
                  life: P8D
                  rates: [{currency: USD, rate: 1}]
                """))) {
            desk.shop.store(1);
            for (long member = 1; member <= MEMBERS; member++) {
                desk.shop.member(member);
                facts.put(member, new ArrayList<>());
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    credit(desk, member, now.minus(minutes(10 * 1_440)));
                }
                for (int i = random.nextInt(4); i > 0; i--) {
                    redeem(desk, member, now.minus(minutes(9 * 1_440)), random.nextInt(1, 40));
                }
            }
            desk.settle(now.toString());
            assertThat(spendable(desk)).as("seed %d", seed).isEqualTo(judged(now));
            assertThat(judged(now).size()).isBetween(MEMBERS / 4, MEMBERS - 1);
            Map<Long, Long> free = judged(now);
            free.forEach((member, units) ->
                    redeem(desk, member, now.minus(Duration.ofMinutes(1)), random.nextLong(1, units + 1)));
            assertThat(spendable(desk))
                    .as("with what no run has looked at, seed %d", seed)
                    .isEqualTo(judged(now));
            assertThat(judged(now)).isNotEqualTo(free);
            desk.settle(now.plusMillis(1).toString());
            assertThat(spendable(desk)).as("and once a run has, seed %d", seed).isEqualTo(judged(now));
        }
    }

    private Duration minutes(int most) {
        return Duration.ofMinutes(random.nextInt(1, most));
    }

    private void credit(CreditDesk desk, long member, Instant at) {
        long units = random.nextInt(1, 30);
        long order = nextId++;
        desk.shop.order(order, member, at.toString()).line(1, units + ".00").insert();
        Instant end = LocalDays.endOf(LocalDays.dayOf(at, ZONE).plusDays(8), ZONE);
        facts.computeIfAbsent(member, unseen -> new ArrayList<>())
                .add(new Movement.Credit(
                        Fact.order(order),
                        0,
                        at,
                        units,
                        new LotTerms(at, Optional.of(end), "platform", Origin.PURCHASE, 1, new TreeMap<>())));
    }

    /** Placed, paid or cancelled, or not arrived. */
    private void redeem(CreditDesk desk, long member, Instant at, long units) {
        long id = nextId++;
        Optional<Instant> paid = Optional.empty();
        Optional<Instant> cancelled = Optional.empty();
        int what = random.nextInt(4);
        Instant then = at.plusSeconds(1);
        if (what > 0) {
            desk.shop.placedOrder(id, member, 1);
            desk.shop.discountedLine(id, 1, 10_000, units, 0);
        }
        if (what == 2) {
            paid = Optional.of(then);
            desk.shop.paid(id, then.toString());
        } else if (what == 3) {
            cancelled = Optional.of(then);
            desk.shop.cancelled(id, then.toString());
        }
        desk.shop.redemption(id, id, member, 0, units, at.toString());
        Instant timesOut = at.atZone(ZONE).plusDays(7).toInstant();
        facts.computeIfAbsent(member, unseen -> new ArrayList<>())
                .add(new Movement.Redemption(Fact.redemption(id), at, units, paid, cancelled, timesOut));
    }

    private Map<Long, Long> judged(Instant now) {
        Map<Long, Long> free = new TreeMap<>();
        facts.forEach((member, movements) -> {
            Judgement judgement = new Account(AccountKey.coins(member), Opening.EMPTY, movements, List.of()).judge(now);
            long units = judgement.lots().stream()
                    .filter(lot -> !lot.key().isDebt())
                    .filter(lot -> lot.effectiveEnd().filter(now::isBefore).isPresent())
                    .mapToLong(lot -> lot.remaining() - judgement.reserved().getOrDefault(lot.key(), 0L))
                    .sum();
            if (units > 0) {
                free.put(member, units);
            }
        });
        return free;
    }

    private static Map<Long, Long> spendable(CreditDesk desk) {
        Map<Long, Long> units = new TreeMap<>();
        desk.jdbc().sql("select member_id, units from member_spendable").query(row -> {
            units.put(row.getLong("member_id"), row.getLong("units"));
        });
        return units;
    }
}
