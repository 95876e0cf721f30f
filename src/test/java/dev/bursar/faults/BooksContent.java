package dev.bursar.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the books say, in lines of text: lots, entries, outcomes, accounts, exceptions, and which facts are still to be
 * judged. Without run ids and the times at which something was noted, so that two ways to the same books compare equal.
 */
public record BooksContent(List<String> lines) {

    private static final List<String> QUERIES = List.of(
            """
            select concat_ws(' ', 'lot', member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,
              available_at, ends_at, funder, origin, policy_version, replace(line_units, ' ', ''))
            from lot
            order by member_id, programme_id, source_kind, source_id, part
            """,
            """
            select concat_ws(' ', 'entry', member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth,
              units, effective_at, business_date, policy_version)
            from entry
            order by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth
            """,
            """
            select concat_ws(' ', 'outcome', fact_kind, fact_id, coins, points, spending, coupon, figures)
            from outcome
            order by fact_kind, fact_id
            """,
            """
            select concat_ws(' ', 'account', member_id, programme_id, frozen_until, last_moved_at, last_activity_at,
              clock_ends_at, in_debt, next_end_at, put_off)
            from account
            order by member_id, programme_id
            """,
            """
            select concat_ws(' ', 'exception', fact_kind, fact_id, purpose, reason, detail,
              if(closed_at is null, 'open', 'closed'))
            from exception_item
            order by fact_kind, fact_id, purpose, reason
            """,
            """
            select concat_ws(' ', 'order to judge', order_id)
            from shop_order
            where changed_at is not null
            order by order_id
            """,
            """
            select concat_ws(' ', 'redemption to judge', redemption_id)
            from shop_redemption
            where changed_at is not null
            order by redemption_id
            """,
            """
            select concat_ws(' ', 'spending', redemption_id, member_id, programme_id, units, effective_at, paid_at, released_at,
              times_out_at, replace(line_units, ' ', ''))
            from spending
            order by redemption_id
            """,
            """
            select concat_ws(' ', 'reservation', member_id, programme_id, source_kind, source_id, part, redemption_id, units)
            from reservation
            order by member_id, programme_id, source_kind, source_id, part, redemption_id
            """,
            """
            select concat_ws(' ', 'review to judge', review_id)
            from shop_review
            where changed_at is not null
            order by review_id
            """,
            """
            select concat_ws(' ', 'activity to judge', activity_id)
            from shop_activity
            where changed_at is not null
            order by activity_id
            """,
            """
            select concat_ws(' ', 'referral', friend_id, activity_id, member_id, completed_at)
            from referral
            order by friend_id
            """,
            """
            select concat_ws(' ', 'take back', member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part, units,
              effective_at)
            from take_back
            order by member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part
            """,
            """
            select concat_ws(' ', 'decision', member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id,
              subject_part, rules_case, units, so_far, of_units, replace(lines_read, ' ', ''), effective_at)
            from decision
            order by member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id, subject_part
            """,
            """
            select concat_ws(' ', 'dispute', member_id, programme_id, refund_id, subject_kind, subject_id, held_from, held_until)
            from dispute
            order by member_id, programme_id, refund_id, subject_kind, subject_id
            """,
            """
            select concat_ws(' ', 'full refund', order_id, effective_at)
            from full_refund
            order by order_id
            """,
            """
            select concat_ws(' ', 'refund to judge', refund_id)
            from shop_refund
            where changed_at is not null
            order by refund_id
            """,
            """
            select concat_ws(' ', 'refunds due', order_id)
            from refund_due
            order by order_id
            """,
            """
            select concat_ws(' ', 'coupon', coupon_id, order_id, status, opening, since, next_at, frozen_until, flagged, events)
            from coupon
            order by coupon_id, order_id
            """,
            """
            select concat_ws(' ', 'event', coupon_id, order_id, nth, from_status, to_status, cause_kind, cause_id, case_no,
              effective_at, withdraws, policy_version)
            from coupon_event
            order by coupon_id, order_id, nth
            """,
            """
            select concat_ws(' ', 'coupon-decision', refund_id, coupon_id, order_id, case_no, effect, status_after, refunded, price,
              policy_version)
            from coupon_decision
            order by refund_id, coupon_id
            """,
            """
            select concat_ws(' ', 'coupon to judge', coupon_id)
            from shop_coupon
            where changed_at is not null
            order by coupon_id
            """,
            """
            select concat_ws(' ', 'use to judge', use_id)
            from shop_coupon_use
            where changed_at is not null
            order by use_id
            """,
            """
            select concat_ws(' ', 'refund to judge for coupons', refund_id)
            from shop_refund
            where coupons_changed_at is not null
            order by refund_id
            """,
            """
            select concat_ws(' ', 'activity clock', member_id, programme_id, fact_kind, fact_id, effective_at, keeps_until,
              withdrawn_at)
            from activity_clock
            order by member_id, programme_id, fact_kind, fact_id
            """,
            """
            select concat_ws(' ', 'books', coins_lapsed_to, points_lapsed_to)
            from books
            """,
            """
            select concat_ws(' ', 'line to judge', order_id, line_no)
            from shop_order_line
            where changed_at is not null
            order by order_id, line_no
            """);

    public BooksContent {
        lines = List.copyOf(lines);
    }

    public static BooksContent of(JdbcClient jdbc) {
        List<String> lines = new ArrayList<>();
        for (String query : QUERIES) {
            lines.addAll(jdbc.sql(query).query(String.class).list());
        }
        return new BooksContent(lines);
    }

    /** @param kind the first word of its lines */
    public long count(String kind) {
        return lines.stream()
                .filter(line -> line.startsWith(kind.toLowerCase(Locale.ROOT) + " "))
                .count();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
