-- Its first statement stays when its second one fails: MySQL cannot take DDL back.
create table if not exists second (id int primary key);
insert ignore into missing values (1);
