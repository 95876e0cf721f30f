create table if not exists shop_member (
  member_id    bigint       not null comment 'The shop''s id of the member, 1 and up',
  email        varchar(254) null     comment 'Where warnings go, null: none known',
  language     varchar(35)  null     comment 'BCP 47, such as en-US',
  time_zone    varchar(64)  null     comment 'IANA, such as America/Los_Angeles',
  jurisdiction varchar(6)   null     comment 'ISO 3166-2, such as US-CA, or a country alone',
  registered_at datetime(6) not null comment 'UTC',
  closed_at    datetime(6)  null     comment 'UTC, null: the membership is open',
  mail_opt_out boolean      not null comment 'The member wants no mail that the law does not demand',
  updated_at   datetime(6)  not null comment 'UTC, by the shop: the newer row replaces the older',
  primary key (member_id),
  constraint member_ids check (member_id > 0)
) engine = innodb comment = 'Members, as the shop reports them (docs/intake.md)';
