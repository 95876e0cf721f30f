create table if not exists shop_store (
  store_id   bigint       not null comment 'The shop''s id of the store, 1 and up',
  name       varchar(200) not null comment 'Shown to members and operators',
  updated_at datetime(6)  not null comment 'UTC, by the shop: the newer row replaces the older',
  primary key (store_id),
  constraint store_ids check (store_id > 0)
) engine = innodb comment = 'Stores, as the shop reports them (docs/intake.md)';
