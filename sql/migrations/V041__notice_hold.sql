create table if not exists notice_hold (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  held_from datetime(6) not null comment 'UTC; units that end from then on',
  held_until datetime(6) null comment 'UTC, exclusive; end then instead; null: no notice has been sent that lets them end',
  jurisdiction varchar(6) character set ascii not null comment 'whose law wants a notice first',
  notices int not null comment 'how many notices to the member about the programme it was reckoned with',
  primary key (member_id, programme_id, held_from),
  key open_holds (held_until, member_id)
) engine = innodb comment = 'Units kept from lapsing because a law wants a notice first; what an account is judged by';
