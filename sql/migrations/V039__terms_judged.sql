create table if not exists terms_judged (
  store_id       bigint         not null comment 'shop_store',
  valid_from     date           not null comment 'first day in the market''s time zone',
  figures        bigint         not null comment 'digest of what points are earned by',
  takes_part     boolean        not null comment 'false: the store gives no points',
  currency       char(3)        not null comment 'ISO 4217',
  units_per_unit decimal(18, 6) not null comment 'points per 1.00 paid',
  lot_life       varchar(32)    null     comment 'ISO 8601 period that each lot lives, null: no date of its own',
  judged_at      datetime(6)    not null comment 'UTC; when orders were first judged by them',
  primary key (store_id, valid_from, figures)
) engine = innodb comment = 'Terms of stores by which orders were judged; what the shop corrects later does not undo what was earned';
