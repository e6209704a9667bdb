# shellcheck shell=bash
# Where things are kept, what the user may set, and the passwords that are made once.

VESTNIK_HOME=${VESTNIK_HOME:-$ROOT/.vestnik}
[[ $VESTNIK_HOME == /* ]] || VESTNIK_HOME=$PWD/$VESTNIK_HOME
SECRETS=$VESTNIK_HOME/secrets.env
SETTINGS=$VESTNIK_HOME/run/settings.env
# Those of an `up` that has not succeeded: the other commands need them, the next `up` does not.
TRIED=$VESTNIK_HOME/run/tried.env

# There as soon as somebody has sent by Telegram or VK with a token of their own.
OWN_ACCOUNTS=$VESTNIK_HOME/run/own-accounts

# What an `up` that succeeded was given stays until `down`, so that nobody has to say it again.
KEPT=(VESTNIK_PORT VESTNIK_RUNTIME VESTNIK_RETRY_WAITS VESTNIK_SMTP_HOST VESTNIK_SMTP_PORT
    VESTNIK_SMTP_USER VESTNIK_SMTP_PASSWORD VESTNIK_SMTP_TLS VESTNIK_SMTP_FROM
    VESTNIK_SMTP_CONNECTIONS VESTNIK_EMAIL_ON_UNCERTAIN VESTNIK_TELEGRAM_ON_UNCERTAIN
    VESTNIK_VK_ON_UNCERTAIN VESTNIK_TELEGRAM_TOKEN VESTNIK_TELEGRAM_API VESTNIK_TELEGRAM_PER_SECOND
    VESTNIK_TELEGRAM_PER_GROUP_MINUTE VESTNIK_VK_TOKEN VESTNIK_VK_API VESTNIK_VK_PER_SECOND
    VESTNIK_FAKE_FAR_SIDES VESTNIK_FORWARD_HEADERS VESTNIK_OIDC_ISSUER VESTNIK_OIDC_CLIENT_ID
    VESTNIK_OIDC_CLIENT_SECRET VESTNIK_OIDC_ROLE_CLAIM)

# Whose passwords are made once.
PASSWORDS=(ADMIN RABBITMQ_ADMIN RABBITMQ_API RABBITMQ_EMAIL RABBITMQ_TELEGRAM RABBITMQ_VK
    DATABASE_SUPERUSER DATABASE_OWNER DATABASE_BROKER_API DATABASE_EMAIL_SENDER
    DATABASE_TELEGRAM_SENDER DATABASE_VK_SENDER)

# All that is ever written there, besides the lock.
OWN=(run logs tmp app rabbitmq postgres inbox far-sides tests secrets.env secrets.env.new)

open_home() {
    local name
    # A folder that was somebody's before keeps what is in it, even after `down --delete`.
    for name in "${OWN[@]}"; do
        [[ -f $VESTNIK_HOME/lock || -f $VESTNIK_HOME/tests/lock || ! -e $VESTNIK_HOME/$name ]] ||
            fail "There is something else in $VESTNIK_HOME, for example $name; set VESTNIK_HOME to a folder of its own."
    done
    (umask 077 && mkdir -p "$VESTNIK_HOME" && touch "$VESTNIK_HOME/lock" &&
        mkdir -p "$VESTNIK_HOME"/{run,logs,tmp,app}) 2>/dev/null ||
        fail "The folder $VESTNIK_HOME cannot be written; set VESTNIK_HOME to one that can."
}

# Two launchers at work in one folder would start everything twice.
lock_home() {
    exec 9>"$VESTNIK_HOME/lock"
    flock --nonblock 9 || fail "Another ./vestnik is just starting or stopping in $VESTNIK_HOME; try again when it is done."
}

load_settings() { # file; without one, that of the last `up`
    load_kept_settings "${1:-$(settings_of_the_last_up)}"
    VESTNIK_PORT=${VESTNIK_PORT:-8080}
    [[ $VESTNIK_PORT =~ ^[1-9][0-9]{0,4}$ ]] && ((VESTNIK_PORT <= 65521)) ||
        fail "VESTNIK_PORT is the first of fifteen ports, so a number from 1 to 65521, not \"$VESTNIK_PORT\"."
    VESTNIK_RETRY_WAITS=${VESTNIK_RETRY_WAITS:-5s,15s,30s,1m}
    VESTNIK_EMAIL_ON_UNCERTAIN=${VESTNIK_EMAIL_ON_UNCERTAIN:-resend}
    [[ $VESTNIK_EMAIL_ON_UNCERTAIN == resend || $VESTNIK_EMAIL_ON_UNCERTAIN == hold ]] ||
        fail "VESTNIK_EMAIL_ON_UNCERTAIN is either resend or hold, not \"$VESTNIK_EMAIL_ON_UNCERTAIN\"."
    RUNTIME=${VESTNIK_RUNTIME:-native}
    [[ $RUNTIME == native || $RUNTIME == docker ]] ||
        fail "VESTNIK_RUNTIME is either docker or native, not \"$RUNTIME\"."
    load_smtp_settings
    load_channel_settings
    if [[ -f $SECRETS ]]; then
        # shellcheck source=/dev/null
        source "$SECRETS"
    fi
}

load_channel_settings() {
    local name
    VESTNIK_TELEGRAM_ON_UNCERTAIN=${VESTNIK_TELEGRAM_ON_UNCERTAIN:-resend}
    VESTNIK_VK_ON_UNCERTAIN=${VESTNIK_VK_ON_UNCERTAIN:-resend}
    for name in VESTNIK_TELEGRAM_ON_UNCERTAIN VESTNIK_VK_ON_UNCERTAIN; do
        [[ ${!name} == resend || ${!name} == hold ]] ||
            fail "$name is either resend or hold, not \"${!name}\"."
    done
    VESTNIK_FAKE_FAR_SIDES=${VESTNIK_FAKE_FAR_SIDES:-}
    if has_fake_far_sides; then
        # Whatever else is set: a token of somebody's must not go to a fake, nor a test to Telegram.
        VESTNIK_TELEGRAM_TOKEN=110201543:token-of-the-fake-far-side
        VESTNIK_TELEGRAM_API=http://127.0.0.1:$(port_of far-sides-telegram)
        VESTNIK_VK_TOKEN=vk1.a.token-of-the-fake-far-side
        VESTNIK_VK_API=http://127.0.0.1:$(port_of far-sides-vk)
    fi
    VESTNIK_TELEGRAM_TOKEN=${VESTNIK_TELEGRAM_TOKEN:-}
    VESTNIK_TELEGRAM_API=${VESTNIK_TELEGRAM_API:-https://api.telegram.org}
    VESTNIK_TELEGRAM_PER_SECOND=${VESTNIK_TELEGRAM_PER_SECOND:-30}
    VESTNIK_TELEGRAM_PER_GROUP_MINUTE=${VESTNIK_TELEGRAM_PER_GROUP_MINUTE:-20}
    VESTNIK_VK_TOKEN=${VESTNIK_VK_TOKEN:-}
    VESTNIK_VK_API=${VESTNIK_VK_API:-https://api.vk.com}
    VESTNIK_VK_PER_SECOND=${VESTNIK_VK_PER_SECOND:-20}
}

has_fake_far_sides() {
    [[ -n ${VESTNIK_FAKE_FAR_SIDES:-} ]]
}

# What waits there for people would go to a fake, and count as sent.
refuse_fakes_beside_own_accounts() {
    [[ -z ${VESTNIK_TELEGRAM_TOKEN:-}${VESTNIK_VK_TOKEN:-} ]] ||
        fail "Fakes and accounts of your own exclude each other: unset VESTNIK_TELEGRAM_TOKEN and VESTNIK_VK_TOKEN, or leave out --fake-far-sides."
    [[ ! -e $OWN_ACCOUNTS ]] && ! grep -qE '^VESTNIK_(TELEGRAM|VK)_TOKEN=' "$SETTINGS" "$TRIED" 2>/dev/null ||
        fail "The Vestnik in $VESTNIK_HOME sends with a token of your own, and what waits there would go to a fake and count as sent; try the fakes beside it: VESTNIK_HOME=$VESTNIK_HOME-fakes VESTNIK_PORT=$(VESTNIK_PORT=${VESTNIK_PORT:-8080} free_block) ./vestnik up --fake-far-sides"
}

remember_own_accounts() {
    has_fake_far_sides || [[ -z $VESTNIK_TELEGRAM_TOKEN$VESTNIK_VK_TOKEN ]] || touch "$OWN_ACCOUNTS"
}

tell_what_becomes_real() {
    has_fake_far_sides || ! grep -q '^VESTNIK_FAKE_FAR_SIDES=' "$SETTINGS" 2>/dev/null ||
        say "The fakes are gone: what was accepted for them and still waits now goes to Telegram and VK themselves."
}

# Those that notifications are accepted for.
channels() {
    local all=email
    [[ -z $VESTNIK_TELEGRAM_TOKEN ]] || all+=,telegram
    [[ -z $VESTNIK_VK_TOKEN ]] || all+=,vk
    say "$all"
}

need_fake_far_sides() { # channel
    has_fake_far_sides ||
        fail "The far side of $1 is not ours to take away; for one that is, run: ./vestnik up --fake-far-sides"
}

load_kept_settings() { # file
    local name value host own_token=no
    local -A kept=()
    [[ -f $1 ]] || return 0
    [[ -z ${VESTNIK_TELEGRAM_TOKEN:-}${VESTNIK_VK_TOKEN:-} ]] || own_token=yes
    while IFS='=' read -r name value; do
        kept[$name]=$value
    done <"$1"
    host=${kept[VESTNIK_SMTP_HOST]:-}
    for name in "${!kept[@]}"; do
        # The account at one server is none at another, and a password is not for strangers.
        [[ $name != VESTNIK_SMTP_* || ${VESTNIK_SMTP_HOST-$host} == "$host" ]] || continue
        # Whoever brings a token is done with the fakes.
        [[ $name != VESTNIK_FAKE_FAR_SIDES || $own_token == no ]] || continue
        [[ -v $name ]] || printf -v "$name" '%s' "${kept[$name]}"
    done
}

load_smtp_settings() {
    VESTNIK_SMTP_HOST=${VESTNIK_SMTP_HOST:-}
    if [[ -z $VESTNIK_SMTP_HOST ]]; then
        unset VESTNIK_SMTP_{PORT,TLS,USER,PASSWORD,FROM}
        return
    fi
    VESTNIK_SMTP_TLS=${VESTNIK_SMTP_TLS:-starttls}
    local usual_port=587
    [[ $VESTNIK_SMTP_TLS != implicit ]] || usual_port=465
    VESTNIK_SMTP_PORT=${VESTNIK_SMTP_PORT:-$usual_port}
    VESTNIK_SMTP_USER=${VESTNIK_SMTP_USER:-}
    VESTNIK_SMTP_PASSWORD=${VESTNIK_SMTP_PASSWORD:-}
    [[ -n ${VESTNIK_SMTP_FROM:-} ]] ||
        fail "VESTNIK_SMTP_FROM must name the address that $VESTNIK_SMTP_HOST lets you send from."
}

save_settings() { # file
    local name
    for name in "${KEPT[@]}"; do
        # What the fake far sides are called is no choice of anybody.
        ! has_fake_far_sides || [[ $name != VESTNIK_@(TELEGRAM|VK)_@(TOKEN|API) ]] || continue
        [[ -z ${!name:-} ]] || printf '%s=%s\n' "$name" "${!name}"
    done | (umask 077 && cat >"$1")
}

# But for the runtime: the data is where it keeps them.
forget_settings() {
    local runtime
    rm -f "$TRIED"
    [[ -f $SETTINGS ]] || return 0
    runtime=$(grep '^VESTNIK_RUNTIME=' "$SETTINGS")
    say "$runtime" >"$SETTINGS"
}

settings_of_the_last_up() { # prints the file
    [[ -f $TRIED ]] && say "$TRIED" || say "$SETTINGS"
}

has_local_inbox() {
    [[ -z $VESTNIK_SMTP_HOST ]]
}

need_local_inbox() { # what was asked for
    has_local_inbox ||
        fail "Mail goes to $VESTNIK_SMTP_HOST, which is not ours to take $1; for an inbox that is, run: VESTNIK_SMTP_HOST= ./vestnik up"
}

make_secrets() {
    if [[ -f $SECRETS ]]; then
        add_new_secrets
        return
    fi
    [[ ! -d $VESTNIK_HOME/postgres/data ]] ||
        fail "The passwords in $SECRETS are gone but the data is still there; put the file back, or start anew with \`./vestnik down --delete\`."
    local name mark
    mark=$(random_word)
    (
        umask 077
        {
            say "VESTNIK_API_KEY=vst_${mark:0:8}_$(random_word)"
            for name in "${PASSWORDS[@]}"; do
                say "VESTNIK_${name}_PASSWORD=$(random_word)"
            done
        } >"$SECRETS.new"
    )
    mv "$SECRETS.new" "$SECRETS"
}

# Those of a version before had fewer services.
add_new_secrets() {
    local name
    for name in "${PASSWORDS[@]}"; do
        grep -q "^VESTNIK_${name}_PASSWORD=" "$SECRETS" ||
            say "VESTNIK_${name}_PASSWORD=$(random_word)" >>"$SECRETS"
    done
}

random_word() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

print_environment() {
    [[ -f $SECRETS ]] || fail "There is nothing in $VESTNIK_HOME yet; \`./vestnik up\` makes it."
    local name
    local -A values=(
        [VESTNIK_API]=http://127.0.0.1:$(port_of api)
        [VESTNIK_API_KEY]=$VESTNIK_API_KEY
        [VESTNIK_CONSOLE]=http://127.0.0.1:$(port_of api)/console
        [VESTNIK_ADMIN_PASSWORD]=$VESTNIK_ADMIN_PASSWORD
        [VESTNIK_RABBITMQ]=amqp://vestnik-admin:$VESTNIK_RABBITMQ_ADMIN_PASSWORD@127.0.0.1:$(port_of rabbitmq)/vestnik
        [VESTNIK_RABBITMQ_UI]=http://127.0.0.1:$(port_of rabbitmq-ui)
        [VESTNIK_RABBITMQ_ADMIN_USER]=vestnik-admin
        [VESTNIK_RABBITMQ_ADMIN_PASSWORD]=$VESTNIK_RABBITMQ_ADMIN_PASSWORD
        [VESTNIK_DATABASE]=postgresql://vestnik_owner:$VESTNIK_DATABASE_OWNER_PASSWORD@127.0.0.1:$(port_of postgres)/vestnik
        [VESTNIK_DATABASE_OWNER_USER]=vestnik_owner
        [VESTNIK_DATABASE_OWNER_PASSWORD]=$VESTNIK_DATABASE_OWNER_PASSWORD
    )
    if has_local_inbox; then
        values[VESTNIK_INBOX]=http://127.0.0.1:$(port_of inbox)
        values[VESTNIK_INBOX_SMTP]=127.0.0.1:$(port_of inbox-smtp)
    fi
    ! has_fake_far_sides || values[VESTNIK_FAR_SIDES]=http://127.0.0.1:$(port_of far-sides)
    for name in "${!values[@]}"; do
        # In single quotes no shell sees anything in it.
        printf "export %s='%s'\n" "$name" "${values[$name]//\'/\'\\\'\'}"
    done | sort
}

delete_home() { # yes when sure
    local answer=$1
    if [[ $answer != yes ]]; then
        [[ -t 0 ]] || fail "Everything is stopped. To delete $VESTNIK_HOME without being asked, add --yes."
        read -rp "Delete $VESTNIK_HOME with all notifications, mails and passwords? [y/N] " answer
        [[ $answer == [yY]* ]] || fail "Everything is stopped; nothing was deleted."
    fi
    delete_volumes
    (cd "$VESTNIK_HOME" && rm -rf "${OWN[@]}" lock)
    if rmdir "$VESTNIK_HOME" 2>/dev/null; then
        say "Everything is stopped and $VESTNIK_HOME is deleted."
    else
        say "Everything is stopped and deleted; what else is in $VESTNIK_HOME stays."
    fi
}
