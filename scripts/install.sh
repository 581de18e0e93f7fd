#!/usr/bin/env bash
# Installs Zapis as a service of systemd where there is no Debian package for it. It can be run again at any time.
set -euo pipefail

help() {
    cat <<'HELP'
Usage: scripts/install.sh [--binary FILE] [--prefix DIR] [--root DIR]
       scripts/install.sh --uninstall [--prefix DIR] [--root DIR]

  --binary FILE  the program to install; target/release/zapis of these sources, if it is left out
  --prefix DIR   where programs live; /usr/local, if it is left out
  --root DIR     put all files below this folder and make no user: to look at what it does, or to fill an image
  --uninstall    stop it and take away what was installed; bookings, configuration, tokens and the user stay
HELP
}

fail() {
    echo "install.sh: $1" >&2
    exit 1
}
wrong() {
    echo "install.sh: $1; see --help" >&2
    exit 2
}

sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=$sources/target/release/zapis
prefix=/usr/local
root=
uninstall=false
while [ $# -gt 0 ]; do
    case "$1" in
        --binary | --prefix | --root)
            [ -n "${2:-}" ] || wrong "$1 needs a value"
            declare "${1#--}=$2"
            shift
            ;;
        --uninstall) uninstall=true ;;
        --help) help && exit ;;
        *) wrong "there is no option $1" ;;
    esac
    shift
done
case "$prefix" in
    /*) prefix=${prefix%/} ;;
    *) wrong "--prefix must begin with /" ;;
esac
root=${root%/}
# Whoever keeps new files to themselves installs for others all the same.
umask 022
[ -n "$root" ] || [ "$(id -u)" -eq 0 ] || fail "run it as root, or try it with --root DIR"

# systemd reads units from /usr and /usr/local by itself.
case "$prefix" in
    /usr | /usr/local) units=$prefix/lib/systemd/system ;;
    *) units=/etc/systemd/system ;;
esac
docs=$prefix/share/doc/zapis
bash_completion=$prefix/share/bash-completion/completions/zapis
zsh_completion=$prefix/share/zsh/site-functions/_zapis
fish_completion=$prefix/share/fish/vendor_completions.d/zapis.fish

# Whether there is a systemd to talk to.
has_systemd() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

# FROM TO [MODE]; paths of the package in it become ours.
put() {
    install -d "$(dirname "$root$2")"
    sed -e "s|/usr/bin/zapis|$prefix/bin/zapis|g" -e "s|/usr/share/doc/zapis|$docs|g" \
        -e "s|/usr/share/zapis|$prefix/share/zapis|g" "$1" >"$root$2.new"
    chmod "${3:-0644}" "$root$2.new"
    mv "$root$2.new" "$root$2"
}

if $uninstall; then
    if has_systemd; then
        # What was never started is no obstacle.
        systemctl stop 'zapis-*.timer' 'zapis@*.service' zapis.service 2>/dev/null || true
    fi
    if [ -d "$root/etc/systemd/system" ]; then
        # What `systemctl enable` made would lead nowhere.
        find "$root/etc/systemd/system" -type l \
            \( -name 'zapis.service' -o -name 'zapis@*.service' -o -name 'zapis-*.timer' \) -delete
    fi
    rm -f "$root$prefix/bin/zapis" "$root$units"/zapis{,@,-backup,-backup@,-health,-health@}.{service,timer} \
        "$root$bash_completion" "$root$zsh_completion" "$root$fish_completion"
    rm -rf "$root$docs" "$root$prefix/share/zapis"
    if has_systemd; then systemctl daemon-reload; fi
    echo "Zapis is gone. What stays: $root/etc/zapis, the tokens in $root/etc/credstore, the bookings in $root/var/lib/zapis, the user zapis."
    exit
fi

[ -f "$binary" ] || fail "there is no $binary; build it with: cargo build --release, or name one with --binary"
binary=$(realpath "$binary")
"$binary" --version >/dev/null 2>&1 || fail "$binary does not run on this machine"

if [ -z "$root" ] && ! getent passwd zapis >/dev/null; then
    nologin=$(command -v nologin || echo /sbin/nologin)
    if command -v useradd >/dev/null; then
        useradd --system --user-group --home-dir /var/lib/zapis --shell "$nologin" zapis
    else
        adduser -S -D -H -h /var/lib/zapis -s "$nologin" zapis
    fi
fi
if [ -z "$root" ]; then
    [ -d /var/lib/zapis ] || install -d -m 0700 -o zapis -g "$(id -gn zapis)" /var/lib/zapis
fi

# The file of a program that runs cannot be written over, but it can be replaced.
install -D -m 0755 "$binary" "$root$prefix/bin/zapis.new"
mv "$root$prefix/bin/zapis.new" "$root$prefix/bin/zapis"
for unit in "$sources"/systemd/*.{service,timer}; do put "$unit" "$units/$(basename "$unit")"; done
put "$sources/systemd/README.md" "$docs/systemd.md"
for page in webhook.md growth.md nginx.conf.example; do put "$sources/systemd/$page" "$docs/$page"; done
put "$sources/scripts/README.md" "$docs/scripts.md"
put "$sources/config.toml" "$docs/config.toml"
for sample in "$sources"/src/catalog/samples/*.toml; do put "$sample" "$docs/samples/$(basename "$sample")"; done
for script in backup deploy healthcheck restore; do
    put "$sources/scripts/$script.sh" "$prefix/share/zapis/scripts/$script.sh" 0755
done
for file in "$sources"/scripts/monitoring/*; do put "$file" "$prefix/share/zapis/monitoring/$(basename "$file")"; done
for shell in bash zsh fish; do
    file=${shell}_completion
    install -d "$(dirname "$root${!file}")"
    "$binary" completions "$shell" >"$root${!file}"
done
if [ -e "$root/etc/zapis/config.toml" ]; then
    echo "$root/etc/zapis/config.toml stays as it is."
else
    put "$sources/systemd/config.toml" /etc/zapis/config.toml
fi

if has_systemd; then
    systemctl daemon-reload
    # Where a former one runs, the new one takes its place.
    systemctl try-restart zapis.service 'zapis@*.service' || fail "it did not come back; see: journalctl -u 'zapis*'"
fi
echo "Zapis is installed below $root$prefix. How to start it: $root$docs/systemd.md"
