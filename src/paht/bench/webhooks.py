"""How soon a platform is answered: signed events at a steady pace, each sent more than once, while the worker works on
what came before.

A platform waits a moment only (Zalo: two seconds, docs/chats.md), so that the slowest answers count here, not a ratio.
"""

import hashlib
import http.client
import json
import os
import random
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import psycopg

from paht import clock
from paht.bench.home import SLUG, say, serving
from paht.installation.postgres import Server
from paht.installation.processes import PROCESS, PYTHON_ENVIRONMENT, worker_program

PATH = "/webhooks/zalo"
APP, OA, SECRET = "1029384756", "4318657068771012646", "bench"
SENDERS, CONNECTIONS = 50, 16
_ACCOUNT = f"""[[account]]
province = "{SLUG}"
app_id = "{APP}"
oa_id = "{OA}"
secret = "${{PAHT_BENCH_ZALO}}"
"""


@dataclass(frozen=True, slots=True)
class Event:
    """A body as the platform posts it, and its signature."""

    body: bytes
    signature: str


def told(server: Server, folder: Path, *, events: int, copies: int, a_second: int) -> dict[str, float | int]:
    """Send every event ``copies`` times in a shuffled order; milliseconds until the answers, and what was stored."""
    described = folder / "zalo.toml"
    described.write_text(_ACCOUNT)
    os.environ |= {"PAHT_ZALO": str(described), "PAHT_BENCH_ZALO": SECRET}
    sent = [event for event in map(_event, range(events)) for _ in range(copies)]
    random.Random(1).shuffle(sent)  # noqa: S311 (an order)
    say(f"webhooks: {len(sent)} posts of {events} events, {a_second} a second")
    with serving() as web, _working():
        _post(
            http.client.HTTPConnection("127.0.0.1", web.port), _event(-1)
        )  # what is first met is made ready
        took = sorted(1000 * each for each in _paced(web.port, sent, a_second=a_second))
    with psycopg.connect(server.url("super")) as raw:
        row = raw.execute("SELECT count(*), count(DISTINCT event) FROM messages_inbox").fetchone()
    assert row is not None
    hundredths = quantiles(took, n=100)
    return {
        "posts": len(sent),
        "events": events,
        "stored": row[0] - 1,
        "stored_twice": row[0] - row[1],
        "median_ms": round(hundredths[49], 1),
        "p95_ms": round(hundredths[94], 1),
        "p99_ms": round(hundredths[98], 1),
        "most_ms": round(took[-1], 1),
        "over_200_ms": sum(each > 200 for each in took),
    }


def _event(number: int) -> Event:
    at = int(clock.now().timestamp() * 1000)
    body = json.dumps(
        {
            "event_name": "user_send_text",
            "app_id": APP,
            "sender": {"id": f"7{number % SENDERS:018d}"},
            "recipient": {"id": OA},
            "timestamp": str(at),
            "message": {
                "msg_id": f"bench-{number}",
                "text": f"Đèn đường hẻm {number} không sáng ba đêm liền",
            },
        },
        ensure_ascii=False,
    ).encode()
    words = APP.encode() + body + str(at).encode() + SECRET.encode()
    return Event(body, f"mac={hashlib.sha256(words).hexdigest()}")


def _paced(port: int, sent: Sequence[Event], *, a_second: int) -> list[float]:
    """The seconds that each answer took, from the moment at which its turn came."""
    began = time.monotonic()

    def line(first: int) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        took = []
        for turn in range(first, len(sent), CONNECTIONS):
            at = began + turn / a_second
            time.sleep(max(0.0, at - time.monotonic()))
            _post(connection, sent[turn])
            took.append(time.monotonic() - at)
        return took

    with ThreadPoolExecutor(CONNECTIONS) as lines:
        return [each for took in lines.map(line, range(CONNECTIONS)) for each in took]


def _post(connection: http.client.HTTPConnection, event: Event) -> None:
    headers = {"Content-Type": "application/json", "X-ZEvent-Signature": event.signature}
    connection.request("POST", PATH, event.body, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, f"{PATH} answers {answer.status}"


@contextmanager
def _working() -> Iterator[None]:
    """The worker of this home beside."""
    process = subprocess.Popen(
        worker_program().command,
        env={**os.environ, **PYTHON_ENVIRONMENT, PROCESS: "worker"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # that no platform takes the replies
        start_new_session=True,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)
