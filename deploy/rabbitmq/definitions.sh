#!/usr/bin/env bash
# Prints definitions.json with the passwords of the environment in place of their placeholders.
set -euo pipefail

definitions=$(<"$(dirname "${BASH_SOURCE[0]}")/definitions.json")
for user in ADMIN API EMAIL TELEGRAM VK; do
    variable=VESTNIK_RABBITMQ_${user}_PASSWORD
    password=${!variable:?must be set}
    if [[ $password == *[!A-Za-z0-9_.~-]* ]]; then
        echo "$variable may hold letters, digits and _ . ~ - only." >&2
        exit 1
    fi
    definitions=${definitions//"\${$variable}"/"$password"}
done
printf '%s\n' "$definitions"
