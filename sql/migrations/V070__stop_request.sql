create table if not exists stop_request (
  run_id bigint not null comment 'the run that is to end after its transaction',
  asked_at datetime(6) not null comment 'UTC',
  primary key (run_id)
) engine = innodb comment = 'What operators asked to stop; the run''s own process looks here every other second';
