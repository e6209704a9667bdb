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
