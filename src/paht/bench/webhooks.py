"""How soon whoever posts to us is answered: signed events at a steady pace, each sent more than once, while several
workers work on what came before; each channel alone. Then what the workers have made is counted.

A platform waits a moment only (Zalo: two seconds, docs/chats.md), so that the slowest answers count here, not a ratio.
"""

import http.client
import os
import random
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles

import psycopg

from paht.bench import posted
from paht.bench.home import say, serving
from paht.bench.posted import Made, Post
from paht.installation.postgres import Server
from paht.installation.processes import PROCESS, PYTHON_ENVIRONMENT, worker_program

CONNECTIONS, WORKERS = 16, 3
SLOW_MS, DRAINED_SECONDS = 200, 600
Told = dict[str, str | float | int]


def told(
    server: Server, folder: Path, *, jurisdiction_id: int, events: int, copies: int, a_second: int
) -> list[Told]:
    """For each channel, send every event ``copies`` times in a shuffled order; milliseconds until the answers, what
    was stored, and how many things the workers made of it."""
    posted.described(folder)
    made = posted.events(jurisdiction_id)
    with serving() as web, ExitStack() as stack:
        for _ in range(WORKERS):
            stack.enter_context(working())
        found = [
            _told(server, web.port, channel, made[channel], events=events, copies=copies, a_second=a_second)
            for channel in posted.CHANNELS
        ]
        _drained(server)
    for each in found:
        channel = str(each["channel"])
        wanted = posted.wanted(channel, events)
        each |= {"wanted": wanted, "made": _number(server, posted.MADE[channel])}
    return found


def _drained(server: Server) -> None:
    """Wait until the workers have worked on everything."""
    began, said = time.monotonic(), 0.0
    while left := _number(server, "SELECT count(*) FROM messages_inbox WHERE state = 'waiting'"):
        took = time.monotonic() - began
        if took > DRAINED_SECONDS:
            raise TimeoutError(f"{left} events wait after {DRAINED_SECONDS} s")
        if took - said > 20:
            said = took
            say(f"webhooks: {left} events wait for the workers")
        time.sleep(0.2)


def _number(server: Server, statement: str) -> int:
    with psycopg.connect(server.url("super")) as raw:
        row = raw.execute(statement).fetchone()
    assert row is not None
    return int(row[0])


def _told(
    server: Server, port: int, channel: str, made: Made, *, events: int, copies: int, a_second: int
) -> Told:
    sent = [event for event in map(made, range(events)) for _ in range(copies)]
    random.Random(1).shuffle(sent)  # noqa: S311 (an order)
    say(f"webhooks: {channel}: {len(sent)} posts of {events} events, {a_second} a second")
    first = http.client.HTTPConnection("127.0.0.1", port)
    _post(first, made(events))  # what is first met is made ready
    took = sorted(1000 * each for each in _paced(port, sent, a_second=a_second))
    with psycopg.connect(server.url("super")) as raw:
        row = raw.execute(
            "SELECT count(*), count(DISTINCT event) FROM messages_inbox WHERE channel = %s", [channel]
        ).fetchone()
    assert row is not None
    hundredths = quantiles(took, n=100, method="inclusive")
    return {
        "channel": channel,
        "posts": len(sent),
        "events": events,
        "stored": row[0] - 1,
        "stored_twice": row[0] - row[1],
        "median_ms": round(hundredths[49], 1),
        "p95_ms": round(hundredths[94], 1),
        "p99_ms": round(hundredths[98], 1),
        "most_ms": round(took[-1], 1),
        "over_200_ms": sum(each > SLOW_MS for each in took),
    }


def _paced(port: int, sent: Sequence[Post], *, a_second: int) -> list[float]:
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


def _post(connection: http.client.HTTPConnection, event: Post) -> None:
    connection.request("POST", event.path, event.body, dict(event.headers))
    answer = connection.getresponse()
    answer.read()
    assert 200 <= answer.status < 300, f"{event.path} answers {answer.status}"


@contextmanager
def working() -> Iterator[int]:
    """A worker of this home beside; its process."""
    process = subprocess.Popen(
        worker_program().command,
        env={**os.environ, **PYTHON_ENVIRONMENT, PROCESS: "worker"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # that no platform takes the replies
        start_new_session=True,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)
