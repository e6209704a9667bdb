-- People sign in to the console; keys get names and scopes; what operators do is written down.
-- Only additions: services of the version before run on this schema too.

create table operator (
    id                 uuid primary key,
    name               text        not null,
    subject            text        unique,
    password_hash      text,
    password_temporary boolean     not null default false,
    role               text        not null check (role in ('view', 'operate', 'admin')),
    generation         int         not null default 1,
    created_at         timestamptz not null,
    created_by         text        not null,
    signed_in_at       timestamptz,
    disabled_at        timestamptz,
    check (subject is null or password_hash is null)
);
create unique index operator_by_name on operator (lower(name));
comment on table operator is 'Who may sign in to the console. Nobody is deleted, for decisions name them.';
comment on column operator.subject is
    'Issuer and subject of somebody who signs in elsewhere (OpenID Connect); they have no password here.';
comment on column operator.password_temporary is
    'Somebody else knows it too: nothing is shown before it is changed.';
comment on column operator.generation is
    'One more with each change that ends the sessions which began before it.';

create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    who     text        not null,
    action  text        not null,
    subject text,
    detail  text
);
comment on table audit is
    'What operators did to keys, to each other and to themselves, and who signed in; appended and
never changed. Decisions about notifications and channels stand in decision and channel_event.';

alter table api_key
    add column name         text   not null default '',
    add column scopes       text[] not null default '{send,read,operate}'
        check (scopes <@ '{send,read,operate}' and cardinality(scopes) > 0),
    add column created_by   text,
    add column last_used_at timestamptz;
comment on column api_key.scopes is
    'send: hand notifications in. read: see them. operate: decide, and stop channels.';
comment on column api_key.last_used_at is 'To the minute or so; not written by requests.';
create index api_key_by_owner on api_key (owner, created_at desc);

-- The audit shows what people decided, and must not visit what the services did by themselves: they
-- write a row for each notification that an outage held up.
create index decision_by_hand on decision (id) where action not in ('republish', 'release');

grant select, insert on operator, audit to vestnik_api;
grant update (password_hash, password_temporary, role, generation, signed_in_at, disabled_at)
    on operator to vestnik_api;
