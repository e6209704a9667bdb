# shellcheck shell=bash
# Runs what the module bench is for, with neighbours of its own: faults and measurements.

run_bench() { # argument of the bench...
    prepare_bench bench
    exec_bench bench "$@"
}

# What both programs need: a home of their own, and the services of this source tree.
prepare_bench() { # program
    local module stale=()
    open_home
    VESTNIK_HOME=$VESTNIK_HOME/$1
    open_home
    lock_home
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
    find_how_not_to_be_root
}

# From a copy, so that a build beside it does no harm.
exec_bench() { # program, argument...
    local jar=$VESTNIK_HOME/tmp/bench.jar
    mkdir -p "$VESTNIK_HOME/tmp"
    cp "$(jar_of bench)" "$jar"
    exec "${NOT_AS_ROOT[@]}" "$JAVA_HOME/bin/java" -Xmx2g -Dvestnik.root="$ROOT" \
        -Dvestnik.commit="$(commit_of_this)" -jar "$jar" "$@" 9>&-
}

commit_of_this() {
    git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || say "unknown"
}
