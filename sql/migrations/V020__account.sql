create table if not exists account (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  frozen_until datetime(6) null comment 'edge of the grace when the account was last judged; movements before it are frozen',
  judged_as_of datetime(6) null comment 'latest instant as of which the account was judged, it is never judged as of an earlier one',
  last_moved_at datetime(6) null comment 'effective time of the latest movement other than a credit',
  last_activity_at datetime(6) null comment 'latest qualifying activity',
  clock_ends_at datetime(6) null comment 'when units lapse for want of activity',
  in_debt boolean not null default false comment 'whether a debt may be open',
  next_end_at datetime(6) null comment 'no units of it end before; a lapse step looks at the account then; null: none end',
  put_off boolean not null default false comment 'whether a hold may put off an end',
  version bigint not null default 0 comment 'how often it was judged anew',
  shard tinyint unsigned as (crc32(member_id) % 64) virtual comment 'which of 64 parts of the members',
  primary key (member_id, programme_id),
  key ends (shard, next_end_at)
) engine = innodb comment = 'A member in a programme. The row is the lock of the account; it holds no balance, which is the sum of the lots';
