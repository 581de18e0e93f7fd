#!/usr/bin/env bash
# Makes a backup, looks it through, and has it copied elsewhere; for cron where there is no systemd. The service may run meanwhile.
set -euo pipefail

usage() {
    cat <<'END'
Usage: backup.sh [--config FILE] [--quiet]

Makes a backup in backup.folder, as `zapis backup` does, and looks it through. Exit code 0 when it is good and copied, 1 and the
reason otherwise; what was there before stays in any case.

  --config FILE  the configuration (default: ZAPIS_CONFIG, else config.toml)
  --quiet        says nothing when all is well, so that cron sends no mail

Environment:
  ZAPIS_BIN      the program (default: zapis)
  ZAPIS_COPY_TO  a command that copies the backup elsewhere; in it, "$BACKUP" is the new file. Let backup.recipient be set,
                 so that whoever keeps the copy cannot read it. For example:
                   rsync -a "$BACKUP" "$BACKUP.sha256" me@example.org:zapis/
                   rclone copy "$BACKUP" remote:zapis
END
}

fail() {
    echo "backup.sh: $1" >&2
    exit "${2:-1}"
}

quiet=
config=()
while [ $# -gt 0 ]; do
    case "$1" in
        --config)
            [ $# -ge 2 ] || fail "--config needs a file" 2
            config=(--config "$2")
            shift
            ;;
        --quiet) quiet=yes ;;
        --help | -h)
            usage
            exit 0
            ;;
        *) fail "unknown argument $1; see --help" 2 ;;
    esac
    shift
done

zapis=${ZAPIS_BIN:-zapis}
command -v "$zapis" >/dev/null || fail "there is no $zapis; name it in ZAPIS_BIN" 2

made=$("$zapis" backup "${config[@]}") || fail "there is no new backup; former ones are whole"
# "backups/zapis-….db: 12 bookings, 5 clients, 412 KB"
BACKUP=${made%: *}
export BACKUP

# What was written is read back from the disk.
verified=$("$zapis" verify "$BACKUP") || fail "the new backup is not good; see above, and keep an older one"

if [ -n "${ZAPIS_COPY_TO:-}" ]; then
    bash -c "$ZAPIS_COPY_TO" >&2 || fail "the backup is good but could not be copied by ZAPIS_COPY_TO: $BACKUP"
fi
[ -n "$quiet" ] || echo "$verified"
