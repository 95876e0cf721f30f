package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpsertTest {

    @Test
    void a_newer_row_replaces_all_but_the_key_and_its_time_comes_last() {
        assertThat(Upsert.head(Kind.REFUND_LINES))
                .isEqualTo(
                        "insert into shop_refund_line (refund_id, line_no, currency, amount, cash, updated_at) values");
        assertThat(Upsert.tail(Kind.REFUND_LINES))
                .isEqualTo("on duplicate key update"
                        + " currency = if(values(updated_at) > updated_at, values(currency), currency),"
                        + " amount = if(values(updated_at) > updated_at, values(amount), amount),"
                        + " cash = if(values(updated_at) > updated_at, values(cash), cash),"
                        + " updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)");
    }

    @Test
    void a_row_that_never_changes_is_left_as_it_is() {
        assertThat(Upsert.tail(Kind.NOTICES)).isEqualTo("on duplicate key update notice_id = notice_id");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_columns_of_the_key_come_first(Kind kind) {
        assertThat(kind.columns().get(0).key()).isTrue();
        assertThat(kind.columns().stream().map(Column::key).toList())
                .isSortedAccordingTo((one, other) -> Boolean.compare(other, one));
    }
}
