#!/usr/bin/env bash
# Succeeds when the service whose actuator listens on this port says within 5 s that it is ready.
# Neither the image nor the machine needs curl for this.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 5 answer <&3
[[ $answer == HTTP/*" 200"* ]]
