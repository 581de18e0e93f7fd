#!/usr/bin/env bash
# Puts a backup in the place of the database: stops the service, restores, starts it, and takes it back when the service is not well.
set -euo pipefail

usage() {
    cat <<'END'
Usage: restore.sh [OPTIONS] FILE     a backup, encrypted or not
       restore.sh [OPTIONS] --undo   what the last restore has replaced

The backup is looked through while the service still runs. Then the service is stopped, the backup takes the place of the
database, and the service is started. If it is not well within a minute, the former database is put back. Whatever is replaced
is kept beside the database, as zapis.db.replaced-<time>.

  --key KEYFILE    the secret key of an encrypted backup
  --config FILE    the configuration (default: ZAPIS_CONFIG, else /etc/zapis/config.toml)
  --service NAME   the unit (default: zapis)
  --wait SECONDS   how long the service may take until it is well (default: 60)
  --yes            do not ask

Environment:
  ZAPIS_BIN        the program (default: zapis)

Exit code 0: restored, and the service is well. 1: not restored, and the last line says what is in use. 2: wrong usage.
END
}

say() { echo "restore.sh: $1"; }
wrong() {
    echo "restore.sh: $1; see --help" >&2
    exit 2
}
fail() {
    echo "restore.sh: $1" >&2
    exit 1
}

config=${ZAPIS_CONFIG:-/etc/zapis/config.toml}
service=zapis
wait=60
what=
yes=()
key=()
while [ $# -gt 0 ]; do
    case "$1" in
        --help | -h)
            usage
            exit 0
            ;;
        --key | --config | --service | --wait)
            [ $# -ge 2 ] || wrong "$1 needs a value"
            case "$1" in
                --key) key=(--key "$2") ;;
                --config) config=$2 ;;
                --service) service=$2 ;;
                --wait) wait=$2 ;;
            esac
            shift
            ;;
        --yes) yes=(--yes) ;;
        --undo) what=--undo ;;
        -*) wrong "unknown option $1" ;;
        *)
            [ -z "$what" ] || wrong "one backup at a time"
            what=$1
            ;;
    esac
    shift
done
[ -n "$what" ] || wrong "which backup is to be restored?"
[[ $wait =~ ^[0-9]+$ ]] || wrong "--wait takes a number of seconds"
zapis=${ZAPIS_BIN:-zapis}
command -v "$zapis" >/dev/null || wrong "there is no $zapis; name it in ZAPIS_BIN"
[ -r "$config" ] || fail "$config cannot be read; name the configuration with --config"
export ZAPIS_CONFIG="$config"

has_unit() { command -v systemctl >/dev/null && systemctl cat "$service" >/dev/null 2>&1; }

# Well twice, some seconds apart: a service that starts again and again is well for a moment each time.
is_well() {
    local until=$((SECONDS + wait)) times=0
    while [ "$SECONDS" -lt "$until" ]; do
        if "$zapis" health >/dev/null 2>&1; then
            times=$((times + 1))
            [ "$times" -lt 2 ] || return 0
            sleep 3
        else
            times=0
            sleep 1
        fi
    done
    return 1
}

start() {
    systemctl start "$service" || true
    is_well
}

if [ "$what" != --undo ]; then
    "$zapis" verify "$what" "${key[@]}" || fail "this backup is not good; nothing was changed"
fi
if [ ${#yes[@]} -eq 0 ]; then
    read -r -p "The service stops for a moment, and what came after the backup will not be there. Type yes: " answer || true
    [ "${answer:-}" = yes ] || fail "nothing was changed"
fi

if ! has_unit; then
    restored=$("$zapis" restore "$what" "${key[@]}" --yes) || fail "nothing was changed"
    echo "$restored" | grep -v '^Now start the service' || true
    say "there is no unit $service here; start zapis as you always do"
    exit 0
fi

was_active=
if systemctl is-active --quiet "$service"; then was_active=yes; fi
systemctl stop "$service" || fail "$service cannot be stopped; nothing was changed"
if ! restored=$("$zapis" restore "$what" "${key[@]}" --yes); then
    [ -z "$was_active" ] || systemctl start "$service" || true
    fail "not restored, the reason stands above; the database is the former one"
fi
echo "$restored" | grep -v '^Now start the service' || true
if start; then
    say "restored, and the service is well"
    exit 0
fi

echo "restore.sh: the service is not well with it: journalctl -u $service tells why" >&2
case "$restored" in
    *.replaced-*) ;;
    *) fail "there was no former database to put back; what was restored is in use" ;;
esac
systemctl stop "$service" || true
"$zapis" restore --undo --yes >&2 || fail "the former database could not be put back; the reason stands above, and it is kept beside the database"
if start; then fail "the former database is in use again, and the service is well"; fi
fail "the former database is in use again, and the service is not well with it either: journalctl -u $service"
