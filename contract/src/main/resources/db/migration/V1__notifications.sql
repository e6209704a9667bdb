-- The whole product in eight tables. PostgreSQL is the one truth; RabbitMQ only moves the work.
--
-- Roles: the owner runs these migrations; vestnik_api and vestnik_sender are group roles without
-- login, and each service logs in as a member of one of them. They get what their code needs and
-- nothing more.

create table api_key (
    id         uuid primary key,
    owner      text        not null,
    prefix     text        not null,
    hash       bytea       not null unique,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
comment on table api_key is 'Who may call. The key itself is never stored, only its SHA-256.';
comment on column api_key.owner is 'Whose notifications the key sees; two keys of one owner see the same.';

create table notification (
    id              uuid primary key,
    owner           text        not null,
    channel         text        not null,
    recipient       text        not null,
    content         jsonb       not null,
    metadata        jsonb       not null default '{}',
    on_uncertain    text        not null check (on_uncertain in ('resend', 'hold')),
    max_attempts    int         not null check (max_attempts between 1 and 100),
    status          text        not null default 'queued' check (status in
        ('queued', 'retrying', 'sent', 'manual', 'cancelled', 'expired', 'discarded')),
    cycle           int         not null default 1,
    attempts        int         not null default 0,
    counted         int         not null default 0,
    next_attempt_at timestamptz,
    reason          text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
comment on column notification.cycle is 'Round of attempts: 1, and one more after each manual retry.';
comment on column notification.attempts is 'Attempts begun, over all cycles; the number of the newest one.';
comment on column notification.counted is 'Attempts of this cycle that count towards max_attempts.';
comment on column notification.reason is 'The far side''s last words, or why it is where it is.';

create index notification_by_owner on notification (owner, created_at desc, id desc);
create index notification_by_status on notification (owner, status, created_at desc, id desc);
create index notification_by_due on notification (channel, coalesce(next_attempt_at, updated_at))
    where status in ('queued', 'retrying');
create index notification_by_recipient on notification (owner, recipient, created_at desc, id desc);

create table attachment (
    sha256  text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    content bytea not null
);
-- Most attachments are compressed already; trying again costs time and saves nothing.
alter table attachment alter column content set storage external;
comment on table attachment is 'Bytes, stored once however many notifications carry them.';

create table notification_attachment (
    notification_id uuid not null references notification on delete cascade,
    position        int  not null,
    name            text not null,
    content_type    text not null,
    size            bigint not null,
    sha256          text not null references attachment,
    primary key (notification_id, position)
);

create table idempotency_key (
    owner           text        not null,
    key             text        not null,
    fingerprint     bytea       not null,
    notification_id uuid        not null,
    created_at      timestamptz not null,
    primary key (owner, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);
comment on column idempotency_key.fingerprint is 'SHA-256 of the request body, so that a key is not used for two things.';

create table outbox (
    id              bigint generated always as identity primary key,
    notification_id uuid        not null references notification on delete cascade,
    cycle           int         not null,
    attempt         int         not null,
    due_at          timestamptz not null,
    tries           int         not null default 0,
    problem         text,
    unique (notification_id, cycle)
);
create index outbox_by_due on outbox (due_at, id);
comment on table outbox is 'What is not yet confirmed by the broker. A row leaves with its confirm.';
comment on column outbox.attempt is
    'The attempt to ask for. Fixed here, because a row may be published again after that attempt began.';
comment on column outbox.due_at is 'When the sweep may take it; until then whoever wrote it publishes it.';

create table sender_session (
    id         bigint generated always as identity primary key,
    sender     text        not null,
    started_at timestamptz not null default now()
);
comment on table sender_session is
    'One row per start of a sender, which holds advisory lock (1448300630, id) while it lives.';

create table attempt (
    notification_id uuid        not null references notification on delete cascade,
    number          int         not null,
    cycle           int         not null,
    session         bigint      not null references sender_session,
    sender          text        not null,
    started_at      timestamptz not null,
    finished_at     timestamptz,
    handed_over     boolean     not null default false,
    takeovers       int         not null default 0,
    outcome         text check (outcome in ('accepted', 'deferred', 'refused', 'uncertain')),
    reply           text,
    counted         boolean     not null default true,
    next_step       text check (next_step in ('done', 'retry', 'park')),
    wait_seconds    int,
    next_attempt_at timestamptz,
    primary key (notification_id, number)
);
create index attempt_under_way on attempt (started_at) where outcome is null;
comment on column attempt.handed_over is
    'Set, and committed, before the point from which on the far side may have the message.';
comment on column attempt.takeovers is
    'How often its sender was found dead before the handover, and another one began anew.';
comment on column attempt.counted is 'False when the fault was in our own set-up and costs no attempt.';

create table decision (
    id              bigint generated always as identity primary key,
    notification_id uuid        not null references notification on delete cascade,
    cycle           int         not null,
    action          text        not null check (action in
        ('retry', 'cancel', 'discard', 'move', 'republish')),
    decided_by      text        not null,
    reason          text,
    decided_at      timestamptz not null
);
create index decision_by_notification on decision (notification_id, id);
comment on table decision is
    'What was decided from outside, appended and never changed. move: by hand, in the broker''s own
UI. republish: by the repair, because its message had vanished from the broker.';

create table manual_removal (
    notification_id uuid        not null references notification on delete cascade,
    cycle           int         not null,
    channel         text        not null,
    requested_at    timestamptz not null,
    primary key (notification_id, cycle)
);
comment on table manual_removal is
    'Messages that are still to be taken out of a manual queue, because a person has decided.';

grant select, insert, update on api_key to vestnik_api;
grant select, insert, update, delete on notification to vestnik_api;
grant select, insert, delete on attachment, notification_attachment, idempotency_key to vestnik_api;
grant select, insert, update, delete on outbox, manual_removal to vestnik_api;
grant select, insert on decision to vestnik_api;
grant select on attempt, sender_session to vestnik_api;

grant select on notification_attachment, attachment to vestnik_sender;
grant select, update (status, cycle, attempts, counted, next_attempt_at, reason, updated_at)
    on notification to vestnik_sender;
grant select, insert on sender_session to vestnik_sender;
grant select, insert, update on attempt to vestnik_sender;
grant select, insert on outbox to vestnik_sender;
grant select, insert on decision to vestnik_sender;
