#!/usr/bin/env bash
# Run once by the PostgreSQL image on the primary, after init.sh: lets the standby copy it, and from
# the next start on answers a commit only when the standby has it on disk too. Earlier it would wait
# for a standby that cannot be there yet.
set -euo pipefail

psql --no-psqlrc --username "$POSTGRES_USER" --dbname postgres -v ON_ERROR_STOP=1 \
    -v password="${VESTNIK_DATABASE_STANDBY_PASSWORD:?}" <<'SQL'
create role vestnik_standby replication login password :'password';
select pg_create_physical_replication_slot('standby');
alter system set synchronous_standby_names = 'standby';
SQL
echo 'host replication vestnik_standby all scram-sha-256' >> "$PGDATA/pg_hba.conf"
