create table if not exists dispute (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  refund_id bigint not null comment 'shop_refund that is or was open',
  subject_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'with the next: the fact whose lots are held, those it earned or those that paid for it',
  subject_id bigint not null comment 'of the fact',
  held_from datetime(6) not null comment 'UTC; when the refund was opened',
  held_until datetime(6) null comment 'UTC; when it was decided, null: it is open',
  primary key (member_id, programme_id, refund_id, subject_kind, subject_id),
  key of_refund (refund_id)
) engine = innodb comment = 'Lots that do not lapse while a refund of their order is open';
