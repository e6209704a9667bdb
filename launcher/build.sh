# shellcheck shell=bash
# Builds what is older than its sources. A second `up` does not even start Maven.

stale_modules() {
    local module
    for module in "${!MODULES[@]}"; do
        ! is_stale "$module" || say "$module"
    done
}

jar_of() { # module
    say "$ROOT/$1/target/$1-app.jar"
}

# Changed since, or deleted since: a folder is as new as its last deletion.
is_stale() { # module
    local jar folder folders=()
    jar=$(jar_of "$1")
    [[ -f $jar ]] || return 0
    for folder in ${MODULES[$1]}; do
        folders+=("$ROOT/$folder")
    done
    [[ -n $(find "$ROOT/pom.xml" "$ROOT/.mvn" "${folders[@]}" \
        \( -name target -o -path '*/src/test' \) -prune -o -newer "$jar" -print -quit) ]]
}

# Tells one build of a module from another.
built() { # module
    stat -c '%Y %s' "$(jar_of "$1")" 2>/dev/null || say none
}

# Runs in the background; `wait` tells how it went.
start_build() { # module...
    local begin=$VESTNIK_HOME/tmp/build-began
    touch "$begin"
    (
        cd "$ROOT"
        mvn --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true \
            --projects "$(IFS=, && echo "$*")" --also-make package || exit
        # Maven gives all jars one date. What changed while it ran is newer than this one.
        for module in "$@"; do
            touch -r "$begin" "$(jar_of "$module")"
        done
    ) </dev/null >"$VESTNIK_HOME/logs/build.log" 2>&1 9>&- &
    BUILD=$!
}

fail_about_build() {
    progress
    fail "The build failed; its output is in $VESTNIK_HOME/logs/build.log and its first error is:
  $(grep -m 1 -F '[ERROR]' "$VESTNIK_HOME/logs/build.log" | cut -c1-500)"
}
