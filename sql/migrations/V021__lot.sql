create table if not exists lot (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  source_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'the fact it came from',
  source_id bigint not null comment 'the fact''s own id',
  part int not null comment '0: earned by the fact itself; above: bonus of that promotion; -1: debt left by the fact',
  earned bigint not null comment 'units at the start; negative for a debt',
  remaining bigint not null comment 'sum of its entries',
  earned_at datetime(6) not null comment 'UTC',
  available_at datetime(6) not null comment 'UTC; spendable from then on',
  ends_at datetime(6) null comment 'UTC, exclusive; null: no end of its own',
  funder varchar(60) character set ascii not null comment 'who pays for the units',
  origin enum ('PURCHASE', 'PROMOTION', 'REVIEW', 'ACTIVITY', 'REFERRAL', 'ADJUSTMENT', 'DEBT') not null comment 'for what they were given',
  policy_version int not null comment 'version of the policy by which it was judged',
  line_units json null comment 'units by order line: [[line, units], ...]; null where no lines are concerned',
  primary key (member_id, programme_id, source_kind, source_id, part),
  constraint lot_sign check (part = -1 and remaining <= 0 or part >= 0 and remaining >= 0),
  constraint lot_bound check (part = -1 or remaining <= earned)
) engine = innodb comment = 'Units credited at once, with one end; the key lets a fact be credited only once';
