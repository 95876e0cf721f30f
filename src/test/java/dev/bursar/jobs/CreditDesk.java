package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.policy.Policy;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where orders come in and credits go out: a shop of one store and member 7, runs at chosen instants, and the books in words. */
final class CreditDesk implements AutoCloseable {

    final ShopTables shop;
    private final TestDatabase database;
    private final Bursary bursary;
    private Instant now = Instant.EPOCH;

    CreditDesk(TestDatabase database, Policy policy) {
        this.database = database;
        this.shop = new ShopTables(database.dataSource());
        this.bursary = Bursary.on(database.dataSource(), policy, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        });
    }

    void open() {
        database.clear();
        shop.store(1);
        shop.member(7);
    }

    /** A run at an instant, of what happened before it. */
    void run(String at) {
        now = Instant.parse(at);
        assertThat(bursary.step("credit-orders", now)).isInstanceOf(RunResult.Finished.class);
    }

    /** What a run does: orders first, then what was spent. */
    void settle(String at) {
        run(at);
        assertThat(bursary.step("settle-accounts", now)).isInstanceOf(RunResult.Finished.class);
    }

    /** What a run does that credits all there is to credit: orders, then reviews, then activities. */
    void credit(String at) {
        run(at);
        assertThat(bursary.step("credit-reviews", now)).isInstanceOf(RunResult.Finished.class);
        assertThat(bursary.step("credit-activities", now)).isInstanceOf(RunResult.Finished.class);
    }

    /** All that a run does. */
    void settleAll(String at) {
        credit(at);
        assertThat(bursary.step("settle-accounts", now)).isInstanceOf(RunResult.Finished.class);
    }

    /** The steps of a night that lets units lapse, as of an instant. */
    void lapse(String at) {
        now = Instant.parse(at);
        assertThat(bursary.step("expire-coins", now)).isInstanceOf(RunResult.Finished.class);
        assertThat(bursary.step("expire-points", now)).isInstanceOf(RunResult.Finished.class);
    }

    /** All that a night does, as of an instant. */
    void night(String at) {
        settleAll(at);
        lapse(at);
    }

    /** {@code 7/0 ORDER/42 LAPSED -30 2026-12-10T08:00:00Z 2026-12-10}: each posting by itself, with its time and day. */
    List<String> lapses() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, ' ', kind, ' ', units, ' ',
                          date_format(effective_at, '%Y-%m-%dT%H:%i:%sZ'), ' ', business_date)
                        from entry
                        where kind in ('LAPSED', 'LAPSE_REVERSED')
                        order by number
                        """).query(String.class).list();
    }

    /** What the books come to, whichever way they came there, where nothing lapses. */
    List<String> books() {
        return jdbc().sql("""
                        select concat_ws(' ', member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id,
                          kind, effective_at, sum(units)) as line
                        from entry
                        group by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, effective_at
                        having sum(units) <> 0
                        union all
                        select concat_ws(' ', 'lot', member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,
                          available_at, ends_at, funder, origin)
                        from lot
                        where earned <> 0
                        union all
                        select concat_ws(' ', 'outcome', fact_kind, fact_id, c.name, p.name, s.name)
                        from outcome
                        left join reason c on c.code = coins
                        left join reason p on p.code = points
                        left join reason s on s.code = spending
                        union all
                        select concat_ws(' ', 'referral', friend_id, activity_id, member_id, completed_at)
                        from referral
                        union all
                        select concat_ws(' ', 'take back', member_id, programme_id, fact_kind, fact_id, part, units, effective_at)
                        from take_back
                        union all
                        select concat_ws(' ', 'to judge', review_id)
                        from shop_review
                        where changed_at is not null
                        union all
                        select concat_ws(' ', 'to judge', activity_id)
                        from shop_activity
                        where changed_at is not null
                        order by line
                        """).query(String.class).list();
    }

    /** What was earned, as it was posted: {@code 7/0 ACTIVITY/4 +5 2026-11-04}, by the business date. */
    List<String> earned() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, if(part = 0, '', concat('/', part)), ' ',
                          if(units < 0, '', '+'), units, ' ', business_date)
                        from entry
                        where kind = 'EARNED'
                        order by number
                        """).query(String.class).list();
    }

    /** What is left of all lots, by member and programme: {@code 7/0 27}. */
    List<String> balances() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', sum(remaining))
                        from lot
                        group by member_id, programme_id
                        having sum(remaining) <> 0
                        order by member_id, programme_id
                        """).query(String.class).list();
    }

    /** What settling would post, in the words of {@link #moves}. */
    List<String> rehearseSettling(String at) {
        return rehearse("settle-accounts", at);
    }

    /** What a step would post, in the words of {@link #moves}. */
    List<String> rehearse(String step, String at) {
        List<String> lines = new ArrayList<>();
        bursary.bean(Rehearsal.class)
                .run(
                        step,
                        Instant.parse(at),
                        posted -> posted.lines()
                                .forEach(line -> lines.add(line.account().memberId() + "/"
                                        + line.account().programmeId() + " "
                                        + line.entry().lot().source() + " "
                                        + line.entry().fact() + " "
                                        + line.entry().kind() + " "
                                        + line.entry().units())),
                        Progress.SILENT);
        return lines;
    }

    JdbcClient jdbc() {
        return database.jdbc();
    }

    void write(String sql) {
        assertThat(jdbc().sql(sql).update()).as(sql).isPositive();
    }

    /** {@code 7/0 ORDER/42/0 13 [[1, 12], [2, 1]]}: member, programme, lot, units, and by line. */
    List<String> lots() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, '/', part, ' ', earned,
                          ifnull(concat(' ', line_units), ''))
                        from lot
                        where earned = remaining
                        order by member_id, programme_id, source_kind, source_id, part
                        """).query(String.class).list().stream()
                .map(line -> line.replaceAll(",\\s*", ", "))
                .toList();
    }

    /** {@code ORDER/42 CREDITED STORE_NOT_TAKING_PART}: coins, points. */
    List<String> outcomes() {
        return jdbc().sql("""
                        select concat(fact_kind, '/', fact_id, ' ', c.name, ' ', p.name)
                        from outcome
                        join reason c on c.code = coins
                        join reason p on p.code = points
                        order by fact_kind, fact_id
                        """).query(String.class).list();
    }

    /** {@code REDEMPTION/5 SPENT}. */
    List<String> spending() {
        return jdbc().sql("""
                        select concat(fact_kind, '/', fact_id, ' ', r.name)
                        from outcome
                        join reason r on r.code = spending
                        order by fact_kind, fact_id
                        """).query(String.class).list();
    }

    /** {@code 7/0 ORDER/42/0 REDEMPTION/5 SPENT -30}: net, but what was earned. */
    List<String> moves() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, if(part < 0, '/DEBT', ''), ' ',
                          fact_kind, '/', fact_id, ' ', kind, ' ', sum(units))
                        from entry
                        where kind <> 'EARNED'
                        group by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind
                        having sum(units) <> 0
                        order by 1
                        """).query(String.class).list();
    }

    /** The same, where what lapsed and was reversed is as if it had not. */
    List<String> net() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, if(part < 0, '/DEBT', ''), ' ',
                          fact_kind, '/', fact_id, ' ', judged_as, ' ', sum(units))
                        from (select e.*, if(kind = 'LAPSE_REVERSED', 'LAPSED', kind) as judged_as from entry e) told
                        where kind <> 'EARNED'
                        group by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, judged_as
                        having sum(units) <> 0
                        order by 1
                        """).query(String.class).list();
    }

    /** {@code REFUND/9 TAKEN_BACK NOTHING_EARNED RETURNED}: coins, points, spending. */
    List<String> refunds() {
        return jdbc().sql("""
                        select concat(fact_kind, '/', fact_id, ' ', c.name, ' ', p.name, ' ', s.name)
                        from outcome
                        join reason c on c.code = coins
                        join reason p on p.code = points
                        join reason s on s.code = spending
                        where fact_kind = 'REFUND'
                        order by fact_id
                        """).query(String.class).list();
    }

    /** {@code 7/0 REFUND/9 ORDER/42/0 15: 6, 6 of 12 [[1,617,1234,12]]}: case, units, so far, of how many, and what was read. */
    List<String> decisions() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', fact_kind, '/', fact_id, ' ', subject_kind, '/', subject_id, '/',
                          subject_part, ' ', rules_case, ': ', units, ', ', so_far, ' of ', of_units, ' ', replace(lines_read, ' ', ''))
                        from decision
                        order by member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id, subject_part
                        """).query(String.class).list();
    }

    /** How many orders have refunds that are to be judged. */
    long refundsDue() {
        return jdbc().sql("""
                        select (select count(*) from refund_due) + (select count(*) from shop_refund where changed_at is not null)
                        """).query(Long.class).single();
    }

    /** {@code 7/0 ORDER/42 9}: what unpaid orders hold. */
    List<String> reserved() {
        return jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, ' ', sum(units))
                        from reservation
                        group by member_id, programme_id, source_kind, source_id
                        order by member_id, programme_id, source_kind, source_id
                        """).query(String.class).list();
    }

    /** {@code ORDER/42 COINS LINES: waiting since …}, the open ones. */
    List<String> exceptions() {
        return jdbc().sql("""
                        select concat(fact_kind, '/', fact_id, ' ', purpose, ' ', r.name, ': ', detail)
                        from exception_item
                        join reason r on r.code = reason
                        where closed_at is null
                        order by fact_kind, fact_id, purpose, r.name
                        """).query(String.class).list();
    }

    long rowsOf(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Books that a proof finds nothing wrong with. */
    void assertRight() {
        assertThat(deviations()).isEmpty();
    }

    /** What a proof finds wrong. */
    List<String> deviations() {
        List<String> found = new ArrayList<>();
        bursary.bean(Verification.class)
                .run(new Scope.All(), deviation -> found.add(deviation.toString()), Progress.SILENT);
        return found;
    }

    @Override
    public void close() {
        bursary.close();
    }
}
