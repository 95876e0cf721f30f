create table if not exists shop_store_terms (
  store_id       bigint         not null comment 'shop_store, may arrive before it',
  valid_from     date           not null comment 'First day in the market''s time zone, holds until the store''s next terms',
  takes_part     boolean        not null comment 'False: the store gives no points',
  currency       char(3)        not null comment 'ISO 4217, of point_value and of what is paid',
  units_per_unit decimal(18, 6) not null comment 'Points per 1.00 paid',
  point_value    decimal(18, 8) not null comment 'What one point is worth, in major units of the currency: 0.01 is a cent of USD',
  minimum        bigint         null     comment 'Least points of one redemption, null: no limit',
  maximum        bigint         null     comment 'Most points of one redemption, null: no limit',
  inactive_after varchar(32)    null     comment 'ISO 8601 period without a purchase after which points lapse, null: never',
  lot_life       varchar(32)    null     comment 'ISO 8601 period that each lot lives, null: no date of its own',
  updated_at     datetime(6)    not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at     datetime(6)    null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: the store''s orders were looked at since',
  primary key (store_id, valid_from),
  key changed (changed_at),
  constraint store_terms_ids check (store_id > 0)
) engine = innodb comment = 'What a store promises from a day on (docs/intake.md)';
