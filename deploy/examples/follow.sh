#!/usr/bin/env bash
# Follows the log of a Switchboard server with curl: one event a line on standard output, history
# first, then live. A lost connection is made again and resumed after the last event, without a gap.
#
# usage: SWITCHBOARD_TOKEN=TOKEN deploy/examples/follow.sh URL [CURSOR]
#
#   URL     such as https://127.0.0.1:8443
#   CURSOR  resume after it: what was printed last on standard error; default: the first event
#
# SWITCHBOARD_CA names a PEM file of certificates to trust, such as DIR/tls-certificate.pem.
set -euo pipefail

url=${1:?usage: SWITCHBOARD_TOKEN=TOKEN follow.sh URL [CURSOR]}
cursor=${2:-}
: "${SWITCHBOARD_TOKEN:?make one with: switchboard access grant --role service}"

trap 'echo "resume with: ${cursor:-the first event}" >&2' EXIT

# One connection. The token goes in by a file, since arguments can be seen by every process.
# The server says something every 5 s: 15 s without a byte is a dead connection.
open_stream() {
  local options=(--silent --show-error --no-buffer --http2 --connect-timeout 10
    --speed-limit 1 --speed-time 15 --header "Accept: text/event-stream"
    --write-out $'\nstatus: %{http_code}\n')
  [[ -z ${SWITCHBOARD_CA:-} ]] || options+=(--cacert "$SWITCHBOARD_CA")
  [[ -z $cursor ]] || options+=(--header "Last-Event-ID: $cursor")
  curl "${options[@]}" --config - "$url/v1/events?from=0" \
    <<<"header = \"Authorization: Bearer $SWITCHBOARD_TOKEN\"" || true
}

id='' kind='' data='' status='' body=''
previous=''   # the position of the event before, as this stream's next one must name it

# A blank line ends a block: of an event, of a mark, or of nothing but a cursor.
finish_block() {
  if [[ $kind == *.* && $data =~ ^\{\"prev\":\"([0-9]+)\",\"sequence\":\"([0-9]+)\" ]]; then
    if [[ ${BASH_REMATCH[1]} != "$previous" ]]; then
      echo "a gap: after $previous came an event that follows ${BASH_REMATCH[1]}" >&2
      exit 1
    fi
    previous=${BASH_REMATCH[2]}
    printf '%s\n' "$data"
  fi
  [[ -z $id ]] || cursor=$id
  id='' kind='' data=''
}

while true; do
  status='' body=''
  # The first event of a connection names the place of the cursor.
  previous=${cursor##*.}
  previous=${previous:-00000000000000000000}
  while IFS= read -r line; do
    case $line in
      'id: '*) id=${line#id: } ;;
      'event: '*) kind=${line#event: } ;;
      'data: '*) data=${line#data: } ;;
      'status: '*) status=${line#status: } ;;
      '') finish_block ;;
      '{'*) body=$line ;;
    esac
  done < <(open_stream)
  id='' kind='' data=''   # Half a block is none.
  case $status in
    # No token, no right, or a log that is another one now: trying again would not help.
    400 | 401 | 403 | 404 | 410) echo "$status: $body" >&2; exit 1 ;;
  esac
  echo "connection lost; resuming after ${cursor:-the beginning}" >&2
  sleep "$((1 + RANDOM % 3))"   # Those who lost a server together do not come back together.
done
