# shellcheck shell=bash
# Runs the fault matrix: the services of this source tree, with neighbours of its own.

run_faults() { # argument of the matrix...
    local arguments=()
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
    prepare_bench faults
    exec_bench faults "${arguments[@]}"
}

# Either a folder with a Debian in it that has a RabbitMQ, or the AMQP URI of a broker that runs.
take_rabbitmq() { # folder or URI
    if [[ -d $1 ]]; then
        export VESTNIK_TEST_RABBITMQ=dir:$1
    else
        export VESTNIK_TEST_RABBITMQ=$1
    fi
}
