-- The rows of the CSV files beside this one, written straight into the tables (docs/shop-engineers.md).
-- Money is in minor units, times are UTC, and Bursar's own columns are not named.

insert into shop_member
  (member_id, email, language, time_zone, jurisdiction, registered_at, closed_at, mail_opt_out, updated_at)
values
  (7, 'ann@example.com', 'en-US', 'America/Los_Angeles', 'US-CA', '2024-03-02 08:15:00', null, false, '2026-11-11 18:00:00'),
  (8, 'ben@example.com', 'fr-CA', 'America/Toronto', 'CA-QC', '2026-11-12 18:40:00', null, true, '2026-11-12 18:40:00'),
  (9, null, null, null, null, '2023-06-30 11:00:00', '2026-10-01 09:30:00', false, '2026-10-01 09:30:00')
on duplicate key update
  email = if(values(updated_at) > updated_at, values(email), email),
  language = if(values(updated_at) > updated_at, values(language), language),
  time_zone = if(values(updated_at) > updated_at, values(time_zone), time_zone),
  jurisdiction = if(values(updated_at) > updated_at, values(jurisdiction), jurisdiction),
  registered_at = if(values(updated_at) > updated_at, values(registered_at), registered_at),
  closed_at = if(values(updated_at) > updated_at, values(closed_at), closed_at),
  mail_opt_out = if(values(updated_at) > updated_at, values(mail_opt_out), mail_opt_out),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_store
  (store_id, name, updated_at)
values
  (3, 'Harbor Tea', '2026-01-05 09:00:00'),
  (4, 'Paper, Ink & Co', '2026-01-05 09:00:00')
on duplicate key update
  name = if(values(updated_at) > updated_at, values(name), name),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_store_terms
  (store_id, valid_from, takes_part, currency, units_per_unit, point_value, minimum, maximum, inactive_after,
  lot_life, updated_at)
values
  (3, '2026-01-01', true, 'USD', 1.5, 0.01, 100, 5000, 'P1Y', null, '2025-12-10 09:00:00'),
  (4, '2026-01-01', true, 'USD', 1, 0.005, null, null, null, 'P18M', '2025-12-10 09:00:00'),
  (4, '2027-01-01', false, 'USD', 0, 0.005, null, null, null, 'P18M', '2026-11-01 09:00:00')
on duplicate key update
  takes_part = if(values(updated_at) > updated_at, values(takes_part), takes_part),
  currency = if(values(updated_at) > updated_at, values(currency), currency),
  units_per_unit = if(values(updated_at) > updated_at, values(units_per_unit), units_per_unit),
  point_value = if(values(updated_at) > updated_at, values(point_value), point_value),
  minimum = if(values(updated_at) > updated_at, values(minimum), minimum),
  maximum = if(values(updated_at) > updated_at, values(maximum), maximum),
  inactive_after = if(values(updated_at) > updated_at, values(inactive_after), inactive_after),
  lot_life = if(values(updated_at) > updated_at, values(lot_life), lot_life),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_order
  (order_id, checkout_id, checkout_order_count, member_id, store_id, currency, line_count, event, status,
  placed_at, paid_at, shipped_at, completed_at, cancelled_at, shipping, updated_at)
values
  (5012, 900, 2, 7, 3, 'USD', 2, 'Singles Day', 'COMPLETED', '2026-11-11 18:02:11', '2026-11-11 18:02:40', '2026-11-12 16:00:00', '2026-11-15 20:10:00', null, 490, '2026-11-15 20:10:00'),
  (5013, 900, 2, 7, 4, 'USD', 1, 'Singles Day', 'COMPLETED', '2026-11-11 18:02:11', '2026-11-11 18:02:40', '2026-11-12 15:30:00', '2026-11-14 19:45:00', null, 0, '2026-11-14 19:45:00'),
  (5014, 901, 1, null, 3, 'JPY', 1, null, 'CANCELLED', '2026-11-11 16:20:00', null, null, null, '2026-11-11 16:50:00', 490, '2026-11-11 16:50:00'),
  (5015, 902, 1, 8, 4, 'USD', 1, null, 'PAID', '2026-11-16 12:30:00', '2026-11-16 12:31:05.25', null, null, null, 350, '2026-11-16 12:31:05.25')
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
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_order_line
  (order_id, line_no, product_id, category, currency, quantity, price, coupon_discount, coin_discount,
  point_discount, paid, coin_reward, accepts_coins, earns_points, regular_price, updated_at)
values
  (5012, 1, 88, 'tea', 'USD', 2, 3000, 500, 300, 0, 2200, null, true, true, true, '2026-11-11 18:02:11'),
  (5012, 2, 91, 'tea', 'USD', 1, 2000, 0, 200, 100, 1700, null, true, true, false, '2026-11-11 18:02:11'),
  (5013, 1, 112, 'stationery', 'USD', 1, 1200, 0, 0, 0, 1200, 20, true, true, true, '2026-11-11 18:02:11'),
  (5014, 1, 88, 'tea', 'JPY', 1, 1500, 0, 0, 0, 1500, null, true, true, true, '2026-11-11 16:20:00'),
  (5015, 1, 140, null, 'USD', 3, 1440, 200, 0, 0, 1240, null, false, false, true, '2026-11-16 12:30:00')
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
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_review
  (review_id, order_id, line_no, member_id, published_at, removed_at, updated_at)
values
  (301, 5012, 1, 7, '2026-11-17 07:12:30', null, '2026-11-17 07:12:30'),
  (302, 5013, 1, 7, '2026-11-17 07:20:00', '2026-11-18 10:00:00', '2026-11-18 10:00:00')
on duplicate key update
  order_id = if(values(updated_at) > updated_at, values(order_id), order_id),
  line_no = if(values(updated_at) > updated_at, values(line_no), line_no),
  member_id = if(values(updated_at) > updated_at, values(member_id), member_id),
  published_at = if(values(updated_at) > updated_at, values(published_at), published_at),
  removed_at = if(values(updated_at) > updated_at, values(removed_at), removed_at),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_activity
  (activity_id, member_id, kind, name, store_id, friend_id, occurred_at, updated_at)
values
  (201, 7, 'CHECK_IN', null, null, null, '2026-11-10 15:00:00', '2026-11-10 15:00:00'),
  (202, 7, 'CHECK_IN', null, null, null, '2026-11-11 16:30:00', '2026-11-11 16:30:00'),
  (203, 7, 'REFERRAL', null, null, 8, '2026-11-12 18:35:00', '2026-11-12 18:35:00'),
  (204, 8, 'TASK', 'complete-profile', null, null, '2026-11-12 18:55:00', '2026-11-12 18:55:00'),
  (205, 8, 'SHARE', 'share-a-product', 3, null, '2026-11-13 09:00:00', '2026-11-13 09:00:00'),
  (206, 8, 'GAME', 'lucky-wheel', null, null, '2026-11-13 09:05:00', '2026-11-13 09:05:00'),
  (207, 7, 'COLLECTION_EVENT', 'five-teas', 3, null, '2026-11-15 20:10:00', '2026-11-15 20:10:01')
on duplicate key update
  member_id = if(values(updated_at) > updated_at, values(member_id), member_id),
  kind = if(values(updated_at) > updated_at, values(kind), kind),
  name = if(values(updated_at) > updated_at, values(name), name),
  store_id = if(values(updated_at) > updated_at, values(store_id), store_id),
  friend_id = if(values(updated_at) > updated_at, values(friend_id), friend_id),
  occurred_at = if(values(updated_at) > updated_at, values(occurred_at), occurred_at),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_redemption
  (redemption_id, order_id, member_id, store_id, units, currency, discount, redeemed_at, updated_at)
values
  (6001, 5012, 7, null, 500, 'USD', 500, '2026-11-11 18:02:11', '2026-11-11 18:02:11'),
  (6002, 5012, 7, 3, 100, 'USD', 100, '2026-11-11 18:02:11', '2026-11-11 18:02:11')
on duplicate key update
  order_id = if(values(updated_at) > updated_at, values(order_id), order_id),
  member_id = if(values(updated_at) > updated_at, values(member_id), member_id),
  store_id = if(values(updated_at) > updated_at, values(store_id), store_id),
  units = if(values(updated_at) > updated_at, values(units), units),
  currency = if(values(updated_at) > updated_at, values(currency), currency),
  discount = if(values(updated_at) > updated_at, values(discount), discount),
  redeemed_at = if(values(updated_at) > updated_at, values(redeemed_at), redeemed_at),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_refund
  (refund_id, order_id, line_count, status, opened_at, decided_at, reversed_at, currency, shipping_cash,
  updated_at)
values
  (7001, 5012, 1, 'GRANTED', '2026-11-18 08:00:00', '2026-11-19 14:30:00', null, 'USD', 0, '2026-11-19 14:30:00'),
  (7002, 5013, 1, 'OPEN', '2026-11-18 08:05:00', null, null, 'USD', 0, '2026-11-18 08:05:00'),
  (7003, 5012, 0, 'REVERSED', '2026-11-16 10:00:00', '2026-11-16 10:00:00', '2026-11-16 11:00:00', 'USD', 490, '2026-11-16 11:00:00')
on duplicate key update
  order_id = if(values(updated_at) > updated_at, values(order_id), order_id),
  line_count = if(values(updated_at) > updated_at, values(line_count), line_count),
  status = if(values(updated_at) > updated_at, values(status), status),
  opened_at = if(values(updated_at) > updated_at, values(opened_at), opened_at),
  decided_at = if(values(updated_at) > updated_at, values(decided_at), decided_at),
  reversed_at = if(values(updated_at) > updated_at, values(reversed_at), reversed_at),
  currency = if(values(updated_at) > updated_at, values(currency), currency),
  shipping_cash = if(values(updated_at) > updated_at, values(shipping_cash), shipping_cash),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_refund_line
  (refund_id, line_no, currency, amount, cash, updated_at)
values
  (7001, 2, 'USD', 2000, 1700, '2026-11-19 14:30:00'),
  (7002, 1, 'USD', 1200, 1200, '2026-11-18 08:05:00')
on duplicate key update
  currency = if(values(updated_at) > updated_at, values(currency), currency),
  amount = if(values(updated_at) > updated_at, values(amount), amount),
  cash = if(values(updated_at) > updated_at, values(cash), cash),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_coupon
  (coupon_id, member_id, store_id, instrument, currency, discount, minimum, valid_from, valid_to, status,
  updated_at)
values
  (901, 7, null, 'WALLET', 'USD', 500, 2500, '2026-11-01 07:00:00', '2026-12-01 08:00:00', 'VALID', '2026-11-01 06:30:00'),
  (902, null, 4, 'CODE', 'USD', 200, 1000, '2026-11-15 08:00:00', '2026-11-22 08:00:00', 'VALID', '2026-11-10 12:00:00'),
  (903, 8, 3, 'WALLET', 'USD', 300, 0, '2026-10-01 07:00:00', '2026-11-01 07:00:00', 'EXPIRED', '2026-11-01 07:00:00')
on duplicate key update
  member_id = if(values(updated_at) > updated_at, values(member_id), member_id),
  store_id = if(values(updated_at) > updated_at, values(store_id), store_id),
  instrument = if(values(updated_at) > updated_at, values(instrument), instrument),
  currency = if(values(updated_at) > updated_at, values(currency), currency),
  discount = if(values(updated_at) > updated_at, values(discount), discount),
  minimum = if(values(updated_at) > updated_at, values(minimum), minimum),
  valid_from = if(values(updated_at) > updated_at, values(valid_from), valid_from),
  valid_to = if(values(updated_at) > updated_at, values(valid_to), valid_to),
  status = if(values(updated_at) > updated_at, values(status), status),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_coupon_use
  (use_id, coupon_id, order_id, line_no, currency, discount, applied_at, updated_at)
values
  (801, 901, 5012, 1, 'USD', 500, '2026-11-11 18:02:11', '2026-11-11 18:02:11'),
  (802, 902, 5015, 1, 'USD', 200, '2026-11-16 12:30:00', '2026-11-16 12:30:00')
on duplicate key update
  coupon_id = if(values(updated_at) > updated_at, values(coupon_id), coupon_id),
  order_id = if(values(updated_at) > updated_at, values(order_id), order_id),
  line_no = if(values(updated_at) > updated_at, values(line_no), line_no),
  currency = if(values(updated_at) > updated_at, values(currency), currency),
  discount = if(values(updated_at) > updated_at, values(discount), discount),
  applied_at = if(values(updated_at) > updated_at, values(applied_at), applied_at),
  updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at);

insert into shop_notice
  (notice_id, member_id, store_id, lapses_on, sent_at, evidence)
values
  (401, 8, 3, '2027-01-05', '2026-11-20 14:00:00', 'letters/2026-11/000401.pdf'),
  (402, 8, null, '2027-01-05', '2026-11-20 14:00:00', 'letters/2026-11/000402.pdf')
on duplicate key update
  notice_id = notice_id;
