# shellcheck shell=bash
# Runs all tests, with one RabbitMQ node for all modules: starting one each would cost 10 s apiece.

run_tests() { # argument of Maven...
    open_home
    VESTNIK_HOME=$VESTNIK_HOME/tests
    open_home
    lock_home
    need_jdk
    need_maven
    need_rabbitmq
    need_chromium
    # Where Docker runs, the tests start containers themselves.
    if ! docker_answers; then
        trap end_test_broker EXIT
        start_test_broker
    fi
    find_how_not_to_be_root
    (
        # Nothing that somebody has set for a run of his own may change a test.
        for name in "${!VESTNIK_@}"; do
            [[ $name == VESTNIK_TEST_* ]] || unset "$name"
        done
        cd "$ROOT"
        "${NOT_AS_ROOT[@]}" mvn --batch-mode --no-transfer-progress --threads 2 verify "$@"
    ) </dev/null 9>&-
}

start_test_broker() {
    local begin=$EPOCHREALTIME
    end_test_broker
    VESTNIK_PORT=$(VESTNIK_PORT=18000 free_block)
    VESTNIK_RABBITMQ_ADMIN_PASSWORD=$(random_word)
    start_epmd
    wait_until "epmd" port epmd
    write_test_broker_files
    launch rabbitmq "$RABBITMQ_SERVER"
    wait_until "RabbitMQ" port rabbitmq
    export VESTNIK_TEST_RABBITMQ=amqp://vestnik-admin:$VESTNIK_RABBITMQ_ADMIN_PASSWORD@127.0.0.1:$(port_of rabbitmq)/vestnik
    export VESTNIK_TEST_RABBITMQ_UI=http://127.0.0.1:$(port_of rabbitmq-ui)
    say "One RabbitMQ node for all tests is ready after $(seconds_since "$begin")."
}

# The broker of the product, but with figures every second: tests wait for them.
write_test_broker_files() {
    VESTNIK_RABBITMQ_API_PASSWORD=unused VESTNIK_RABBITMQ_EMAIL_PASSWORD=unused \
        VESTNIK_RABBITMQ_TELEGRAM_PASSWORD=unused VESTNIK_RABBITMQ_VK_PASSWORD=unused write_rabbitmq_files
    local etc=$VESTNIK_HOME/rabbitmq/etc
    say "collect_statistics_interval = 1000" >>"$etc/conf.d/local.conf"
    cat >"$etc/advanced.config" <<'ADVANCED'
[{rabbit, [
  {quorum_tick_interval, 1000},
  {dead_letter_worker_publisher_confirm_timeout, 10000}
]}].
ADVANCED
}

end_test_broker() {
    stop rabbitmq
    stop epmd
    rm -rf "$VESTNIK_HOME/rabbitmq"
}
