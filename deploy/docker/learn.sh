#!/usr/bin/env bash
# Makes app.aot beside app.jar: which classes the service needs, loaded and linked (JEP 483, JEP 514),
# so that it need not find that out anew at each start. For this the service is started without its
# neighbours, and ended when all its parts are there or it waits for one that is not. jvm.options
# names the file; it stays empty where that does not work, and the service starts as ever.
set -euo pipefail

log=$(mktemp)
: >jvm.options

# What a sender refuses to start without. None of them is used.
export VESTNIK_SMTP_FROM=learn@example.com VESTNIK_TELEGRAM_TOKEN=110201543:nobody-is-asked-with-this \
    VESTNIK_VK_TOKEN=vk1.a.nobody-is-asked-with-this

# A heap of more than 32 GB, by its share of a large machine, would ask for another form of addresses
# than the service has.
java -Xmx256m -XX:AOTCacheOutput=app.aot \
    -Dspring.context.exit=onRefresh -Dspring.main.register-shutdown-hook=false \
    -Dspring.flyway.enabled=false -jar app.jar >"$log" 2>&1 &
service=$!

for ((tries = 0; tries < 600; tries++)); do
    kill -0 "$service" 2>/dev/null || break
    if grep -q "Waiting for" "$log"; then
        kill "$service" 2>/dev/null || true
        break
    fi
    sleep 0.1
done
wait "$service" || true

if [[ -s app.aot ]]; then
    echo "-XX:AOTCache=app.aot" >jvm.options
else
    cat "$log"
    echo "There is no AOT cache: the service will start more slowly."
fi
rm -f "$log"
