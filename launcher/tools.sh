# shellcheck shell=bash
# What has to be on the machine: JDK 25, Maven, RabbitMQ, and for the tests a browser.

RABBITMQ_SERVER=/usr/lib/rabbitmq/bin/rabbitmq-server

# Sets JAVA_HOME to a JDK 25.
need_jdk() {
    local folder
    for folder in "${JAVA_HOME:-}" /usr/lib/jvm/* ~/.sdkman/candidates/java/* /opt/* \
        /opt/java/* "$(path_jdk)"; do
        if is_jdk_25 "$folder"; then
            export JAVA_HOME=$folder
            return
        fi
    done
    fail "JDK 25 is needed and not found; get one from https://adoptium.net (or: sdk install java 25-tem), and if it is not in /usr/lib/jvm or /opt, set JAVA_HOME to it."
}

path_jdk() {
    local java
    if [[ -x /usr/libexec/java_home ]]; then
        /usr/libexec/java_home -v 25 2>/dev/null || true
    elif java=$(command -v javac); then
        java=$(readlink -f "$java")
        say "${java%/bin/javac}"
    fi
}

is_jdk_25() { # folder
    [[ -n $1 && -x $1/bin/javac && -f $1/release ]] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

# Maven, 3.8.7 or newer but not 4.
need_maven() {
    local version
    if ! command -v mvn >/dev/null; then
        install_package maven "Maven"
    fi
    version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    [[ $version == 3.* && $(printf '%s\n' 3.8.7 "$version" | sort -V | head -n 1) == 3.8.7 ]] ||
        fail "Maven 3.8.7 or a newer 3.x is needed, and mvn here is ${version:-of an unknown version}; https://maven.apache.org/install.html tells how to get one."
}

need_rabbitmq() {
    if [[ ! -x $RABBITMQ_SERVER ]]; then
        install_rabbitmq
    fi
}

# The package would start a node of its own, and again at each boot of the machine. Vestnik needs
# the program only.
install_rabbitmq() {
    local policy=/usr/sbin/policy-rc.d ours=no
    if [[ ! -e $policy ]] && can_install; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        ours=yes
    fi
    (install_package rabbitmq-server "RabbitMQ") || {
        [[ $ours == no ]] || as_root rm -f "$policy"
        exit 1
    }
    [[ $ours == no ]] || as_root rm -f "$policy"
    if [[ -d /run/systemd/system ]]; then
        as_root systemctl disable --quiet rabbitmq-server 2>/dev/null || true
    fi
    if [[ -n $(find /proc -maxdepth 1 -name '[0-9]*' -user rabbitmq -print -quit 2>/dev/null) ]]; then
        say "Note: the package has started a RabbitMQ node of its own. Vestnik leaves it alone and starts another."
    fi
}

# The console is tested in a real browser, and where no font is there it would draw none.
need_chromium() {
    if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
        install_package chromium "Chromium" chromium-driver fonts-dejavu-core
    fi
}

install_package() { # package, what it is called, further package...
    local packages=("$1" "${@:3}")
    can_install ||
        fail "$2 is needed and not found; install it, for example by: sudo apt-get install ${packages[*]}"
    say "$2 is missing; installing ${packages[*]} with apt."
    local log=$VESTNIK_HOME/logs/apt.log
    mkdir -p "$VESTNIK_HOME/logs"
    {
        as_root apt-get update &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
                --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}"
    } </dev/null >"$log" 2>&1 9>&- ||
        fail "apt could not install ${packages[*]}: $(grep -E '^E: ' "$log" | tail -n 1) Its output is in $log."
}

can_install() {
    command -v apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo -n "$@"
    fi
}

# PostgreSQL refuses to run as root; its library then uses a user namespace. Where root may not make
# one, as in most containers, it runs as nobody, who keeps the right to reach root's folders; without
# no_setuid_fixup that right would be overlooked by access(2), which PostgreSQL asks.
find_how_not_to_be_root() { # sets NOT_AS_ROOT
    local rights=+dac_override,+dac_read_search,+chown,+fowner
    NOT_AS_ROOT=()
    if ((EUID == 0)) && ! unshare --user true 2>/dev/null; then
        NOT_AS_ROOT=(setpriv --securebits=+no_setuid_fixup --reuid=65534 --regid=65534 --clear-groups
            --inh-caps="$rights" --ambient-caps="$rights")
    fi
}
