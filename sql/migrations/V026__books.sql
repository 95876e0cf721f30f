create table if not exists books (
  id tinyint not null default 1,
  oldest_open_day date not null comment 'day of the market''s zone; earlier days are closed and take no more entries',
  fed_to bigint not null default 0 comment 'every entry with a number up to this one is committed; see view member_feed',
  coins_lapsed_to datetime(6) null comment 'all coins that had ended by then are posted as lapsed',
  points_lapsed_to datetime(6) null comment 'all points that had ended by then are posted as lapsed',
  primary key (id),
  constraint books_one_row check (id = 1)
) engine = innodb comment = 'One row: share-locked by every posting, locked by the close';
