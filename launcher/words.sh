# shellcheck shell=bash
# What the launcher says.

say() {
    printf '%s\n' "$*"
}

# Ends the launcher. The reader gets one sentence that says what is wrong and what to do.
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

seconds_since() { # start, as $EPOCHREALTIME
    local micros=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
    printf '%d.%d s' $((micros / 1000000)) $((micros / 100000 % 10))
}

# One line that is written over and over, so only where a person looks at it.
progress() {
    [[ ! -t 1 ]] || printf '\r\033[K%s' "$*"
}

help() {
    cat <<'HELP'
Usage: ./vestnik COMMAND

  up [--fake-far-sides]  build what changed, start what is not running, show where it is;
                         with fakes of Telegram and VK, to try these channels without accounts
  down [--delete]        stop everything; --delete removes its files too (--yes: without asking)
  status                 what runs, on which port; exit code 1 if something is down
  doctor [--json]        whether what runs can keep the promise, and what to do; exit code 1 if not
  logs [SERVICE] [-f]    the newest log lines; -f follows them
  env                    addresses, users and the API key: eval "$(./vestnik env)"
  offline, online [CHANNEL]
                         take the local inbox's SMTP server away and give it back; with telegram
                         or vk, the fake far side of that channel
  test [ARGUMENT...]     run all tests: mvn verify with these arguments
  faults [ARGUMENT...]   break it in every way of docs/reliability.md and print the score:
                         --only F09,F10  --rounds N  --seed S  --long  --report PAGE
                         --rabbitmq DIR|URI (another broker)
  bench [ARGUMENT...]    measure it beside what its neighbours could do alone, and count every mail:
                         --quick  --posts N  --connections C  --rate R  --seconds S  --jfr
                         --smtp-connections N  --json FILE; exit code 1 if one is lost or doubled
                         longer ones: --grown N  --slow  --two-senders  --soak MINUTES  --overtake N
  bench --gate           a minute: exit code 1 if a notification costs a good deal more than it did

Environment:
  VESTNIK_PORT           first of the fifteen ports that are used, all on 127.0.0.1; default 8080
  VESTNIK_HOME           folder of all that is written; default .vestnik beside this script.
                         With another folder and another port a second Vestnik runs beside the first.
  VESTNIK_RETRY_WAITS    waits between attempts; default 5s,15s,30s,1m
  VESTNIK_EMAIL_ON_UNCERTAIN
                         resend (default) or hold: what to do when nobody can say whether the
                         far side took a mail and its request does not choose
  VESTNIK_SMTP_HOST      send through this server and start no inbox. With it:
                         VESTNIK_SMTP_PORT, _USER, _PASSWORD, _TLS (starttls, implicit, none),
                         _FROM (address of the sender, needed), _CONNECTIONS
  VESTNIK_TELEGRAM_TOKEN, VESTNIK_VK_TOKEN
                         start the sender of that channel, for this bot or community; see
                         docs/operating.md for what else it takes
  VESTNIK_OIDC_ISSUER    let operators sign in to the console by this OpenID provider as well; with it
                         VESTNIK_OIDC_CLIENT_ID and _CLIENT_SECRET, and _ROLE_CLAIM if it is another
  VESTNIK_RUNTIME        docker or native; default: docker where its engine runs
HELP
}

say_what_next() {
    local api
    api=http://127.0.0.1:$(port_of api)
    cat <<NEXT

Vestnik runs.

  Console       $api/console    user admin, password $VESTNIK_ADMIN_PASSWORD until you change it
  API           $api/api/v1/notifications
  API docs      $api/docs
  RabbitMQ      http://127.0.0.1:$(port_of rabbitmq-ui)    user vestnik-admin, password $VESTNIK_RABBITMQ_ADMIN_PASSWORD
  $(say_where_mail_goes)
$(say_where_chats_go)
Send a notification:

curl -i $api/api/v1/notifications -H 'Authorization: Bearer $VESTNIK_API_KEY' -H 'Content-Type: application/json' -d '{"channel":"email","recipient":"ann@example.com","subject":"Hello","text":"It works."}'

NEXT
    command -v curl >/dev/null || say "(curl is not installed here: apt-get install curl)"
    if has_local_inbox; then
        say "Then take the inbox away and send again: ./vestnik offline. Watch email.retry.* in RabbitMQ's"
        say "Queues tab, and give the inbox back: ./vestnik online. All commands: ./vestnik help"
    else
        say "All commands: ./vestnik help"
    fi
}

say_where_chats_go() {
    if has_fake_far_sides; then
        say "  Chats         http://127.0.0.1:$(port_of far-sides)    fakes of Telegram and VK"
    fi
}

say_where_mail_goes() {
    if has_local_inbox; then
        say "Inbox         http://127.0.0.1:$(port_of inbox)"
    else
        say "Mail goes to  $VESTNIK_SMTP_HOST:$VESTNIK_SMTP_PORT as $VESTNIK_SMTP_FROM"
    fi
}
