# shellcheck shell=bash
# Looks whether what runs can keep the promise. The doctor itself is Java; here is where it learns
# what is where, and what a node of RabbitMQ tells to those on its own machine only.

BROKER_TIMEOUTS='{application:get_env(rabbit, consumer_timeout, undefined),
    application:get_env(rabbit, dead_letter_worker_publisher_confirm_timeout, undefined)}.'

doctor_native() { # argument...
    local environment
    need_jdk
    build_doctor
    environment_of doctor
    (
        export "${environment[@]}"
        exec "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
            -XX:-UsePerfData -jar "$(jar_of doctor)" "$@"
    )
}

# Not by `up`, which has better things to do. All that is printed here goes to stderr, so that
# --json stays JSON.
build_doctor() {
    is_stale doctor || return 0
    open_home
    lock_home
    need_maven
    say "Building doctor." >&2
    start_build doctor
    wait "$BUILD" || fail_about_build
    exec 9>&-
}

doctor_environment() { # adds to environment
    environment+=(
        VESTNIK_RABBITMQ_UI="http://127.0.0.1:$(port_of rabbitmq-ui)"
        VESTNIK_RABBITMQ_ADMIN_USER=vestnik-admin
        VESTNIK_RABBITMQ_ADMIN_PASSWORD="$VESTNIK_RABBITMQ_ADMIN_PASSWORD"
        VESTNIK_RABBITMQ_VHOST=vestnik
        VESTNIK_DATABASE_URL="jdbc:postgresql://127.0.0.1:$(port_of postgres)/vestnik"
        VESTNIK_DATABASE_OWNER_USER=vestnik_owner
        VESTNIK_DATABASE_OWNER_PASSWORD="$VESTNIK_DATABASE_OWNER_PASSWORD"
        VESTNIK_RETRY_WAITS="$VESTNIK_RETRY_WAITS"
        VESTNIK_BROKER_API_HEALTH="http://127.0.0.1:$(port_of broker-api-actuator)/actuator/health/readiness"
        VESTNIK_EMAIL_SENDER_HEALTH="http://127.0.0.1:$(port_of email-sender-actuator)/actuator/health/readiness"
        VESTNIK_TELEGRAM_SENDER_HEALTH="http://127.0.0.1:$(port_of telegram-sender-actuator)/actuator/health/readiness"
        VESTNIK_VK_SENDER_HEALTH="http://127.0.0.1:$(port_of vk-sender-actuator)/actuator/health/readiness"
        VESTNIK_CHANNELS="$(channels)"
    )
    read_broker_timeouts native_rabbitmqctl
    environment+=(
        VESTNIK_RABBITMQ_CONSUMER_TIMEOUT="$VESTNIK_RABBITMQ_CONSUMER_TIMEOUT"
        VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT="$VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT"
    )
}

# Both stay empty when the node does not run or does not say.
read_broker_timeouts() { # command that runs rabbitmqctl
    local answer
    VESTNIK_RABBITMQ_CONSUMER_TIMEOUT='' VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT=''
    answer=$("$1" --quiet eval "$BROKER_TIMEOUTS" 2>/dev/null) || return 0
    [[ $answer =~ \{([a-z0-9]+),([a-z0-9]+)\} ]] || return 0
    VESTNIK_RABBITMQ_CONSUMER_TIMEOUT=${BASH_REMATCH[1]}
    VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT=${BASH_REMATCH[2]}
}

native_rabbitmqctl() { # argument...
    runs rabbitmq || return 1
    local environment
    environment_of rabbitmq
    (
        export "${environment[@]}"
        export RABBITMQ_CTL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
        exec timeout 20 "${RABBITMQ_SERVER%/*}/rabbitmqctl" "$@"
    )
}

doctor_docker() { # argument...
    docker_answers ||
        fail "Docker does not answer; start it and try again."
    read_broker_timeouts docker_rabbitmqctl
    export VESTNIK_RABBITMQ_CONSUMER_TIMEOUT VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT
    compose --profile doctor build --quiet doctor >&2
    compose --profile doctor run --rm --no-deps -T doctor "$@"
}

docker_rabbitmqctl() { # argument...
    compose exec -T rabbitmq rabbitmqctl "$@" </dev/null
}
