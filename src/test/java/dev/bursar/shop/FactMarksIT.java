package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bursar.batch.Shards;
import dev.bursar.database.TestDatabase;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server keeps of the facts that are judged one by one, for whoever writes straight into their tables. */
class FactMarksIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void empty() {
        database.clear();
    }

    private static void insert(Kind kind, List<String> fields) {
        write(
                "insert into %s (%s) values (%s)"
                        .formatted(kind.table(), GoodRows.header(kind), placeholders(fields.size())),
                GoodRows.values(kind, fields));
    }

    private static void upsert(Kind kind, String row) {
        List<String> fields = GoodRows.with(row, kind);
        write(
                Upsert.head(kind) + " (" + placeholders(fields.size()) + ") " + Upsert.tail(kind),
                GoodRows.values(kind, fields));
    }

    private static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static void write(String sql, List<?> values) {
        database.jdbc().sql(sql).params(values).update();
    }

    /** Through the index, as a step will read them. */
    private static List<Map<String, Object>> due(Kind kind) {
        String due = hasOnlyItsOrder(kind) ? "due_order_id" : "due_shard";
        return database.jdbc()
                .sql("select * from " + kind.table() + " force index (due) where " + due + " is not null")
                .query()
                .listOfRows();
    }

    private static boolean hasOnlyItsOrder(Kind kind) {
        return kind == Kind.REFUNDS;
    }

    private static void judged(Kind kind) {
        write("update " + kind.table() + " set changed_at = null", List.of());
        assertThat(due(kind)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REVIEWS", "ACTIVITIES", "REDEMPTIONS", "REFUNDS", "COUPONS", "COUPON_USES"})
    void a_fact_is_due_when_it_comes_and_whenever_it_changes(Kind kind) {
        insert(kind, GoodRows.with(GoodRows.one(kind), kind));
        assertThat(due(kind)).hasSize(1);

        judged(kind);
        upsert(kind, GoodRows.one(kind));
        assertThat(due(kind)).as("the same again").isEmpty();

        upsert(kind, GoodRows.other(kind));
        assertThat(due(kind)).as("newer").hasSize(1);

        judged(kind);
        upsert(kind, GoodRows.one(kind));
        assertThat(due(kind)).as("older").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REVIEWS", "ACTIVITIES", "REDEMPTIONS", "REFUNDS", "COUPONS", "COUPON_USES", "REFUND_LINES"})
    void a_change_of_any_single_column_makes_it_due(Kind kind) {
        // the values that go best with each other change first, so that no check is in the way
        insert(kind, GoodRows.with(GoodRows.one(kind), kind));
        List<Object> other = Arrays.asList(
                GoodRows.values(kind, GoodRows.with(GoodRows.other(kind), kind)).toArray());
        for (int i = other.size() - 1; i >= 0; i--) {
            Column column = kind.columns().get(i);
            if (column.key()
                    || kind == Kind.ACTIVITIES && List.of("friend_id", "kind").contains(column.name())) {
                continue;
            }
            write("update " + kind.table() + " set changed_at = null", List.of());
            database.jdbc()
                    .sql("update " + kind.table() + " set " + column.name() + " = ?")
                    .param(other.get(i))
                    .update();
            assertThat(marked(kind)).as(column.name()).isEqualTo(1);
        }
    }

    private static int marked(Kind kind) {
        return database.jdbc()
                .sql("select count(*) from " + kind.table() + " where changed_at is not null")
                .query(Integer.class)
                .single();
    }

    @Test
    void an_activity_that_turns_into_a_referral_is_due() {
        insert(Kind.ACTIVITIES, GoodRows.with(GoodRows.one(Kind.ACTIVITIES), Kind.ACTIVITIES));
        judged(Kind.ACTIVITIES);
        write("update shop_activity set kind = 'REFERRAL', friend_id = 9", List.of());

        assertThat(due(Kind.ACTIVITIES)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REVIEWS", "ACTIVITIES", "REDEMPTIONS"})
    void a_fact_with_a_member_is_due_in_the_members_shard(Kind kind) {
        insert(kind, GoodRows.with(GoodRows.one(kind), kind, "member_id", "9223372036854775807"));

        assertThat(due(kind))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("due_shard", Shards.of(Long.MAX_VALUE))
                        .containsEntry("shard", Shards.of(Long.MAX_VALUE)));
    }

    @Test
    void a_coupon_has_the_shard_of_its_own_id_and_so_have_its_uses() {
        insert(Kind.COUPONS, GoodRows.with(GoodRows.one(Kind.COUPONS), Kind.COUPONS));
        insert(Kind.COUPON_USES, GoodRows.with(GoodRows.one(Kind.COUPON_USES), Kind.COUPON_USES, "coupon_id", "8"));

        assertThat(due(Kind.COUPON_USES)).extracting("due_shard").containsExactly(Shards.of(8));

        assertThat(due(Kind.COUPONS))
                .extracting("due_shard", "shard")
                .containsExactly(tuple(Shards.of(8), Shards.of(8)));
    }

    @Test
    void a_refund_is_due_by_its_order() {
        insert(Kind.REFUNDS, GoodRows.with(GoodRows.one(Kind.REFUNDS), Kind.REFUNDS));

        assertThat(due(Kind.REFUNDS)).extracting("due_order_id").containsExactly(42L);
    }

    @Test
    void a_refund_has_two_marks_and_the_step_that_takes_one_leaves_the_other() {
        insert(Kind.REFUNDS, GoodRows.with(GoodRows.one(Kind.REFUNDS), Kind.REFUNDS));
        write("update shop_refund set coupons_changed_at = null, changed_at = changed_at", List.of());
        assertThat(due(Kind.REFUNDS)).hasSize(1);
        assertThat(coupons()).isZero();

        write("update shop_refund set status = 'GRANTED', decided_at = '2027-01-01'", List.of());
        assertThat(coupons()).isEqualTo(1);
    }

    private static int coupons() {
        return database.jdbc()
                .sql(
                        "select count(*) from shop_refund force index (coupons_due) where coupons_due_order_id is not null")
                .query(Integer.class)
                .single();
    }

    @Test
    void lines_of_refunds_are_quiet_when_they_come_and_loud_when_they_change() {
        insert(Kind.REFUND_LINES, GoodRows.with(GoodRows.one(Kind.REFUND_LINES), Kind.REFUND_LINES));
        upsert(Kind.REFUND_LINES, GoodRows.one(Kind.REFUND_LINES));
        assertThat(marked(Kind.REFUND_LINES)).isZero();

        upsert(Kind.REFUND_LINES, GoodRows.other(Kind.REFUND_LINES));
        assertThat(database.jdbc()
                        .sql("select line_no from shop_refund_line force index (changed) where changed_at is not null")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            REVIEWS     | removed_at=2026-11-19T10:15:29.999999Z | removed_at: is before published_at | review_removed_after_published
            ACTIVITIES  | kind=REFERRAL                   | friend_id: is empty, expected one where kind is REFERRAL | activity_referral_has_a_friend
            ACTIVITIES  | friend_id=9                     | friend_id: is given, expected none where kind is CHECK_IN | activity_friend_is_of_a_referral
            ACTIVITIES  | kind=TASK,name=                 | name: is empty, expected one where kind is TASK | activity_has_its_name
            ACTIVITIES  | kind=SHARE,name=                | name: is empty, expected one where kind is SHARE | activity_has_its_name
            ACTIVITIES  | kind=GAME,name=                 | name: is empty, expected one where kind is GAME | activity_has_its_name
            ACTIVITIES  | kind=COLLECTION_EVENT,name=     | name: is empty, expected one where kind is COLLECTION_EVENT | activity_has_its_name
            REDEMPTIONS | units=0                         | units: is out of range, expected a whole number from 1 to 1000000000000000 | redemption_of_some_units
            REFUNDS     | status=GRANTED                  | decided_at: is empty, expected one where status is GRANTED | refund_not_open_is_decided
            REFUNDS     | status=REJECTED                 | decided_at: is empty, expected one where status is REJECTED | refund_not_open_is_decided
            REFUNDS     | status=REVERSED,decided_at=2026-11-20T00:00:00Z | reversed_at: is empty, expected one where status is REVERSED | refund_reversed_has_its_time
            REFUNDS     | decided_at=2026-11-19T10:15:29Z | decided_at: is before opened_at | refund_decided_after_opened
            REFUNDS     | decided_at=2026-11-20T00:00:00Z,reversed_at=2026-11-19T23:59:59Z | reversed_at: is before decided_at | refund_reversed_after_decided
            COUPONS     | valid_to=2026-11-01T08:00:00Z   | valid_to: is not after valid_from | coupon_valid_for_some_time
            """)
    void a_row_that_contradicts_itself_is_refused_by_the_files_reader_and_by_the_table(
            Kind kind, String cells, String reason, String constraint) {
        String[] changes = Arrays.stream(cells.split(","))
                .flatMap(cell -> Arrays.stream(cell.split("=", -1)))
                .toArray(String[]::new);
        List<String> fields = GoodRows.with(GoodRows.one(kind), kind, changes);

        assertThat(new RowParser(kind, GoodRows.columns(kind)).read(fields))
                .isEqualTo(new RowParser.Unreadable(reason));
        assertThatThrownBy(() -> insert(kind, fields)).rootCause().hasMessageContaining(constraint);
    }
}
