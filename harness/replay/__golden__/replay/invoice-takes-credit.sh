#!/bin/sh
# Case:   invoice-takes-credit
# Title:  Title of invoice-takes-credit
# Target: Acme sandbox
#
# Repeats the 1 request of the case, in order, and shows every answer.
#
# What to look for
# blocked: invoice.open: POST /invoices: status should be 2xx, is 501

set -eu

has() { command -v "$1" >/dev/null 2>&1; }
has curl || { echo 'This script needs curl; it is not on the PATH.' >&2; exit 127; }
: "${DIGITAL_RIVER_CONFIDENTIAL_KEY:?is not set. Export it with the key that the run used.}"

# Keys as curl's config wants them, which it reads from its input: no key is an argument.
DIGITAL_RIVER_CONFIDENTIAL_KEY=$(printf '%s' "$DIGITAL_RIVER_CONFIDENTIAL_KEY" | sed 's/[\\"]/\\&/g')
digital_river_url=https://sandbox.acme.example
digital_river_url=${DIGITAL_RIVER_URL:-$digital_river_url}

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# Announces a request and forgets the last answer.
begin() { printf '%s\n' "--- $1"; : >"$answer"; }

# Shows the body of the last answer.
show() { if has jq && jq . "$answer" 2>/dev/null; then :; else cat "$answer"; echo; fi; }

# 10  given.invoice  (recorded: 501 in 12 ms)
begin '10 given.invoice: POST /invoices'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type: application/json' \
  --data-raw '{"currency":"USD"}' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 501 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/invoices"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

echo 'Done: 1 request repeated.'
