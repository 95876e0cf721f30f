create table if not exists reservation (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  source_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'with the next two: the lot that is held',
  source_id bigint not null comment 'of the lot',
  part int not null comment 'of the lot',
  redemption_id bigint not null comment 'shop_redemption; its row of spending says until when',
  units bigint not null comment 'of the lot, held for this redemption when the account was judged last',
  primary key (member_id, programme_id, source_kind, source_id, part, redemption_id),
  constraint reservation_of_some_units check (units > 0)
) engine = innodb comment = 'Units held for orders that were not paid yet when the account was judged last';
