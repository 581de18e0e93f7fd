#!/usr/bin/env bash
# Asks the running service how it does, for cron and timers, and tells a watcher elsewhere. It restarts nothing.
set -euo pipefail

usage() {
    cat <<'END'
Usage: healthcheck.sh [--config FILE] [--quiet]

Exit code 0 and one line when the service is well, 1 and the reason otherwise.

  --config FILE   the configuration (default: ZAPIS_CONFIG, else config.toml)
  --quiet         says nothing when all is well, so that cron sends no mail

Environment:
  ZAPIS_BIN       the program (default: zapis)
  ZAPIS_PING_URL  an address of a dead man's switch such as healthchecks.io: it is called when all is well, and with /fail
                  and the reason otherwise. A machine that is down calls nobody, and the switch tells you so.
END
}

fail() {
    echo "healthcheck.sh: $1" >&2
    exit 2
}

quiet=
config=()
while [ $# -gt 0 ]; do
    case "$1" in
        --config)
            [ $# -ge 2 ] || fail "--config needs a file"
            config=(--config "$2")
            shift
            ;;
        --quiet) quiet=yes ;;
        --help | -h)
            usage
            exit 0
            ;;
        *) fail "unknown argument $1; see --help" ;;
    esac
    shift
done

zapis=${ZAPIS_BIN:-zapis}
command -v "$zapis" >/dev/null || fail "there is no $zapis; name it in ZAPIS_BIN"

# The address is given by a file: on the command line every user of the machine could read it.
ping() {
    [ -n "${ZAPIS_PING_URL:-}" ] || return 0
    command -v curl >/dev/null || fail "ZAPIS_PING_URL needs curl"
    printf 'url = "%s"\n' "${ZAPIS_PING_URL%/}$1" |
        curl --config - --silent --show-error --fail --max-time 10 --retry 3 --output /dev/null --data-raw "$2" ||
        echo "healthcheck.sh: the watcher at ZAPIS_PING_URL could not be reached" >&2
}

# It answers within five seconds by itself; whatever holds it up, this ends too.
code=0
said=$(timeout 20 "$zapis" health "${config[@]}" 2>&1) || code=$?
if [ "$code" -eq 0 ]; then
    [ -n "$quiet" ] || echo "$said"
    ping "" "$said"
else
    said=${said:-"zapis health said nothing (exit code $code)"}
    echo "$said" >&2
    ping /fail "$said"
    exit 1
fi
