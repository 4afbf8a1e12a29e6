#!/usr/bin/env python3
"""Follows the log of a Switchboard server over HTTP/2: one event a line on standard output.

History first, then live. A lost connection is made again and resumed after the last event, and
the place that every event names (prev) is checked against the event before: no gap goes unseen.

Needs httpx with HTTP/2:  pip install 'httpx[http2]'  (Debian: python3-httpx python3-h2)

usage: SWITCHBOARD_TOKEN=TOKEN follow.py URL [CURSOR]

  URL     such as https://127.0.0.1:8443
  CURSOR  resume after it; default: the first event

SWITCHBOARD_CA names a PEM file of certificates to trust, such as DIR/tls-certificate.pem.
"""

import json
import os
import random
import sys
import time

import httpx

# The server says something every 5 s: 15 s of silence is a dead connection.
SILENCE_SECONDS = 15


class Refused(Exception):
    """An answer that trying again cannot mend: no token, no right, or another log."""


class Busy(Exception):
    """An answer that asks to come again later."""


def blocks(lines):
    """The blocks of an event stream, as dictionaries of their fields."""
    block = {}
    for line in lines:
        line = line.rstrip("\r\n")
        if not line:
            if block:
                yield block
            block = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            block[name] = block[name] + "\n" + value if name == "data" and name in block else value


def position(cursor):
    """The position that a cursor names."""
    return int(cursor.rpartition(".")[2])


def check(response):
    """Raises what an answer other than a stream means."""
    if response.status_code == 200:
        return
    response.read()
    if response.status_code in (429, 502, 503, 504):
        raise Busy(response.headers.get("retry-after", "1"))
    raise Refused(f"{response.status_code}: {response.text}")


def follow(client, cursor):
    """Yields (cursor, event) of one connection; event is None where only the place moved."""
    headers = {"accept": "text/event-stream"}
    if cursor:
        headers["last-event-id"] = cursor
    previous = position(cursor) if cursor else 0
    with client.stream("GET", "/v1/events", params={"from": "0"}, headers=headers) as response:
        check(response)
        for block in blocks(response.iter_lines()):
            event = None
            if "." in block.get("event", ""):
                event = json.loads(block["data"])
                if int(event["prev"]) != previous:
                    raise Refused(f"a gap: {event['prev']} stands where {previous} was expected")
                previous = int(event["sequence"])
            if "id" in block:
                yield block["id"], event


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    cursor = sys.argv[2] if len(sys.argv) == 3 else ""
    client = httpx.Client(
        base_url=sys.argv[1],
        http2=True,
        verify=os.environ.get("SWITCHBOARD_CA") or True,
        headers={"authorization": "Bearer " + os.environ["SWITCHBOARD_TOKEN"]},
        timeout=httpx.Timeout(10, read=SILENCE_SECONDS),
    )
    failures = 0
    while True:
        wait = min(0.5 * 2**failures, 30) * random.uniform(0.5, 1)
        try:
            for cursor, event in follow(client, cursor):
                failures = 0
                if event is not None:
                    print(json.dumps(event, ensure_ascii=False), flush=True)
        except Refused as refusal:
            sys.exit(str(refusal))
        except Busy as busy:
            wait = float(busy.args[0])
        except httpx.TransportError as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        failures += 1
        print(f"resuming after {cursor or 'the beginning'} in {wait:.1f} s", file=sys.stderr)
        time.sleep(wait)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
