# shellcheck shell=bash
# Builds what is older than its sources. A second `up` does not even start Maven.

stale_modules() {
    local module
    for module in "${!MODULES[@]}"; do
        [[ $module == doctor ]] || ! is_wanted "$module" || ! is_stale "$module" || say "$module"
    done
}

jar_of() { # module
    say "$ROOT/$1/target/$1-app.jar"
}

# A folder is as new as the last deletion in it. The jar counts from its last change of any kind (c):
# the build gives all jars the same date of modification (m), so that equal sources make equal jars.
is_stale() { # module
    local jar folder folders=()
    jar=$(jar_of "$1")
    [[ -f $jar ]] || return 0
    for folder in ${MODULES[$1]}; do
        folders+=("$ROOT/$folder")
    done
    [[ -n $(find "$ROOT/pom.xml" "$ROOT/.mvn" "${folders[@]}" \
        \( -name target -o -path '*/src/test' \) -prune -o -newermc "$jar" -print -quit) ]]
}

# Runs in the background; `wait` tells how it went.
start_build() { # module...
    (
        cd "$ROOT"
        exec mvn --batch-mode --no-transfer-progress --threads 1C \
            -Dmaven.test.skip=true -Dspotless.check.skip=true \
            --projects "$(IFS=, && echo "$*")" --also-make package
    ) </dev/null >"$VESTNIK_HOME/logs/build.log" 2>&1 9>&- &
    BUILD=$!
}

fail_about_build() {
    progress
    fail "The build failed; its output is in $VESTNIK_HOME/logs/build.log and its first error is:
  $(grep -m 1 -F '[ERROR]' "$VESTNIK_HOME/logs/build.log" | cut -c1-500)"
}
