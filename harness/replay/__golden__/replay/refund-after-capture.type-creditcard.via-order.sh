#!/bin/sh
# Case:   refund-after-capture[type=creditCard,via=order]
# Title:  A captured charge can be refunded
# Target: Acme sandbox
#
# Repeats the 1 request of the case, in order, and shows every answer.
#
# What to look for
# refund-answers-201 (DR-REFUND-1) fails:
#   refund (exchange 9): status: expected 201, was no answer within 10 s (timeout)

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

# 9  refund  (recorded: timeout after 10.0 s)
begin '9 refund: POST /refunds'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type: application/json' \
  --data-raw '{"orderId":"182938450336","amount":12.5}' \
  --config - \
  -sS -o "$answer" -m 10 -w 'HTTP %{http_code}  (recorded: timeout after 10.0 s)\n' <<CONFIG || true
url = "${digital_river_url}/refunds"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

echo 'Done: 1 request repeated.'
