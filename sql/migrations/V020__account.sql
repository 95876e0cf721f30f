create table if not exists account (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  frozen_until datetime(6) null comment 'edge of the grace when the account was last judged; movements before it are frozen',
  judged_as_of datetime(6) null comment 'latest instant as of which the account was judged, it is never judged as of an earlier one',
  last_moved_at datetime(6) null comment 'effective time of the latest movement other than a credit',
  last_activity_at datetime(6) null comment 'latest qualifying activity',
  clock_ends_at datetime(6) null comment 'when units lapse for want of activity',
  in_debt boolean not null default false comment 'whether a debt may be open',
  version bigint not null default 0 comment 'how often it was judged anew',
  primary key (member_id, programme_id)
) engine = innodb comment = 'A member in a programme. The row is the lock of the account; it holds no balance, which is the sum of the lots';
