create table if not exists reason (
  code smallint not null,
  name varchar(40) character set ascii not null,
  status enum ('POSTED', 'NOTHING_DUE', 'WAITING', 'EXCEPTION') not null,
  explanation varchar(300) not null,
  primary key (code),
  unique key reason_name (name)
) engine = innodb comment = 'The codes of table outcome in words';
