#!/usr/bin/env bash
# Run once by the PostgreSQL image, after it has made its data directory: roles and database.
set -euo pipefail

psql --no-psqlrc --username "$POSTGRES_USER" --dbname postgres \
    -v ON_ERROR_STOP=1 \
    -v owner_password="${VESTNIK_DATABASE_OWNER_PASSWORD:?}" \
    -v broker_api_password="${VESTNIK_DATABASE_BROKER_API_PASSWORD:?}" \
    -v email_sender_password="${VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD:?}" \
    -v telegram_sender_password="${VESTNIK_DATABASE_TELEGRAM_SENDER_PASSWORD:?}" \
    -v vk_sender_password="${VESTNIK_DATABASE_VK_SENDER_PASSWORD:?}" \
    -f /deploy/roles.sql \
    -c 'create database vestnik owner vestnik_owner'
