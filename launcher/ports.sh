# shellcheck shell=bash
# Whether something listens on a port, and who.

listens() { # port
    (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The readiness of a service from its actuator. Whoever accepts and does not answer is not ready.
healthy() { # name of the port
    timeout 5 bash "$ROOT/deploy/docker/healthy.sh" "$(port_of "$1")" 2>/dev/null
}

port() { # name of the port
    listens "$(port_of "$1")"
}

need_free_ports() { # service
    local name ports needs round check subject
    row_of "$1"
    for name in ${ports//,/ }; do
        need_free_port "$name" "$1"
    done
}

# Fails in one sentence when a port is somebody else's.
need_free_port() { # name of the port, who needs it
    local port holder
    port=$(port_of "$1")
    if listens "$port"; then
        holder=$(holder_of "$port")
        fail "Port $port, which $2 needs, is taken${holder:+ by $holder}; end that, or use other ports: VESTNIK_PORT=$(free_block) ./vestnik up"
    fi
}

# Linux tells which process has a socket only to that process's user and to root.
holder_of() { # port
    local inode pid
    inode=$(awk -v port="$(printf ':%04X' "$1")" \
        '$4 == "0A" && substr($2, length($2) - 4) == port { print $10; exit }' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    [[ -n $inode ]] || return 0
    pid=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" -print -quit 2>/dev/null | cut -d/ -f3)
    [[ -n $pid ]] || return 0
    say "$(<"/proc/$pid/comm") (process $pid)"
}

free_block() { # prints the first of fifteen free ports
    local first=$VESTNIK_PORT offset
    while true; do
        first=$((first + 100))
        ((first <= 65521)) || first=18080
        for offset in {0..14}; do
            ! listens $((first + offset)) || continue 2
        done
        say $first
        return
    done
}
