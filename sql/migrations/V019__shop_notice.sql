create table if not exists shop_notice (
  notice_id bigint       not null comment 'The shop''s id of the notice, 1 and up',
  member_id bigint       not null comment 'To whom it was sent',
  store_id  bigint       null     comment 'The store whose points it was about, null: coins',
  lapses_on date         not null comment 'The day that it named, in the market''s time zone',
  sent_at   datetime(6)  not null comment 'UTC',
  evidence  varchar(200) not null comment 'The shop''s own reference to what was sent',
  primary key (notice_id),
  key of_member (member_id, store_id, lapses_on)
) engine = innodb comment = 'Notices of lapse that a law asks for and the shop sent itself (docs/intake.md)';
