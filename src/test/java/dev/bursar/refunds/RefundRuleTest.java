package dev.bursar.refunds;

import static dev.bursar.refunds.ARefundedOrder.anOrder;
import static dev.bursar.refunds.ARefundedOrder.at;
import static dev.bursar.refunds.ARefundedOrder.event;
import static dev.bursar.refunds.ARefundedOrder.granted;
import static dev.bursar.refunds.ARefundedOrder.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md §5, cases 8, 10 and 13: which refunds count. */
class RefundRuleTest {

    private static final Instant NOW = at(20);
    private static final RefundedOrder ORDER = anOrder().line(1000).build();

    private static Verdict judge(ShopRefund refund, RefundedOrder order, Instant asOf) {
        return RefundRule.judge(refund, Optional.of(order), asOf, DueTime.of(asOf, NOW));
    }

    private static Reason reason(ShopRefund refund, RefundedOrder order) {
        return ((Verdict.Moves0) judge(refund, order, NOW)).reason();
    }

    @Test
    void a_granted_refund_counts_from_when_it_was_decided() {
        assertThat(judge(granted(8, 5, 300), ORDER, NOW)).isEqualTo(new Verdict.Counts(event(8, 5, 1, 300)));
    }

    @Test
    void an_open_refund_waits() {
        assertThat(reason(refund(8, RefundStatus.OPEN, 5), ORDER)).isEqualTo(Reason.REFUND_DECISION);
    }

    @Test
    void a_rejected_or_reversed_refund_moves_nothing() {
        assertThat(reason(refund(8, RefundStatus.REJECTED, 5), ORDER)).isEqualTo(Reason.REJECTED);
        assertThat(reason(refund(8, RefundStatus.REVERSED, 5), ORDER)).isEqualTo(Reason.REVERSED);
    }

    @Test
    void as_of_an_earlier_instant_it_is_what_it_was_then() {
        ShopRefund reversed = refund(8, RefundStatus.REVERSED, 5, new ShopRefund.Line(1, "USD", 300, 0));
        assertThat(judge(reversed, ORDER, at(5))).isInstanceOf(Verdict.Later.class);
        assertThat(judge(reversed, ORDER, at(6))).isInstanceOf(Verdict.Counts.class);
        assertThat(judge(reversed, ORDER, at(7))).isInstanceOf(Verdict.Counts.class);
        assertThat(judge(reversed, ORDER, at(8))).isInstanceOf(Verdict.Moves0.class);
        assertThat(reversed.goesOnAfter(at(7))).isTrue();
        assertThat(reversed.goesOnAfter(at(8))).isFalse();
    }

    @Test
    void a_time_that_nobody_believes_is_an_exception() {
        assertThat(reason(granted(8, 25, 300), ORDER)).isEqualTo(Reason.IN_THE_FUTURE);
    }

    @Test
    void without_its_order_or_lines_it_waits() {
        assertThat(RefundRule.judge(granted(8, 5, 300), Optional.empty(), NOW, DueTime.of(NOW, NOW)))
                .isEqualTo(new Verdict.Moves0(Reason.REFUNDED_ORDER, ""));
        assertThat(reason(granted(8, 5, 300), anOrder().line(1000).missing(1).build()))
                .isEqualTo(Reason.LINES);
        ShopRefund whole = granted(8, 5, 300);
        assertThat(reason(whole.withLines(List.of()), ORDER)).isEqualTo(Reason.REFUND_LINES);
    }

    @Test
    void what_contradicts_itself_is_an_exception() {
        ShopRefund.Line line = new ShopRefund.Line(1, "USD", 300, 0);
        assertThat(reason(granted(8, 5, 300).withLines(List.of(line, new ShopRefund.Line(2, "USD", 1, 0))), ORDER))
                .isEqualTo(Reason.TOO_MANY_REFUND_LINES);
        assertThat(reason(refund(8, RefundStatus.GRANTED, 5, new ShopRefund.Line(1, "EUR", 300, 0)), ORDER))
                .isEqualTo(Reason.CURRENCY_MISMATCH);
        assertThat(reason(granted(8, 5, -1), ORDER)).isEqualTo(Reason.NEGATIVE_AMOUNT);
        assertThat(reason(refund(8, RefundStatus.GRANTED, 5, new ShopRefund.Line(9, "USD", 300, 0)), ORDER))
                .isEqualTo(Reason.UNKNOWN_LINE);
    }

    @Test
    void case_8_a_paid_order_cancelled_before_shipping_is_a_full_refund_and_its_refunds_add_nothing() {
        RefundedOrder cancelled = anOrder().line(1000).line(500).cancelledOn(10).build();
        Event event = RefundRule.cancellation(cancelled, NOW).orElseThrow();
        assertThat(event.fact()).isEqualTo(Fact.order(42));
        assertThat(event.at()).isEqualTo(at(10));
        assertThat(event.amounts()).containsEntry(1, 1000L).containsEntry(2, 500L);
        assertThat(reason(granted(8, 5, 300), cancelled)).isEqualTo(Reason.CANCELLED_ORDER);
        assertThat(RefundRule.cancellation(cancelled, at(10))).isEmpty();
    }

    @Test
    void case_8_a_cancellation_after_shipping_or_unpaid_is_none() {
        RefundedOrder shipped =
                anOrder().line(1000).shippedOn(9).cancelledOn(10).build();
        assertThat(RefundRule.cancellation(shipped, NOW)).isEmpty();
        assertThat(judge(granted(8, 5, 300), shipped, NOW)).isInstanceOf(Verdict.Counts.class);
        RefundedOrder unpaid = anOrder().line(1000).unpaid().cancelledOn(10).build();
        assertThat(RefundRule.cancellation(unpaid, NOW)).isEmpty();
        assertThat(reason(granted(8, 5, 300), unpaid)).isEqualTo(Reason.NEVER_PAID);
    }

    @Test
    void case_10_full_is_every_line_s_price() {
        RefundedOrder order = anOrder().line(1000).line(500).line(0).build();
        assertThat(RefundRule.fullyRefundedAt(order, List.of(event(8, 2, 1, 1000), event(9, 3, 2, 499))))
                .isEmpty();
        assertThat(RefundRule.fullyRefundedAt(
                        order, List.of(event(10, 4, 2, 1), event(8, 2, 1, 1000), event(9, 3, 2, 499))))
                .contains(at(4));
        assertThat(RefundRule.fullyRefundedAt(order, List.of(event(8, 2, 1, 2000))))
                .as("more of one line makes not up for another")
                .isEmpty();
    }

    @Test
    void what_was_open_for_a_while_was_in_dispute_for_that_while() {
        assertThat(RefundRule.disputes(refund(8, RefundStatus.OPEN, 5), NOW)).isTrue();
        assertThat(RefundRule.disputes(refund(8, RefundStatus.OPEN, 5), at(5))).isFalse();
        assertThat(RefundRule.disputes(granted(8, 5, 300), NOW))
                .as("decided when it was opened")
                .isFalse();
    }
}
