insert ignore into books (id, oldest_open_day) values (1, '1970-01-01');
