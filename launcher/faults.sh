# shellcheck shell=bash
# Runs the fault matrix: the services of this source tree, with neighbours of its own.

run_faults() { # argument of the matrix...
    local arguments=() module stale=() jar
    open_home
    VESTNIK_HOME=$VESTNIK_HOME/faults
    open_home
    lock_home
    while (($# > 0)); do
        case $1 in
            --rabbitmq)
                (($# > 1)) || fail "$1 needs a value."
                take_rabbitmq "$2"
                shift
                ;;
            *) arguments+=("$1") ;;
        esac
        shift
    done
    need_jdk
    need_rabbitmq
    MODULES[bench]="bench delivery-testkit delivery contract deploy/postgres"
    for module in broker-api email-sender bench; do
        ! is_stale "$module" || stale+=("$module")
    done
    if ((${#stale[@]} > 0)); then
        need_maven
        say "Building ${stale[*]}."
        start_build "${stale[@]}"
        wait "$BUILD" || fail_about_build
    fi
    # From a copy, so that a build beside it does no harm.
    jar=$VESTNIK_HOME/tmp/bench.jar
    mkdir -p "$VESTNIK_HOME/tmp"
    cp "$(jar_of bench)" "$jar"
    find_how_not_to_be_root
    exec "${NOT_AS_ROOT[@]}" "$JAVA_HOME/bin/java" -Xmx2g -Dvestnik.root="$ROOT" \
        -Dvestnik.commit="$(commit_of_this)" -jar "$jar" \
        "${arguments[@]}" 9>&-
}

# Either a folder with a Debian in it that has a RabbitMQ, or the AMQP URI of a broker that runs.
take_rabbitmq() { # folder or URI
    if [[ -d $1 ]]; then
        export VESTNIK_TEST_RABBITMQ=dir:$1
    else
        export VESTNIK_TEST_RABBITMQ=$1
    fi
}

commit_of_this() {
    git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || say "unknown"
}
