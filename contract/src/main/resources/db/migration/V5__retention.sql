-- Old notifications are deleted, and files that none of them carries any more. What is old needs no
-- index: ids are UUIDv7, so the primary key is in the order of age, and new rows pay nothing.

create index notification_attachment_by_file on notification_attachment (sha256);

-- To lock a row, PostgreSQL wants the right to change it; the bytes stay as they are.
grant update (sha256) on attachment to vestnik_api;
