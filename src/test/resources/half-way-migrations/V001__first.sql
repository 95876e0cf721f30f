create table if not exists first (id int primary key);
