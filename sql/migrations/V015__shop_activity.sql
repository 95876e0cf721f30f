create table if not exists shop_review (
  review_id    bigint      not null comment 'The shop''s id of the review, 1 and up',
  order_id     bigint      not null comment 'shop_order, may arrive after the review',
  line_no      int         not null comment 'The line of the order that is reviewed, 1 and up',
  member_id    bigint      not null comment 'Who wrote it',
  published_at datetime(6) not null comment 'UTC',
  removed_at   datetime(6) null     comment 'UTC, null: it stands',
  updated_at   datetime(6) not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at   datetime(6) null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  shard        tinyint unsigned as (crc32(member_id) % 64) virtual
    comment 'Bursar''s: which of 64 parts of the members',
  due_shard    tinyint unsigned as (case when changed_at is not null then crc32(member_id) % 64 end) virtual
    comment 'Bursar''s: the shard while the review is to be judged, else null',
  primary key (review_id),
  key due (due_shard, member_id, review_id, published_at),
  key of_member (member_id, published_at),
  key of_line (order_id, line_no, member_id, published_at),
  constraint review_removed_after_published check (removed_at >= published_at)
) engine = innodb comment = 'Reviews, as the shop reports them (docs/intake.md)';

create table if not exists shop_activity (
  activity_id bigint       not null comment 'The shop''s id of the activity, 1 and up',
  member_id   bigint       not null comment 'Who did it; of a referral: who referred',
  kind        enum ('CHECK_IN', 'TASK', 'SHARE', 'GAME', 'COLLECTION_EVENT', 'REFERRAL') not null comment 'What was done',
  name        varchar(100) null     comment 'Which task, game …, as policies name it',
  store_id    bigint       null     comment 'The store that it was done for, null: the platform',
  friend_id   bigint       null     comment 'Who was referred',
  occurred_at datetime(6)  not null comment 'UTC',
  updated_at  datetime(6)  not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at  datetime(6)  null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  shard       tinyint unsigned as (crc32(member_id) % 64) virtual
    comment 'Bursar''s: which of 64 parts of the members',
  due_shard   tinyint unsigned as (case when changed_at is not null then crc32(member_id) % 64 end) virtual
    comment 'Bursar''s: the shard while the activity is to be judged, else null',
  primary key (activity_id),
  key due (due_shard, member_id, activity_id, occurred_at),
  key of_member (member_id, kind, occurred_at),
  key of_friend (friend_id),
  constraint activity_referral_has_a_friend check (kind <> 'REFERRAL' or friend_id is not null),
  constraint activity_friend_is_of_a_referral check (kind = 'REFERRAL' or friend_id is null),
  constraint activity_has_its_name check (kind in ('CHECK_IN', 'REFERRAL') or name is not null)
) engine = innodb comment = 'What members did beside buying and reviewing, as the shop reports it (docs/intake.md)';
