-- High goes before normal before low. Services of the version before write and read normal only.

alter table notification add column priority smallint not null default 1
    check (priority between 0 and 2);
comment on column notification.priority is '0 is high, 1 normal, 2 low: the order in which they go.';

alter table outbox add column priority smallint not null default 1
    check (priority between 0 and 2);
comment on column outbox.priority is 'That of its notification, so that the sweep need not look it up.';

-- Each takes the place of one that served the same queries.
create index outbox_by_turn on outbox (priority, due_at, id);
drop index outbox_by_due;

-- What is overdue is looked for among all, and what has vanished among those of one priority, which
-- must not mean to visit the rows of a backlog of the others.
create index notification_by_due_and_priority
    on notification (channel, coalesce(next_attempt_at, updated_at), priority)
    where status in ('queued', 'retrying');
drop index notification_by_due;
alter index notification_by_due_and_priority rename to notification_by_due;

create index notification_held_up_by_turn on notification (channel, priority, created_at, id)
    where held_up and status = 'retrying';
drop index notification_held_up;
alter index notification_held_up_by_turn rename to notification_held_up;
