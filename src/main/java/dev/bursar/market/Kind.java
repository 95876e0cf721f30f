package dev.bursar.market;

import java.util.List;
import java.util.Locale;

/** The kinds of facts with the columns of their files, as {@code docs/intake.md} lists them. */
enum Kind {
    MEMBERS("member_id,email,language,time_zone,jurisdiction,registered_at,closed_at,mail_opt_out,updated_at"),
    STORES("store_id,name,updated_at"),
    STORE_TERMS("store_id,valid_from,takes_part,currency,units_per_unit,point_value,minimum,maximum,inactive_after,"
            + "lot_life,updated_at"),
    ORDERS("order_id,checkout_id,checkout_order_count,member_id,store_id,currency,line_count,event,status,placed_at,"
            + "paid_at,shipped_at,completed_at,cancelled_at,shipping,updated_at"),
    ORDER_LINES("order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,"
            + "point_discount,paid,coin_reward,accepts_coins,earns_points,regular_price,updated_at"),
    REVIEWS("review_id,order_id,line_no,member_id,published_at,removed_at,updated_at"),
    ACTIVITIES("activity_id,member_id,kind,name,store_id,friend_id,occurred_at,updated_at"),
    REDEMPTIONS("redemption_id,order_id,member_id,store_id,units,currency,discount,redeemed_at,updated_at"),
    REFUNDS("refund_id,order_id,line_count,status,opened_at,decided_at,reversed_at,currency,shipping_cash,updated_at"),
    REFUND_LINES("refund_id,line_no,currency,amount,cash,updated_at"),
    COUPONS("coupon_id,member_id,store_id,instrument,currency,discount,minimum,valid_from,valid_to,status,updated_at"),
    COUPON_USES("use_id,coupon_id,order_id,line_no,currency,discount,applied_at,updated_at"),
    NOTICES("notice_id,member_id,store_id,lapses_on,sent_at,evidence");

    private final String header;
    private final String fileName;

    /** The same on every machine. */
    private final long salt = name().hashCode();

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> columns;

    Kind(String header) {
        this.header = header;
        this.fileName = name().toLowerCase(Locale.ROOT);
        this.columns = List.of(header.split(","));
    }

    /** The first row of its files. */
    String header() {
        return header;
    }

    List<String> columns() {
        return columns;
    }

    /** As its files are called. */
    String fileName() {
        return fileName;
    }

    /** Tells a part of a fact of this kind from those of other kinds, where something is drawn for it. */
    long part(long part) {
        return (part << Integer.SIZE) ^ (salt & 0xFFFFFFFFL);
    }
}
