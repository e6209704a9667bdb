-- What the console asks: lists by any filter, and what happened in each minute.

-- A list of all channels is merged from those of each, so these take the place of those without.
create index notification_by_channel on notification (owner, channel, created_at desc, id desc);
drop index notification_by_owner;
create index notification_by_channel_and_status
    on notification (owner, channel, status, created_at desc, id desc) where status <> 'sent';
drop index notification_by_status;
alter index notification_by_channel_and_status rename to notification_by_status;

-- Most callers give none or few, and an update of a row never changes it.
create index notification_by_metadata on notification using gin (metadata jsonb_path_ops)
    where metadata <> '{}';

-- Ends follow begins closely, so a summary of each stretch of the table finds a time as well as a
-- whole index would, and an update that fills in the end stays within its page.
create index attempt_by_end on attempt using brin (finished_at)
    with (pages_per_range = 32, autosummarize = on);

create table channel_minute (
    channel  text        not null,
    minute   timestamptz not null,
    accepted bigint      not null default 0,
    sent     bigint      not null default 0,
    failed   bigint      not null default 0,
    parked   bigint      not null default 0,
    primary key (channel, minute)
);
comment on table channel_minute is
    'What happened on a channel in each minute, counted from notifications and attempts.';
comment on column channel_minute.failed is 'Attempts that were followed by a wait.';
comment on column channel_minute.parked is 'Attempts after which a person was asked.';

create table tally (
    single     boolean primary key default true check (single),
    counted_to timestamptz not null
);
comment on table tally is 'Up to which moment channel_minute is counted.';
insert into tally (counted_to) values (date_trunc('minute', now()));

grant select, insert, update, delete on channel_minute to vestnik_api;
grant select, update on tally to vestnik_api;

alter table sender_session add column channel text;
comment on column sender_session.channel is 'Null for sessions of before this was written down.';

-- Few at any time; counted for each channel by whoever looks at the overview.
create index notification_manual on notification (channel) where status = 'manual';
