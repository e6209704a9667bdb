-- Channels can be paused, and what waits because the far side was away can be let go when it is back.
-- Only additions: services of the version before run on this schema too.

create table channel_pause (
    channel   text        not null,
    cause     text        not null check (cause in ('hand', 'set-up')),
    reason    text        not null,
    paused_by text        not null,
    since     timestamptz not null default now(),
    primary key (channel, cause)
);
comment on table channel_pause is
    'Why a channel sends nothing right now; a channel without a row here runs.';
comment on column channel_pause.cause is
    'hand: an operator, who alone ends it. set-up: a sender that found our credentials, our TLS or
the relay''s consent at fault; it tries again by itself and ends the pause when they are in order.';

create table channel_event (
    id            bigint generated always as identity primary key,
    channel       text        not null,
    event         text        not null check (event in
        ('paused', 'resumed', 'unreachable', 'back', 'released')),
    cause         text        check (cause in ('hand', 'set-up')),
    caused_by     text        not null,
    reason        text,
    notifications int,
    happened_at   timestamptz not null default now()
);
create index channel_event_by_channel on channel_event (channel, id desc);
comment on table channel_event is 'What became of a channel, appended and never changed.';
comment on column channel_event.notifications is 'released: how many were let go.';

alter table notification add column held_up boolean not null default false;
comment on column notification.held_up is
    'Its last attempt failed because the far side could not be reached at all, or because of our
own set-up; it goes on as soon as that is over, without sitting out its wait.';
create index notification_held_up on notification (channel, created_at, id)
    where held_up and status = 'retrying';

alter table attempt add column fault text check (fault in ('far-side', 'unreachable', 'set-up'));
comment on column attempt.fault is
    'Why it was deferred. far-side: it spoke to us and wants this message later. unreachable: nobody
could get through to it. set-up: our credentials, our TLS, or it does not want us.';

alter table decision drop constraint decision_action_check;
alter table decision add constraint decision_action_check check (action in
    ('retry', 'cancel', 'discard', 'move', 'republish', 'release'));
comment on table decision is
    'What was decided from outside, appended and never changed. move: by hand, in the broker''s own
UI. republish: by the repair, because its message had vanished from the broker. release: its wait
was cut short, because the far side was back.';

grant select, insert, update, delete on channel_pause to vestnik_api, vestnik_sender;
grant select, insert on channel_event to vestnik_api, vestnik_sender;
grant update (held_up) on notification to vestnik_sender;
