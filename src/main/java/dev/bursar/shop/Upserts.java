package dev.bursar.shop;

/**
 * One row of each kind, newer replacing older: a row whose {@code updated_at} is not newer assigns every column its own
 * value, which leaves the row and its mark in the work list untouched. {@code updated_at} comes last, since assignments
 * are made from the first to the last. {@code values()} is the form that both MySQL and MariaDB know.
 */
final class Upserts {
    static final String MEMBERS = """
            insert into shop_member
              (member_id, email, language, time_zone, jurisdiction, registered_at, closed_at, mail_opt_out,
              updated_at)
            values
              (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on duplicate key update
              email = if(values(updated_at) > updated_at, values(email), email),
              language = if(values(updated_at) > updated_at, values(language), language),
              time_zone = if(values(updated_at) > updated_at, values(time_zone), time_zone),
              jurisdiction = if(values(updated_at) > updated_at, values(jurisdiction), jurisdiction),
              registered_at = if(values(updated_at) > updated_at, values(registered_at), registered_at),
              closed_at = if(values(updated_at) > updated_at, values(closed_at), closed_at),
              mail_opt_out = if(values(updated_at) > updated_at, values(mail_opt_out), mail_opt_out),
              updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)
            """;

    static final String STORES = """
            insert into shop_store
              (store_id, name, updated_at)
            values
              (?, ?, ?)
            on duplicate key update
              name = if(values(updated_at) > updated_at, values(name), name),
              updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)
            """;

    static final String STORE_TERMS = """
            insert into shop_store_terms
              (store_id, valid_from, takes_part, currency, units_per_unit, point_value, minimum, maximum,
              inactive_after, lot_life, updated_at)
            values
              (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on duplicate key update
              takes_part = if(values(updated_at) > updated_at, values(takes_part), takes_part),
              currency = if(values(updated_at) > updated_at, values(currency), currency),
              units_per_unit = if(values(updated_at) > updated_at, values(units_per_unit), units_per_unit),
              point_value = if(values(updated_at) > updated_at, values(point_value), point_value),
              minimum = if(values(updated_at) > updated_at, values(minimum), minimum),
              maximum = if(values(updated_at) > updated_at, values(maximum), maximum),
              inactive_after = if(values(updated_at) > updated_at, values(inactive_after), inactive_after),
              lot_life = if(values(updated_at) > updated_at, values(lot_life), lot_life),
              updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)
            """;

    static final String ORDERS = """
            insert into shop_order
              (order_id, checkout_id, checkout_order_count, member_id, store_id, currency, line_count, event,
              status, placed_at, paid_at, shipped_at, completed_at, cancelled_at, shipping, updated_at)
            values
              (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on duplicate key update
              checkout_id = if(values(updated_at) > updated_at, values(checkout_id), checkout_id),
              checkout_order_count = if(values(updated_at) > updated_at, values(checkout_order_count), checkout_order_count),
              member_id = if(values(updated_at) > updated_at, values(member_id), member_id),
              store_id = if(values(updated_at) > updated_at, values(store_id), store_id),
              currency = if(values(updated_at) > updated_at, values(currency), currency),
              line_count = if(values(updated_at) > updated_at, values(line_count), line_count),
              event = if(values(updated_at) > updated_at, values(event), event),
              status = if(values(updated_at) > updated_at, values(status), status),
              placed_at = if(values(updated_at) > updated_at, values(placed_at), placed_at),
              paid_at = if(values(updated_at) > updated_at, values(paid_at), paid_at),
              shipped_at = if(values(updated_at) > updated_at, values(shipped_at), shipped_at),
              completed_at = if(values(updated_at) > updated_at, values(completed_at), completed_at),
              cancelled_at = if(values(updated_at) > updated_at, values(cancelled_at), cancelled_at),
              shipping = if(values(updated_at) > updated_at, values(shipping), shipping),
              updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)
            """;

    static final String ORDER_LINES = """
            insert into shop_order_line
              (order_id, line_no, product_id, category, currency, quantity, price, coupon_discount, coin_discount,
              point_discount, paid, coin_reward, accepts_coins, earns_points, regular_price, updated_at)
            values
              (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on duplicate key update
              product_id = if(values(updated_at) > updated_at, values(product_id), product_id),
              category = if(values(updated_at) > updated_at, values(category), category),
              currency = if(values(updated_at) > updated_at, values(currency), currency),
              quantity = if(values(updated_at) > updated_at, values(quantity), quantity),
              price = if(values(updated_at) > updated_at, values(price), price),
              coupon_discount = if(values(updated_at) > updated_at, values(coupon_discount), coupon_discount),
              coin_discount = if(values(updated_at) > updated_at, values(coin_discount), coin_discount),
              point_discount = if(values(updated_at) > updated_at, values(point_discount), point_discount),
              paid = if(values(updated_at) > updated_at, values(paid), paid),
              coin_reward = if(values(updated_at) > updated_at, values(coin_reward), coin_reward),
              accepts_coins = if(values(updated_at) > updated_at, values(accepts_coins), accepts_coins),
              earns_points = if(values(updated_at) > updated_at, values(earns_points), earns_points),
              regular_price = if(values(updated_at) > updated_at, values(regular_price), regular_price),
              updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)
            """;

    private Upserts() {}
}
