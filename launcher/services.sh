# shellcheck shell=bash
# The services of the native run: one row each, and how each is started.

# shellcheck disable=SC2034 # All columns are read, each by its name.
{
    #  name          ports, the first one is shown   starts after     stops in   ready when
    SERVICES=(
        "epmd         epmd                           -                round3     port epmd"
        "rabbitmq     rabbitmq,rabbitmq-ui,erlang    epmd             round2     port rabbitmq"
        "postgres     postgres                       build            round2     log_says postgres:PostgreSQL is ready"
        "inbox        inbox,inbox-smtp               build            round2     port inbox"
        "broker-api   api,broker-api-actuator        build,postgres   round1     healthy broker-api-actuator"
        "email-sender email-sender-actuator          build,postgres   round1     healthy email-sender-actuator"
        "far-sides    far-sides,far-sides-telegram,far-sides-vk build round2    port far-sides"
        "telegram-sender telegram-sender-actuator    build,postgres   round1     healthy telegram-sender-actuator"
        "vk-sender    vk-sender-actuator             build,postgres   round1     healthy vk-sender-actuator"
    )

    # Which modules a jar is built from, so that it is built again when one of them changes.
    declare -A MODULES=(
        [local]="local deploy/postgres delivery-testkit"
        [broker-api]="broker-api contract"
        [email-sender]="email-sender contract delivery"
        [telegram-sender]="telegram-sender contract delivery"
        [vk-sender]="vk-sender contract delivery"
        [doctor]="doctor contract deploy/rabbitmq"
    )

    # Fifteen ports, counted from VESTNIK_PORT, of which the last five are for Telegram and VK;
    # docker compose publishes the same ones.
    declare -A PORTS=(
        [api]=0 [inbox]=1 [inbox-smtp]=2 [rabbitmq]=3 [rabbitmq-ui]=4 [postgres]=5
        [broker-api-actuator]=6 [email-sender-actuator]=7 [erlang]=8 [epmd]=9
        [telegram-sender-actuator]=10 [vk-sender-actuator]=11
        [far-sides]=12 [far-sides-telegram]=13 [far-sides-vk]=14
    )
}

port_of() { # what listens there
    say $((VESTNIK_PORT + PORTS[$1]))
}

services() { # those that are wanted
    local name
    for name in $(all_services); do
        ! is_wanted "$name" || say "$name"
    done
}

all_services() {
    local row name
    for row in "${SERVICES[@]}"; do
        read -r name _ <<<"$row"
        say "$name"
    done
}

is_wanted() { # service
    case $1 in
        inbox) has_local_inbox ;;
        far-sides) has_fake_far_sides ;;
        telegram-sender) [[ -n $VESTNIK_TELEGRAM_TOKEN ]] ;;
        vk-sender) [[ -n $VESTNIK_VK_TOKEN ]] ;;
    esac
}

row_of() { # service; sets name, ports, needs, round, check, subject
    local row
    for row in "${SERVICES[@]}"; do
        # shellcheck disable=SC2034
        read -r name ports needs round check subject <<<"$row"
        [[ $name != "$1" ]] || return 0
    done
    fail "There is no service $1; there are: $(services | xargs)."
}

# The variables a service gets. A change of one of them restarts it at the next `up`.
environment_of() { # service; sets environment
    environment=(TMPDIR="$VESTNIK_HOME/tmp")
    case $1 in
        epmd | rabbitmq) rabbitmq_environment ;;
        postgres)
            environment+=(
                VESTNIK_HOME="$VESTNIK_HOME"
                VESTNIK_DATABASE_PORT="$(port_of postgres)"
                VESTNIK_DATABASE_SUPERUSER_PASSWORD="$VESTNIK_DATABASE_SUPERUSER_PASSWORD"
                VESTNIK_DATABASE_OWNER_PASSWORD="$VESTNIK_DATABASE_OWNER_PASSWORD"
                VESTNIK_DATABASE_BROKER_API_PASSWORD="$VESTNIK_DATABASE_BROKER_API_PASSWORD"
                VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD="$VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD"
                VESTNIK_DATABASE_TELEGRAM_SENDER_PASSWORD="$VESTNIK_DATABASE_TELEGRAM_SENDER_PASSWORD"
                VESTNIK_DATABASE_VK_SENDER_PASSWORD="$VESTNIK_DATABASE_VK_SENDER_PASSWORD"
            )
            ;;
        inbox)
            environment+=(
                VESTNIK_HOME="$VESTNIK_HOME"
                VESTNIK_INBOX_PORT="$(port_of inbox)"
                VESTNIK_INBOX_SMTP_PORT="$(port_of inbox-smtp)"
            )
            ;;
        broker-api)
            environment+=(
                VESTNIK_PORT="$VESTNIK_PORT"
                VESTNIK_ADDRESS=127.0.0.1
                VESTNIK_ACTUATOR_PORT="$(port_of broker-api-actuator)"
                VESTNIK_API_KEY="$VESTNIK_API_KEY"
                VESTNIK_ADMIN_PASSWORD="$VESTNIK_ADMIN_PASSWORD"
                VESTNIK_FORWARD_HEADERS="${VESTNIK_FORWARD_HEADERS:-none}"
                VESTNIK_OIDC_ISSUER="${VESTNIK_OIDC_ISSUER:-}"
                VESTNIK_OIDC_CLIENT_ID="${VESTNIK_OIDC_CLIENT_ID:-}"
                VESTNIK_OIDC_CLIENT_SECRET="${VESTNIK_OIDC_CLIENT_SECRET:-}"
                VESTNIK_OIDC_ROLE_CLAIM="${VESTNIK_OIDC_ROLE_CLAIM:-vestnik_role}"
                VESTNIK_EMAIL_ON_UNCERTAIN="$VESTNIK_EMAIL_ON_UNCERTAIN"
                VESTNIK_TELEGRAM_ON_UNCERTAIN="$VESTNIK_TELEGRAM_ON_UNCERTAIN"
                VESTNIK_VK_ON_UNCERTAIN="$VESTNIK_VK_ON_UNCERTAIN"
                VESTNIK_CHANNELS="$(channels)"
                VESTNIK_DATABASE_OWNER_USER=vestnik_owner
                VESTNIK_DATABASE_OWNER_PASSWORD="$VESTNIK_DATABASE_OWNER_PASSWORD"
            )
            neighbours vestnik_broker_api "$VESTNIK_DATABASE_BROKER_API_PASSWORD" \
                vestnik-api "$VESTNIK_RABBITMQ_API_PASSWORD"
            ;;
        email-sender)
            environment+=(VESTNIK_ACTUATOR_PORT="$(port_of email-sender-actuator)")
            neighbours vestnik_email_sender "$VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD" \
                vestnik-email "$VESTNIK_RABBITMQ_EMAIL_PASSWORD"
            smtp_environment
            ;;
        telegram-sender)
            environment+=(
                VESTNIK_ACTUATOR_PORT="$(port_of telegram-sender-actuator)"
                VESTNIK_TELEGRAM_TOKEN="$VESTNIK_TELEGRAM_TOKEN"
                VESTNIK_TELEGRAM_API="$VESTNIK_TELEGRAM_API"
                VESTNIK_TELEGRAM_PER_SECOND="$VESTNIK_TELEGRAM_PER_SECOND"
                VESTNIK_TELEGRAM_PER_GROUP_MINUTE="$VESTNIK_TELEGRAM_PER_GROUP_MINUTE"
            )
            neighbours vestnik_telegram_sender "$VESTNIK_DATABASE_TELEGRAM_SENDER_PASSWORD" \
                vestnik-telegram "$VESTNIK_RABBITMQ_TELEGRAM_PASSWORD"
            ;;
        vk-sender)
            environment+=(
                VESTNIK_ACTUATOR_PORT="$(port_of vk-sender-actuator)"
                VESTNIK_VK_TOKEN="$VESTNIK_VK_TOKEN"
                VESTNIK_VK_API="$VESTNIK_VK_API"
                VESTNIK_VK_PER_SECOND="$VESTNIK_VK_PER_SECOND"
            )
            neighbours vestnik_vk_sender "$VESTNIK_DATABASE_VK_SENDER_PASSWORD" \
                vestnik-vk "$VESTNIK_RABBITMQ_VK_PASSWORD"
            ;;
        far-sides)
            environment+=(
                VESTNIK_HOME="$VESTNIK_HOME"
                VESTNIK_FAR_SIDES_ADDRESS=127.0.0.1
                VESTNIK_FAR_SIDES_PORT="$(port_of far-sides)"
                VESTNIK_FAR_SIDES_TELEGRAM_PORT="$(port_of far-sides-telegram)"
                VESTNIK_FAR_SIDES_VK_PORT="$(port_of far-sides-vk)"
                VESTNIK_TELEGRAM_TOKEN="$VESTNIK_TELEGRAM_TOKEN"
                VESTNIK_VK_TOKEN="$VESTNIK_VK_TOKEN"
            )
            ;;
        doctor) doctor_environment ;;
    esac
}

neighbours() { # database user, its password, RabbitMQ user, its password
    environment+=(
        VESTNIK_DATABASE_URL="jdbc:postgresql://127.0.0.1:$(port_of postgres)/vestnik"
        VESTNIK_DATABASE_USER="$1"
        VESTNIK_DATABASE_PASSWORD="$2"
        VESTNIK_RABBITMQ_ADDRESSES="127.0.0.1:$(port_of rabbitmq)"
        VESTNIK_RABBITMQ_USER="$3"
        VESTNIK_RABBITMQ_PASSWORD="$4"
        VESTNIK_RABBITMQ_VHOST=vestnik
        VESTNIK_RETRY_WAITS="$VESTNIK_RETRY_WAITS"
    )
}

smtp_environment() {
    if has_local_inbox; then
        environment+=(VESTNIK_SMTP_HOST=127.0.0.1 VESTNIK_SMTP_PORT="$(port_of inbox-smtp)"
            VESTNIK_SMTP_TLS=none VESTNIK_SMTP_FROM=vestnik@example.com
            VESTNIK_SMTP_USER='' VESTNIK_SMTP_PASSWORD='')
    else
        environment+=(VESTNIK_SMTP_HOST="$VESTNIK_SMTP_HOST" VESTNIK_SMTP_PORT="$VESTNIK_SMTP_PORT"
            VESTNIK_SMTP_TLS="$VESTNIK_SMTP_TLS" VESTNIK_SMTP_FROM="$VESTNIK_SMTP_FROM"
            VESTNIK_SMTP_USER="$VESTNIK_SMTP_USER" VESTNIK_SMTP_PASSWORD="$VESTNIK_SMTP_PASSWORD")
    fi
    environment+=(VESTNIK_SMTP_CONNECTIONS="${VESTNIK_SMTP_CONNECTIONS:-8}")
}

# A private node: own name server, own cookie, own folder, nothing on any other address.
rabbitmq_environment() {
    local home=$VESTNIK_HOME/rabbitmq
    environment+=(
        HOME="$home"
        ERL_EPMD_ADDRESS=127.0.0.1
        ERL_EPMD_PORT="$(port_of epmd)"
        ERL_CRASH_DUMP="$VESTNIK_HOME/logs/erl_crash.dump"
        RABBITMQ_NODENAME=vestnik@localhost
        RABBITMQ_BASE="$home"
        RABBITMQ_MNESIA_BASE="$home/data"
        RABBITMQ_LOG_BASE="$VESTNIK_HOME/logs"
        RABBITMQ_PID_FILE="$home/pid"
        RABBITMQ_CONF_ENV_FILE="$home/none"
        RABBITMQ_CONFIG_FILE="$home/etc/rabbitmq.conf"
        RABBITMQ_CONFIG_FILES="$home/etc/conf.d"
        RABBITMQ_ADVANCED_CONFIG_FILE="$home/etc/advanced.config"
        RABBITMQ_ENABLED_PLUGINS_FILE="$home/etc/enabled_plugins"
        RABBITMQ_GENERATED_CONFIG_DIR="$home/generated"
        RABBITMQ_FEATURE_FLAGS_FILE="$home/feature_flags"
        RABBITMQ_DIST_PORT="$(port_of erlang)"
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
        # Makes its start script become the node, so that its process is the one we know.
        RUNNING_UNDER_SYSTEMD=true
    )
}

write_rabbitmq_files() {
    local etc=$VESTNIK_HOME/rabbitmq/etc
    (
        umask 077
        mkdir -p "$etc/conf.d"
        cp "$ROOT"/deploy/rabbitmq/{rabbitmq.conf,advanced.config,enabled_plugins} "$etc"
        export VESTNIK_RABBITMQ_{ADMIN,API,EMAIL,TELEGRAM,VK}_PASSWORD
        "$ROOT/deploy/rabbitmq/definitions.sh" >"$etc/definitions.json"
        cat >"$etc/conf.d/local.conf" <<LOCAL
listeners.tcp.1 = 127.0.0.1:$(port_of rabbitmq)
management.tcp.ip = 127.0.0.1
management.tcp.port = $(port_of rabbitmq-ui)
load_definitions = $etc/definitions.json
LOCAL
    )
}
