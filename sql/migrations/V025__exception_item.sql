create table if not exists exception_item (
  exception_id bigint not null auto_increment,
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null,
  fact_id bigint not null,
  purpose enum ('COINS', 'POINTS') not null,
  reason smallint not null comment 'see table reason',
  detail varchar(400) not null comment 'figures, never personal data',
  opened_at datetime(6) not null comment 'UTC',
  opened_in_run bigint not null,
  closed_at datetime(6) null comment 'UTC; set when the fact was judged without it',
  closed_in_run bigint null,
  open_mark tinyint generated always as (case when closed_at is null then 1 end) virtual,
  primary key (exception_id),
  unique key exception_fact (fact_kind, fact_id, purpose, reason),
  key exception_open (open_mark, opened_at)
) engine = innodb comment = 'What could not be judged or needs a look; closes by itself once the fact is judged without it';
