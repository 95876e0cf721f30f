insert ignore into reason (code, name, status, explanation) values
  (20, 'SPENT', 'POSTED', 'The units were taken; nothing is left to do.'),
  (120, 'RELEASED', 'NOTHING_DUE', 'The order was cancelled unpaid, and the units are free again; nothing to do.'),
  (121, 'TIMED_OUT', 'NOTHING_DUE', 'The order was not paid in time, and the units are free again; they are taken after all once the shop reports that it is paid.'),
  (220, 'ORDER', 'WAITING', 'The order has not arrived; its units are reserved. Deliver its row of orders.'),
  (221, 'PAYMENT', 'WAITING', 'The order is not paid yet; its units are reserved until it is, or until the time-out.'),
  (320, 'OTHER_MEMBER', 'EXCEPTION', 'The units are another member''s than the order; correct the member_id of the redemption or of the order.'),
  (321, 'WRONG_RATE', 'EXCEPTION', 'More or fewer units were taken than the discount is worth; check what the shop''s checkout reckons.'),
  (322, 'OVER_CAP', 'EXCEPTION', 'Units paid for more of the order than the policy allows; check the shop''s checkout or the share in jobs/policy.'),
  (323, 'INELIGIBLE_ITEM', 'EXCEPTION', 'Coins were spent on a product that does not accept them; check the shop''s checkout.'),
  (324, 'BELOW_MINIMUM', 'EXCEPTION', 'Fewer units were redeemed than the least that is allowed; check the shop''s checkout.'),
  (325, 'OVER_MAXIMUM', 'EXCEPTION', 'More units were redeemed than the most that is allowed; check the shop''s checkout.'),
  (326, 'WRONG_STORE', 'EXCEPTION', 'Points of one store were spent on an order of another; check the shop''s checkout.'),
  (327, 'NO_VALUE', 'EXCEPTION', 'Nothing says what these units were worth, so that the redemption could not be checked; add a coin value to jobs/policy, or deliver the store''s terms.');
