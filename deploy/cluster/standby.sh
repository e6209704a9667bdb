#!/usr/bin/env bash
# Starts the standby; the first time, with a copy of the primary. Once promoted, it waits for no
# standby of its own until somebody gives it one.
set -euo pipefail

data=${PGDATA:?}
if [[ ! -s $data/PG_VERSION ]]; then
    mkdir -p "$data"
    chmod 700 "$data"
    export PGPASSWORD=${VESTNIK_DATABASE_STANDBY_PASSWORD:?}
    pg_basebackup --pgdata="$data" --write-recovery-conf --slot=standby --checkpoint=fast \
        --dbname='host=postgres user=vestnik_standby application_name=standby'
fi
exec postgres -c synchronous_standby_names=
