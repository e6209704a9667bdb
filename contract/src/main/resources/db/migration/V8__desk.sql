-- Failures of one kind are decided together. Only additions: services of the version before run on
-- this schema too, and what they park stands in the group of what is not classified.

alter table notification add column fingerprint text not null default '';
comment on column notification.fingerprint is
    'Of one in manual: channel, why it was parked, and the far side''s code or how the network
failed, such as email:refused:550-5.1.1. Empty when it is not in manual or nobody has said.';

-- A group is a stretch of it, newest first; what is not in manual pays nothing.
create index notification_by_fingerprint
    on notification (owner, fingerprint, updated_at desc, id desc) where status = 'manual';

grant update (fingerprint) on notification to vestnik_sender;

create table run (
    id            uuid primary key,
    owner         text        not null,
    action        text        not null check (action in ('retry', 'discard')),
    fingerprint   text,
    ids           uuid[],
    reason        text,
    per_minute    int         check (per_minute between 1 and 60000),
    canary        boolean     not null,
    state         text        not null default 'running' check (state in
        ('running', 'waiting-for-canary', 'done', 'stopped', 'failed-canary')),
    problem       text,
    total         int         not null,
    done          int         not null default 0,
    skipped       int         not null default 0,
    failed        int         not null default 0,
    canary_passed boolean     not null default false,
    canary_until  timestamptz,
    after_time    timestamptz not null default '-infinity',
    after_id      uuid        not null default '00000000-0000-0000-0000-000000000000',
    after_place   int         not null default 0,
    next_at       timestamptz not null,
    started_by    text        not null,
    started_at    timestamptz not null,
    stopped_by    text,
    finished_at   timestamptz,
    check ((fingerprint is null) <> (ids is null)),
    check ((finished_at is null) = (state in ('running', 'waiting-for-canary')))
);
comment on table run is
    'The same decision about many notifications in manual, carried out a few at a time. All of it is
here, so that any process of broker-api goes on where another one ended.';
comment on column run.fingerprint is 'Of the group whose members of started_at it goes through.';
comment on column run.ids is 'What somebody selected instead of a group.';
comment on column run.skipped is 'Somebody else had decided about them before their turn came.';
comment on column run.failed is 'Could not be decided; the log says why.';
comment on column run.problem is 'failed-canary: the far side''s words about one of the first three.';
comment on column run.next_at is 'When its next step is due; all times here are the database''s.';

create index run_due on run (next_at) where finished_at is null;
create index run_by_owner on run (owner, id desc);
-- Of two who begin at once, one wins and the other is told.
create unique index run_of_group on run (owner, fingerprint)
    where finished_at is null and fingerprint is not null;

alter table decision add column run uuid;
comment on column decision.run is 'The one that this decision is a part of.';
create index decision_by_run on decision (run, notification_id) where run is not null;

-- The audit has one line for a run, and must not visit its thousands of decisions.
drop index decision_by_hand;
create index decision_by_hand on decision (id)
    where action not in ('republish', 'release') and run is null;

grant select, insert, update on run to vestnik_api;

-- No foreign key: a copy may outlive its original, and deletes would pay for one.
alter table notification add column parent_id uuid;
comment on column notification.parent_id is 'The one that this is a changed copy of.';
create index notification_by_parent on notification (parent_id) where parent_id is not null;
