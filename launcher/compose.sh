# shellcheck shell=bash
# Everything as containers, from docker-compose.yml.

# Docker where its engine answers, unless the user or an earlier `up` has chosen.
choose_engine() {
    if [[ -z ${VESTNIK_ENGINE:-} ]]; then
        VESTNIK_ENGINE=native
        ! docker_answers || VESTNIK_ENGINE=docker
    fi
    ENGINE=$VESTNIK_ENGINE
}

docker_answers() {
    command -v docker >/dev/null && timeout 20 docker info >/dev/null 2>&1
}

# One project per home, so that two of them share neither containers nor volumes.
compose() {
    local name
    for name in "${!PORTS[@]}"; do
        # VESTNIK_PORT_OF_INBOX_SMTP and so on
        name_of_variable=VESTNIK_PORT_OF_${name//-/_}
        export "${name_of_variable^^}=$(port_of "$name")"
    done
    export VESTNIK_RETRY_WAITS VESTNIK_SMTP_HOST
    docker compose --project-name "vestnik-$(cksum <<<"$VESTNIK_HOME" | cut -d' ' -f1)" \
        --env-file "$SECRETS" --file "$ROOT/docker-compose.yml" "$@"
}
