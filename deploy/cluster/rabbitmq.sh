#!/usr/bin/env bash
# Starts one node of the cluster: its definitions and the cookie it shares, then the server.
set -euo pipefail

umask 077
/deploy/definitions.sh > /tmp/definitions.json
printf '%s' "${VESTNIK_RABBITMQ_COOKIE:?}" > /var/lib/rabbitmq/.erlang.cookie.new
chmod 400 /var/lib/rabbitmq/.erlang.cookie.new
mv -f /var/lib/rabbitmq/.erlang.cookie.new /var/lib/rabbitmq/.erlang.cookie
exec docker-entrypoint.sh rabbitmq-server
