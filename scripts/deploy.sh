#!/usr/bin/env bash
# Puts another version of Zapis into use, and the former one back when the new one is not well.
set -euo pipefail

usage() {
    cat <<'END'
Usage: deploy.sh [OPTIONS] BINARY        a zapis that was built elsewhere
       deploy.sh [OPTIONS] PACKAGE.deb   the one in a package (its units are left alone)
       deploy.sh [OPTIONS] --build       the one that is built from these sources
       deploy.sh [OPTIONS] --back        the former one again

The new version looks at the configuration first. Then the service is stopped, its database is copied, the program is exchanged
and the service is started. If it is not well within a minute, the former program is put back. If the new one has changed the
database so that the former cannot read it, the copy is put back too; what came in after it is kept beside the database.

  --config FILE    the configuration (default: /etc/zapis/config.toml)
  --service NAME   the unit (default: zapis)
  --to FILE        the program that is exchanged (default: the zapis on PATH)
  --keep DIR       where the former program and the copy of the database are kept
                   (default: /var/lib/zapis-deploy, for other units with their name)
  --user NAME      who runs the service (default: as the unit says)
  --wait SECONDS   how long the service may take until it is well (default: 60)
  --with-database  with --back: also put the database of before back, if the former version cannot read the one of now.
                   Whatever was booked since then is not in it.

Exit code 0: the new version is in use and well. 1: it is not, and the last line says what is in use. 2: wrong usage.
END
}

say() { echo "deploy.sh: $1"; }
wrong() {
    echo "deploy.sh: $1; see --help" >&2
    exit 2
}
fail() {
    echo "deploy.sh: $1" >&2
    exit 1
}

config=/etc/zapis/config.toml
service=zapis
target=
keep=
user=
wait=60
what=
with_database=yes
while [ $# -gt 0 ]; do
    case "$1" in
        --help | -h)
            usage
            exit 0
            ;;
        --config | --service | --to | --keep | --user | --wait)
            [ $# -ge 2 ] || wrong "$1 needs a value"
            case "$1" in
                --config) config=$2 ;;
                --service) service=$2 ;;
                --to) target=$2 ;;
                --keep) keep=$2 ;;
                --user) user=$2 ;;
                --wait) wait=$2 ;;
            esac
            shift
            ;;
        --build) what=$1 ;;
        --back)
            what=$1
            with_database=${agreed:-}
            ;;
        --with-database) agreed=yes with_database=yes ;;
        -*) wrong "unknown option $1" ;;
        *) what=$1 ;;
    esac
    shift
done
[ -n "$what" ] || wrong "which version is to be put into use?"
[[ $wait =~ ^[0-9]+$ ]] || wrong "--wait takes a number of seconds"
target=${target:-$(command -v zapis || true)}
[ -n "$target" ] || fail "no zapis is installed here; name the program with --to, or install it first (scripts/README.md)"
if [ "$service" = zapis ]; then keep=${keep:-/var/lib/zapis-deploy}; fi
keep=${keep:-/var/lib/zapis-deploy-${service//[^A-Za-z0-9-]/-}}
copy=$keep/data/before.db
command -v systemctl >/dev/null || fail "there is no systemctl here; stop the service, exchange the program and start it by hand"
[ -r "$config" ] || fail "$config cannot be read; name the configuration with --config"
config=$(readlink -f "$config")
folder=$(dirname "$target")
[ -w "$folder" ] || fail "this user may not write to $folder; run this as root"
user=${user:-$(systemctl show --property=User --value "$service" 2>/dev/null || true)}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"

# As the user of the service: no file beside the database may come to belong to somebody else.
as_service() {
    if [ "$(id -u)" -eq 0 ] && [ -n "$user" ] && [ "$user" != root ]; then
        runuser -u "$user" -- env ZAPIS_CONFIG="$config" "$@"
    else
        env ZAPIS_CONFIG="$config" "$@"
    fi
}

# The copy of the database belongs to the service. The former program does not: whoever could exchange it would be installed by root.
make_keep() {
    mkdir -p "$keep/data"
    chmod 755 "$keep"
    chmod 700 "$keep/data"
    if [ "$(id -u)" -eq 0 ] && [ -n "$user" ]; then chown "$user" "$keep/data"; fi
}

# Puts a program in the place of the one in use: at every instant one of the two is there whole.
put() {
    cp "$1" "$target.new"
    chmod 755 "$target.new"
    sync "$target.new"
    mv -f "$target.new" "$target"
    sync "$folder"
}

# Well twice, some seconds apart: a service that starts again and again is well for a moment each time.
is_well() {
    local until=$((SECONDS + wait)) times=0
    while [ "$SECONDS" -lt "$until" ]; do
        if as_service "$target" health >"$scratch/health" 2>&1; then
            times=$((times + 1))
            [ "$times" -lt 2 ] || return 0
            sleep 3
        else
            # What has ended and is not started again will not get well.
            case "$(systemctl is-active "$service" || true)" in inactive | failed) return 1 ;; esac
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

# The former program in its place, and its database if it cannot read the one that is there.
go_back() {
    trap '' INT TERM
    [ -e "$keep/zapis.former" ] || fail "there is no former version in $keep; nothing was changed"
    systemctl stop "$service" || true
    cp -p "$target" "$scratch/present"
    put "$keep/zapis.former"
    local lost=
    if ! as_service "$target" check >"$scratch/check" 2>&1; then
        local why
        why=$(tail -n 1 "$scratch/check")
        grep -q "newer zapis" "$scratch/check" || fail "the former version is in place, but does not accept the configuration: $why"
        local before
        before=$(date -r "$copy" '+%Y-%m-%d %H:%M:%S')
        [ -n "$with_database" ] || {
            put "$scratch/present"
            start || true
            fail "nothing was changed: the former version cannot read the database of now. Say --with-database to put that of $before back"
        }
        say "the former version cannot read the database of now; that of $before is put back, and what came in since is set aside:"
        as_service "$target" restore --yes "$copy" ||
            fail "the copy $copy could not be put back, and the service is stopped. The former version is in place: restore a backup and start it"
        lost=", with the database of $before"
    fi
    if start; then
        say "the former version is in use again and well$lost"
    else
        fail "the former version is back$lost, but is not well: $(tail -n 1 "$scratch/health"); look at: journalctl -u $service"
    fi
}

if [ "$what" = --back ]; then
    go_back
    exit 0
fi

case "$what" in
    --build)
        sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
        command -v cargo >/dev/null || fail "cargo is not here; build on another machine and give the binary"
        (cd "$sources" && cargo build --release --locked)
        new=$sources/target/release/zapis
        ;;
    *.deb)
        [ -r "$what" ] || fail "$what cannot be read"
        dpkg-deb --extract "$what" "$scratch/package"
        new=$scratch/package/usr/bin/zapis
        ;;
    *) new=$what ;;
esac
[ -f "$new" ] || fail "$new is no file"
# From here it is looked at as the user of the service, who may not see where it lies.
cp "$new" "$scratch/zapis"
chmod 755 "$scratch/zapis"
new=$scratch/zapis

version=$(as_service "$new" --version 2>&1) || fail "the new version does not start on this machine: $version"
as_service "$new" check >"$scratch/check" 2>&1 ||
    fail "the new version does not accept the configuration, and nothing was changed: $(tail -n 1 "$scratch/check")"
say "to be put into use: $(tr '\n' ' ' <<<"$version")"

make_keep
trap 'go_back; exit 1' INT TERM
systemctl stop "$service"
# The service stands still, so nothing comes in between this copy and the new version; Telegram keeps what is written meanwhile.
rm -f "$copy" "$copy.sha256"
if [ -e "$target" ]; then cp -p "$target" "$keep/zapis.former"; fi
if ! as_service "$target" backup --plain "$copy" >"$scratch/backup" 2>&1; then
    reason=$(tail -n 1 "$scratch/backup")
    systemctl start "$service" || true
    fail "the database could not be copied, so nothing was changed and the service was started again: $reason"
fi
put "$new"
if start; then
    trap - INT TERM
    say "the new version is in use and well; the former is kept in $keep (deploy.sh --back)"
    exit 0
fi
say "the new version is not well: $(tail -n 1 "$scratch/health")"
go_back
exit 1
