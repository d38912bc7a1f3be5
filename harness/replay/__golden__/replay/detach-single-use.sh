#!/bin/sh
# Case:   detach-single-use
# Title:  Detaching a single-use source cancels it, and no checkout takes it back
# Target: Acme sandbox
#
# Repeats the 8 requests of the case, in order, and shows every answer.
#
# What to look for
# detach-answers-204 (DR-DETACH-1) fails:
#   detach (exchange 4): status: expected 204, was 200
#   detach (exchange 4): body: expected empty, was {"deleted":true}
# source-is-cancelled (DR-DETACH-2) fails:
#   after (exchange 6): body.state: expected "cancelled", was "chargeable"
# reattach-is-refused (DR-DETACH-3) fails:
#   reattach (exchange 7): status: expected 409, was 200
#   by-body (exchange 8): body.errors: expected an item { "code": "source_status_invalid_for_session" }, was [{"code":"invalid_source"}]

set -eu

has() { command -v "$1" >/dev/null 2>&1; }
has curl || { echo 'This script needs curl; it is not on the PATH.' >&2; exit 127; }
has jq || has node || { echo 'This script needs jq or node to take ids from the answers; neither is on the PATH.' >&2; exit 127; }
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

# Takes one value from the last answer, with jq or, where it is missing, with node.
take() {
  if has jq; then jq -er "$1" "$answer"; return; fi
  node -e '
    const [path, file] = process.argv.slice(1);
    let value = JSON.parse(require("fs").readFileSync(file, "utf8"));
    for (const key of path.match(/\w+|"(?:[^"\\]|\\.)*"/g) || [])
      value = value == null ? value : value[/^"/.test(key) ? JSON.parse(key) : key];
    if (value == null) process.exit(1);
    console.log(String(value));
  ' "$1" "$answer" 2>/dev/null
}
pick() { take "$1" || { echo "The last answer has no $1, and later requests need it." >&2; exit 1; }; }

# 1  given.card  (recorded: 201 in 12 ms)
begin '1 given.card: POST /sources'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type: application/json' \
  --data-raw '{"type":"creditCard"}' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 201 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/sources"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show
card_source_id=$(pick .id)

# 2  given.cart  (recorded: 201 in 12 ms)
begin '2 given.cart: POST /checkouts'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type: application/json' \
  --data-raw '{"currency":"USD"}' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 201 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/checkouts"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show
cart_checkout_id=$(pick .id)

# 3  attach  (recorded: 200 in 12 ms)
begin '3 attach: POST /checkouts/chk_41d0/sources/src_9f2c71'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type:' \
  --data-raw '' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 200 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/checkouts/${cart_checkout_id}/sources/${card_source_id}"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

# 4  detach  (recorded: 200 in 12 ms)
begin '4 detach: DELETE /checkouts/chk_41d0/sources/src_9f2c71'
curl -X DELETE \
  -H 'digitalriver-version: 2021-12-13' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 200 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/checkouts/${cart_checkout_id}/sources/${card_source_id}"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

# 5  after  (recorded: 200 in 12 ms)
begin '5 after: GET /sources/src_9f2c71'
curl \
  -H 'digitalriver-version: 2021-12-13' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 200 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/sources/${card_source_id}"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

# 6  after  (recorded: 200 in 12 ms)
begin '6 after: GET /sources/src_9f2c71'
curl \
  -H 'digitalriver-version: 2021-12-13' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 200 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/sources/${card_source_id}"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

# 7  reattach  (recorded: 200 in 12 ms)
begin '7 reattach: POST /checkouts/chk_41d0/sources/src_9f2c71'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type:' \
  --data-raw '' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 200 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/checkouts/${cart_checkout_id}/sources/${card_source_id}"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
CONFIG
show

# 8  by-body  (recorded: 409 in 12 ms)
begin '8 by-body: POST /checkouts/chk_41d0'
curl -X POST \
  -H 'digitalriver-version: 2021-12-13' \
  -H 'content-type: application/json' \
  --config - \
  -sS -o "$answer" -w 'HTTP %{http_code}  (recorded: 409 in 12 ms)\n' <<CONFIG
url = "${digital_river_url}/checkouts/${cart_checkout_id}"
header = "authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}"
data-raw = "{\\"sourceId\\":\\"${card_source_id}\\"}"
CONFIG
show

echo 'Done: 8 requests repeated.'
