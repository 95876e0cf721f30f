create table if not exists referral (
  friend_id bigint not null comment 'shop_member: who was referred',
  activity_id bigint not null comment 'shop_activity: the referral that is credited',
  member_id bigint not null comment 'shop_member: who referred',
  completed_at datetime(6) not null comment 'UTC; the friend''s first completed order, at which the referral is credited',
  primary key (friend_id),
  key of_time (completed_at)
) engine = innodb comment = 'Credited referrals; the key lets a friend have one referrer';
