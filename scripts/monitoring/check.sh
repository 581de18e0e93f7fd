#!/usr/bin/env bash
# Checks what is here with promtool: the scrape example, the alerts and their tests, and each query of the dashboard.
set -euo pipefail

if [ "${1:-}" = --help ]; then
    echo "Usage: check.sh    needs promtool (Debian: prometheus) and jq"
    exit 0
fi
cd "$(dirname "${BASH_SOURCE[0]}")"
for tool in promtool jq; do
    command -v "$tool" >/dev/null || {
        echo "check.sh: there is no $tool; install it (Debian: prometheus, jq)" >&2
        exit 1
    }
done

scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

promtool check config prometheus.yml
promtool test rules alerts_test.yml
# A query is checked as if it were a rule, with Grafana's variables filled in.
jq '{groups: [{name: "dashboard", rules: [
        ([.panels[] | .targets[]?.expr] + [.annotations.list[].expr])
        | map(gsub("\\$__rate_interval"; "5m") | gsub("\\$instance"; ".*"))
        | to_entries[] | {record: "dashboard:query\(.key)", expr: .value}
    ]}]}' dashboard.json >"$scratch/dashboard.json"
promtool check rules "$scratch/dashboard.json"
