# shellcheck shell=bash
# The processes of the native run. A pid file holds the pid and when that process began, so that a
# pid that went to somebody else is never taken for ours.

began() { # pid; prints nothing and fails when there is none, or only its remains
    local line
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    # The name, in parentheses, may hold anything; counted from behind it, the state is the first
    # field and the start the twentieth.
    local -a fields
    read -ra fields <<<"${line##*) }"
    [[ ${fields[0]} != Z ]] && say "${fields[19]}"
}

remember() { # service, pid
    say "$2 $(began "$2")" >"$VESTNIK_HOME/run/$1.pid"
}

pid_of() { # service; fails when it does not run
    local pid start
    read -r pid start 2>/dev/null <"$VESTNIK_HOME/run/$1.pid" || return 1
    [[ -n $start && $(began "$pid") == "$start" ]] && say "$pid"
}

runs() { # service
    pid_of "$1" >/dev/null
}

# Puts a command into the background, away from this terminal, with its own log.
launch() { # service, command...
    local service=$1 log=$VESTNIK_HOME/logs/$1.log
    shift
    [[ ! -s $log ]] || mv "$log" "$log.1"
    environment_of "$service"
    (
        export "${environment[@]}"
        cd "$VESTNIK_HOME"
        exec setsid "$@" </dev/null >"$log" 2>&1 9>&-
    ) &
    remember "$service" $!
    fingerprint_of "$service" >"$VESTNIK_HOME/run/$service.fingerprint"
}

# Of its settings; when they change, or its program does, a service is started again.
fingerprint_of() { # service
    environment_of "$1"
    {
        printf '%s\0' "${environment[@]}"
        [[ $1 != rabbitmq ]] || cat "$ROOT"/deploy/rabbitmq/*
    } | cksum
}

is_as_started() { # service
    local copy=$VESTNIK_HOME/app/$1.jar
    [[ $(fingerprint_of "$1") == "$(<"$VESTNIK_HOME/run/$1.fingerprint")" ]] &&
        { [[ ! -f $copy ]] || cmp --quiet "$copy" "$(jar_of "$(module_of "$1")")"; }
}

stop() { # service
    local service=$1 pid
    if pid=$(pid_of "$service"); then
        end "$pid"
    fi
    [[ $service != postgres ]] || end_orphaned_postgres
    rm -f "$VESTNIK_HOME/run/$service".*
}

# Asks a process to end, and makes it when it has not done so within 45 s.
end() { # pid, signal
    local pid=$1 signal=${2:-TERM} start tries=450
    start=$(began "$pid") || return 0
    kill -s "$signal" "$pid" 2>/dev/null || return 0
    while [[ $(began "$pid") == "$start" ]]; do
        ((tries-- > 0)) || kill -s KILL "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
}

# A PostgreSQL server lives on when the Java process that started it was killed. That it is ours
# shows in where its program lies.
end_orphaned_postgres() {
    local pid
    read -r pid 2>/dev/null <"$VESTNIK_HOME/postgres/data/postmaster.pid" || return 0
    if [[ $(readlink "/proc/$pid/exe") == "$(readlink -f "$VESTNIK_HOME")"/postgres/* ]]; then
        end "$pid" INT
    fi
}

# One sentence about a service that ended or does not get ready, with where to read on.
fail_about() { # service, what happened
    local log=$VESTNIK_HOME/logs/$1.log line
    line=$(grep -aE 'ERROR|FATAL|\[error\]|Exception' "$log" 2>/dev/null | tail -n 1 | cut -c1-500) || true
    [[ -n $line ]] || line=$(tail -n 1 "$log" 2>/dev/null | cut -c1-500) || true
    progress
    fail "$1 $2; its log is $log${line:+ and its last error there is:
  $line}"
}
