-- The roles of Vestnik. A superuser runs this once, and again after a change of a password:
--   psql -v owner_password=... -v broker_api_password=... -v email_sender_password=... \
--     -v telegram_sender_password=... -v vk_sender_password=... -f roles.sql
--
-- What each role may do stands in the migrations, which grant to the two groups.

do $$ begin create role vestnik_api nologin; exception when duplicate_object then null; end $$;
do $$ begin create role vestnik_sender nologin; exception when duplicate_object then null; end $$;
do $$ begin create role vestnik_owner; exception when duplicate_object then null; end $$;
do $$ begin create role vestnik_broker_api; exception when duplicate_object then null; end $$;
do $$ begin create role vestnik_email_sender; exception when duplicate_object then null; end $$;
do $$ begin create role vestnik_telegram_sender; exception when duplicate_object then null; end $$;
do $$ begin create role vestnik_vk_sender; exception when duplicate_object then null; end $$;

alter role vestnik_owner login password :'owner_password';
alter role vestnik_broker_api login password :'broker_api_password';
alter role vestnik_email_sender login password :'email_sender_password';
alter role vestnik_telegram_sender login password :'telegram_sender_password';
alter role vestnik_vk_sender login password :'vk_sender_password';

grant vestnik_api to vestnik_broker_api;
grant vestnik_sender to vestnik_email_sender, vestnik_telegram_sender, vestnik_vk_sender;

-- The doctor, which logs in as the owner, looks for transactions that have been open for too long.
grant pg_read_all_stats to vestnik_owner;
