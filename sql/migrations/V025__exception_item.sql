create table if not exists exception_item (
  exception_id bigint not null auto_increment comment 'for operators to name it by',
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT', 'COUPON', 'COUPON_USE') not null comment 'the fact that needs a look',
  fact_id bigint not null comment 'the fact''s own id',
  purpose enum ('COINS', 'POINTS', 'SPENDING', 'COUPON') not null comment 'which judgement of the fact',
  reason smallint not null comment 'see table reason',
  detail varchar(400) not null comment 'figures, never personal data',
  opened_at datetime(6) not null comment 'UTC',
  opened_in_run bigint not null comment 'the run that noticed it',
  closed_at datetime(6) null comment 'UTC; set when the fact was judged without it',
  closed_in_run bigint null comment 'the run that judged the fact without it',
  open_mark tinyint generated always as (case when closed_at is null then 1 end) virtual comment '1 while it is open',
  primary key (exception_id),
  unique key exception_fact (fact_kind, fact_id, purpose, reason),
  key exception_open (open_mark, opened_at)
) engine = innodb comment = 'What could not be judged or needs a look; closes by itself once the fact is judged without it';
