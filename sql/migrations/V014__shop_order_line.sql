create table if not exists shop_order_line (
  order_id        bigint       not null comment 'shop_order, may arrive before it',
  line_no         int          not null comment 'Line of the order, 1 and up',
  product_id      bigint       not null comment 'The shop''s id of the product, 1 and up',
  category        varchar(100) null     comment 'The product''s category, as policies name it, null: none',
  currency        char(3)      not null comment 'ISO 4217, of every amount of the line',
  quantity        int          not null comment 'Pieces',
  price           bigint       not null comment 'Of the whole line, in minor units: the sum of the four that follow',
  coupon_discount bigint       not null comment 'Minor units',
  coin_discount   bigint       not null comment 'Minor units',
  point_discount  bigint       not null comment 'Minor units',
  paid            bigint       not null comment 'Minor units, in money',
  coin_reward     bigint       null     comment 'Coins per piece, null: the product has no reward of its own',
  accepts_coins   boolean      not null comment 'Coins may be spent on the line',
  earns_points    boolean      not null comment 'False: the line earns nothing, neither coins nor points',
  regular_price   boolean      not null comment 'Sold at its regular price',
  updated_at      datetime(6)  not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at      datetime(6)  null default null on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any later change of the line, null: nothing to look at again',
  primary key (order_id, line_no),
  key changed (changed_at),
  constraint order_line_ids check (order_id > 0 and line_no > 0)
) engine = innodb comment = 'Lines of orders, as the shop reports them (docs/intake.md)';
