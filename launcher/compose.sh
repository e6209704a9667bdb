# shellcheck shell=bash
# Everything as containers, from docker-compose.yml.

# What docker compose publishes on this machine: our name of the port, and its variable.
declare -A PUBLISHED=(
    [api]=VESTNIK_PORT [inbox]=VESTNIK_INBOX_PORT [inbox-smtp]=VESTNIK_INBOX_SMTP_PORT
    [rabbitmq]=VESTNIK_RABBITMQ_PORT [rabbitmq-ui]=VESTNIK_RABBITMQ_UI_PORT
    [postgres]=VESTNIK_DATABASE_PORT [far-sides]=VESTNIK_FAR_SIDES_PORT
)

# Docker where its engine answers, unless the user or an earlier `up` has chosen.
choose_runtime() {
    if [[ -z ${VESTNIK_RUNTIME:-} ]]; then
        VESTNIK_RUNTIME=native
        ! docker_answers || VESTNIK_RUNTIME=docker
    fi
    RUNTIME=$VESTNIK_RUNTIME
}

docker_answers() {
    command -v docker >/dev/null && timeout 20 docker info >/dev/null 2>&1 &&
        docker compose version >/dev/null 2>&1
}

# One project per home, so that two of them share neither containers nor volumes.
compose() { # command, argument...
    (
        for name in "${!PUBLISHED[@]}"; do
            export "${PUBLISHED[$name]}=$(port_of "$name")"
        done
        export VESTNIK_RETRY_WAITS VESTNIK_SMTP_CONNECTIONS VESTNIK_{EMAIL,TELEGRAM,VK}_ON_UNCERTAIN
        VESTNIK_CHANNELS=$(channels)
        if has_fake_far_sides; then
            VESTNIK_TELEGRAM_API=http://far-sides:8093
            VESTNIK_VK_API=http://far-sides:8094
        fi
        export VESTNIK_CHANNELS VESTNIK_{TELEGRAM,VK}_{TOKEN,API,PER_SECOND} VESTNIK_TELEGRAM_PER_GROUP_MINUTE
        export VESTNIK_FORWARD_HEADERS VESTNIK_OIDC_{ISSUER,CLIENT_ID,CLIENT_SECRET,ROLE_CLAIM}
        # All services are known, so that all can be stopped; what starts is named.
        export COMPOSE_PROFILES=telegram,vk,far-sides
        has_local_inbox && export VESTNIK_SMTP_TLS=none ||
            export VESTNIK_SMTP_{HOST,PORT,TLS,USER,PASSWORD,FROM}
        exec docker compose --project-name "vestnik-$(cksum <<<"$VESTNIK_HOME" | cut -d' ' -f1)" \
            --env-file "$SECRETS" --file "$ROOT/docker-compose.yml" "$@" 9>&-
    )
}

compose_services() {
    local names=(rabbitmq postgres mailpit broker-api email-sender)
    has_local_inbox || names=(rabbitmq postgres broker-api email-sender)
    ! has_fake_far_sides || names+=(far-sides)
    [[ -z $VESTNIK_TELEGRAM_TOKEN ]] || names+=(telegram-sender)
    [[ -z $VESTNIK_VK_TOKEN ]] || names+=(vk-sender)
    printf '%s\n' "${names[@]}"
}

up_docker() {
    local name names
    docker_answers ||
        fail "Docker does not answer; start it, or do without: VESTNIK_RUNTIME=native ./vestnik up"
    touch "$VESTNIK_HOME/run/docker"
    mapfile -t names < <(compose_services)
    if [[ -z $(compose ps --quiet) ]]; then
        for name in "${!PUBLISHED[@]}"; do
            need_free_port "$name" "$name"
        done
    fi
    has_local_inbox || compose stop mailpit
    has_fake_far_sides || compose stop far-sides
    [[ -n $VESTNIK_TELEGRAM_TOKEN ]] || compose stop telegram-sender
    [[ -n $VESTNIK_VK_TOKEN ]] || compose stop vk-sender
    compose up --build --detach --wait "${names[@]}" ||
        fail "docker compose could not start everything; \`./vestnik logs\` shows what the containers say."
}

down_docker() {
    remove_containers
}

# Whatever runs now: once Docker has been used here, it holds data.
delete_volumes() {
    remove_containers --volumes
}

remove_containers() { # option...
    [[ -f $VESTNIK_HOME/run/docker ]] || return 0
    docker_answers ||
        fail "Docker, which has been used for $VESTNIK_HOME, does not answer; start it and try again."
    compose down --remove-orphans "$@"
}

status_docker() {
    compose ps --all
    [[ $(compose ps --services --filter status=running | sort) == "$(compose_services | sort)" ]]
}

logs_docker() { # [service] [-f], in any order
    compose logs --tail 100 "${@/#inbox/mailpit}"
}

offline_docker() { # channel
    if [[ $1 == email ]]; then
        compose stop mailpit
    else
        compose exec -T far-sides touch "/tmp/far-sides/$1.offline"
    fi
}

online_docker() { # channel
    if [[ $1 == email ]]; then
        compose up --detach --wait mailpit
    else
        compose exec -T far-sides rm -f "/tmp/far-sides/$1.offline"
    fi
}
