# shellcheck shell=bash
# Everything as processes of this machine, each in its row of services.sh.

up_native() {
    local service begin=$EPOCHREALTIME stale
    [[ $(uname -s) == Linux ]] ||
        fail "Without Docker, Vestnik runs on Linux only; start Docker and try again."
    need_jdk
    for service in $(services | tac); do
        # What a killed service has left behind may still hold its port.
        runs "$service" || stop "$service"
    done
    for service in $(all_services); do
        is_wanted "$service" || stop "$service"
    done
    for service in $(services); do
        runs "$service" || need_free_ports "$service"
    done
    mapfile -t stale < <(stale_modules)
    if ((${#stale[@]} > 0)); then
        need_maven
        say "Building ${stale[*]}; the first time Maven fetches what it needs."
    fi
    need_rabbitmq
    start_all "${stale[@]}"
    say "Everything is ready after $(seconds_since "$begin")."
}

# Begins each step as soon as those it needs are done, so that what can run side by side does.
start_all() { # module to build...
    local step steps
    declare -gA STATE=() BEGAN=()
    mapfile -t steps < <(say build && services)
    for step in "${steps[@]}"; do
        STATE[$step]=waiting
    done
    BUILD=
    trap '[[ -z $BUILD ]] || kill "$BUILD" 2>/dev/null' EXIT
    while [[ "${STATE[*]}" == *ing* ]]; do
        for step in "${steps[@]}"; do
            advance "$step" "$@"
        done
        show_progress "${steps[@]}"
        sleep 0.1
    done
    progress
}

advance() { # step, module to build...
    case ${STATE[$1]} in
        waiting)
            if may_begin "$1"; then
                BEGAN[$1]=$EPOCHREALTIME
                STATE[$1]=starting
                begin "$@"
            fi
            ;;
        starting)
            if is_done "$1"; then
                STATE[$1]=done
                progress
                say "$(printf '  %-17s%s' "$1" "$(seconds_since "${BEGAN[$1]}")")"
            fi
            ;;
    esac
}

may_begin() { # step
    local name ports needs round check subject step
    [[ $1 != build ]] || return 0
    row_of "$1"
    for step in ${needs//,/ }; do
        [[ $step == - || ${STATE[$step]} == done ]] || return 1
    done
}

begin() { # step, module to build...
    local service=$1
    shift
    if [[ $service == build ]]; then
        (($# > 0)) && start_build "$@" || STATE[build]=done
    elif ! runs "$service" || ! is_as_started "$service"; then
        ! runs "$service" || say "Restarting $service: its settings or its program have changed."
        stop "$service"
        need_free_ports "$service"
        "start_$service"
    fi
}

is_done() { # step
    if [[ $1 == build ]]; then
        ! kill -0 "$BUILD" 2>/dev/null || return 1
        wait "$BUILD" || fail_about_build
        BUILD=
    elif ! is_ready "$1"; then
        runs "$1" || fail_about "$1" "ended while it was starting"
        ((${EPOCHREALTIME%[.,]*} - ${BEGAN[$1]%[.,]*} < 180)) ||
            fail_about "$1" "was not ready within three minutes"
        return 1
    fi
}

is_ready() { # service
    local name ports needs round check subject
    row_of "$1"
    "$check" "$subject"
}

show_progress() { # step...
    local step now=()
    for step in "$@"; do
        [[ ${STATE[$step]} != starting ]] || now+=("$step $(seconds_since "${BEGAN[$step]}")")
    done
    progress "  ${now[*]}"
}

start_epmd() {
    launch epmd epmd -address 127.0.0.1 -port "$(port_of epmd)"
}

start_rabbitmq() {
    write_rabbitmq_files
    launch rabbitmq "$RABBITMQ_SERVER"
}

start_postgres() {
    find_how_not_to_be_root
    launch_java postgres database
}

start_inbox() {
    launch_java inbox inbox
}

start_broker-api() {
    launch_java broker-api
}

start_email-sender() {
    launch_java email-sender
}

start_telegram-sender() {
    launch_java telegram-sender
}

start_vk-sender() {
    launch_java vk-sender
}

start_far-sides() {
    launch_java far-sides far-sides
}

# From a copy of the jar, so that a build beside it does no harm. The flags suit a short life on a
# small machine: half the CPU of a start, and no warming up for minutes.
launch_java() { # service, argument...
    local service=$1 copy=$VESTNIK_HOME/app/$1.jar java=("$JAVA_HOME/bin/java") heap=256m
    shift
    # Eight mails at once, each with 10 MB of attachments.
    [[ $service != email-sender && $service != telegram-sender ]] || heap=512m
    [[ $service != postgres ]] || java=("${NOT_AS_ROOT[@]}" "${java[@]}")
    cp "$(jar_of "$(module_of "$service")")" "$copy"
    launch "$service" "${java[@]}" -Xmx"$heap" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -XX:-UsePerfData -Djava.io.tmpdir="$VESTNIK_HOME/tmp" -jar "$copy" "$@"
}

module_of() { # service
    case $1 in
        postgres | inbox | far-sides) say local ;;
        *) say "$1" ;;
    esac
}

log_says() { # service:words
    grep -qaF "${1#*:}" "$VESTNIK_HOME/logs/${1%%:*}.log" 2>/dev/null
}

# First what uses the others, so that nothing is lost on the way and nothing fails loudly.
down_native() {
    local service now name ports needs round check subject
    # They come back online at the next start.
    rm -f "$VESTNIK_HOME/inbox/offline" "$VESTNIK_HOME"/far-sides/*.offline
    for now in round1 round2 round3; do
        for service in $(all_services); do
            row_of "$service"
            [[ $round != "$now" ]] || stop "$service" &
        done
        progress "Stopping, $now of 3 ..."
        wait
    done
    progress
}

status_native() {
    local service name ports needs round check subject state code=0
    printf '%-17s%-9s%-7s%s\n' SERVICE PID PORT STATE
    for service in $(services); do
        row_of "$service"
        state=$(state_of "$service")
        [[ $state == running* ]] || code=1
        printf '%-17s%-9s%-7s%s\n' "$service" "$(pid_of "$service" || say -)" \
            "$(port_of "${ports%%,*}")" "$state"
    done
    return "$code"
}

state_of() { # service
    if ! runs "$1"; then
        say down
    elif ! is_ready "$1"; then
        say "not ready"
    elif [[ $1 == inbox && -e $VESTNIK_HOME/inbox/offline ]]; then
        say "running, offline"
    elif [[ $1 == far-sides && -n $(offline_far_sides) ]]; then
        say "running, offline: $(offline_far_sides)"
    else
        say running
    fi
}

logs_native() { # [service] [-f], in any order
    local argument follow=() files=()
    for argument in "$@"; do
        case $argument in
            -f) follow=(-F) ;;
            build | apt) files+=("$VESTNIK_HOME/logs/$argument.log") ;;
            *)
                row_of "$argument"
                files+=("$VESTNIK_HOME/logs/$argument.log")
                ;;
        esac
    done
    ((${#files[@]} > 0)) || files=("$VESTNIK_HOME"/logs/*.log)
    [[ -f ${files[0]} ]] || fail "There is no log yet; \`./vestnik up\` starts what writes one."
    tail -n 100 "${follow[@]}" "${files[@]}"
}

offline_far_sides() {
    find "$VESTNIK_HOME/far-sides" -name '*.offline' -printf '%f\n' 2>/dev/null | sed 's/\.offline$//' | sort | xargs
}

offline_native() { # channel
    if [[ $1 != email ]]; then
        runs far-sides || fail "The far sides do not run; \`./vestnik up --fake-far-sides\` starts them."
        touch "$VESTNIK_HOME/far-sides/$1.offline"
        wait_until "the far side of $1 to close its port" is_closed "far-sides-$1"
        return
    fi
    runs inbox || fail "The inbox does not run; \`./vestnik up\` starts it."
    touch "$VESTNIK_HOME/inbox/offline"
    wait_until "the inbox to close its port" is_closed inbox-smtp
}

online_native() { # channel
    if [[ $1 != email ]]; then
        runs far-sides || fail "The far sides do not run; \`./vestnik up --fake-far-sides\` starts them."
        rm -f "$VESTNIK_HOME/far-sides/$1.offline"
        wait_until "the far side of $1 to open its port" port "far-sides-$1"
        return
    fi
    runs inbox || fail "The inbox does not run; \`./vestnik up\` starts it."
    rm -f "$VESTNIK_HOME/inbox/offline"
    wait_until "the inbox to open its port" port inbox-smtp
}

is_closed() { # name of the port
    ! port "$1"
}

wait_until() { # what for, command...
    local for_what=$1 tries=1800
    shift
    until "$@"; do
        ((tries-- > 0)) || fail "Waited three minutes for $for_what, in vain; \`./vestnik status\` shows what runs."
        sleep 0.1
    done
}
