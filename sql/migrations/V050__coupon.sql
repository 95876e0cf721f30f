create table if not exists coupon (
  coupon_id     bigint      not null comment 'shop_coupon',
  order_id      bigint      not null comment '0: the coupon itself; else a use of a public code, on this order or, of a combined checkout, its first',
  status        enum ('VALID', 'INACTIVE', 'USED', 'EXPIRED', 'REVOKED') not null comment 'where it stands now',
  opening       enum ('VALID', 'INACTIVE', 'USED', 'EXPIRED', 'REVOKED', 'PENDING') not null comment 'the shop''s status when it was first judged',
  since         datetime(6) null comment 'UTC; effective time of its last move; null: it has not moved',
  next_at       datetime(6) null comment 'UTC; to be judged again as of then, though no fact changes; null: never',
  frozen_until  datetime(6) not null comment 'UTC; edge of the grace when it was last judged, moves before it are frozen',
  judged_as_of  datetime(6) not null comment 'UTC; latest instant as of which it was judged, it is never judged as of an earlier one',
  flagged       boolean     not null comment 'whether it was judged with an exception last',
  events        int         not null comment 'how many rows of coupon_event it has',
  version       bigint      not null comment 'how often it was judged',
  run_id        bigint      not null comment 'the run that judged it last',
  next_shard    tinyint unsigned as (case when next_at is not null then crc32(coupon_id) % 64 end) virtual
    comment 'the shard while a time lies ahead, else null',
  primary key (coupon_id, order_id),
  key next (next_shard, next_at)
) engine = innodb comment = 'Where each coupon stands, as it was judged last';

create table if not exists coupon_event (
  coupon_id      bigint      not null comment 'with the next: coupon',
  order_id       bigint      not null comment 'of the coupon',
  nth            int         not null comment '0 for the first of the coupon, then one up',
  from_status    enum ('VALID', 'INACTIVE', 'USED', 'EXPIRED', 'REVOKED') not null comment 'where the event before left it',
  to_status      enum ('VALID', 'INACTIVE', 'USED', 'EXPIRED', 'REVOKED') not null comment 'where it stands after this one',
  cause_kind     enum ('ORDER', 'REFUND', 'COUPON', 'COUPON_USE') not null comment 'the fact that moved it; COUPON: its validity ended',
  cause_id       bigint      not null comment 'the fact''s own id',
  case_no        tinyint     not null comment 'of docs/rules.md, section 5; 0: none',
  effective_at   datetime(6) not null comment 'UTC; place on the coupon''s time line',
  withdraws      int         null comment 'the event that this one takes back, because a fact that came later says otherwise; null: none',
  run_id         bigint      not null comment 'the run that posted it',
  policy_version int         not null comment 'version of the policy by which it was judged',
  primary key (coupon_id, order_id, nth)
) engine = innodb comment = 'Every move of a coupon, only ever added; the key refuses doubles';

create table if not exists coupon_decision (
  refund_id      bigint      not null comment 'shop_refund',
  coupon_id      bigint      not null comment 'shop_coupon',
  order_id       bigint      not null comment 'shop_order that is refunded',
  case_no        tinyint     null comment 'of docs/rules.md, section 5; null: none applies',
  effect         enum ('RETURNED', 'RETURNED_ENDED', 'NOTHING', 'HELD', 'UNDONE', 'USED_AGAIN', 'WAITING', 'REFUSED') not null comment 'what the refund did to the coupon',
  status_after   enum ('VALID', 'INACTIVE', 'USED', 'EXPIRED', 'REVOKED') not null comment 'where it left the coupon, or where that stood when it did nothing',
  refunded       bigint      not null comment 'minor units of the order''s price, refunded by then',
  price          bigint      not null comment 'minor units, of all lines of the order',
  ends_at        datetime(6) not null comment 'UTC; end of the coupon''s validity, as it was read',
  policy_version int         not null comment 'version of the policy by which it was decided',
  run_id         bigint      not null comment 'the run that decided so',
  decided_at     datetime(6) not null comment 'UTC; when that run did',
  primary key (refund_id, coupon_id),
  key of_coupon (coupon_id)
) engine = innodb comment = 'What each refund did to each coupon of its order, also where it did nothing';
