-- As ShedLock documents it. The lease's times are the database server's own, in UTC.
create table if not exists shedlock (
    name       varchar(64)  not null,
    lock_until datetime(3)  not null,
    locked_at  datetime(3)  not null,
    locked_by  varchar(255) not null,
    primary key (name)
) engine = InnoDB;
