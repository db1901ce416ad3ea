"""Pages that are read: the desk's queue, the public results and one case, each beside its own SQL by pgbench."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from paht import clock
from paht.bench import cpu, load, province, wire
from paht.bench.home import Web
from paht.bench.pgbench import Baseline, script
from paht.bench.results import Comparison, Effort, Sample, compare, interleave
from paht.installation.postgres import Server
from paht.people.sessions import open_session

CONNECTIONS = 16


def inbox(server: Server, web: Web, found: province.Province, *, effort: Effort) -> Comparison:
    """The desk's queue, signed in."""
    client = Client(headers={"host": f"127.0.0.1:{web.port}"})
    client.cookies[settings.SESSION_COOKIE_NAME] = open_session(
        staff_id=found.desk_account.pk, device="bench", at=clock.now(), confirmed=True
    )
    return _page(server, web, client, name="inbox", path=reverse("desk"), effort=effort)


def results(server: Server, web: Web, *, effort: Effort) -> Comparison:
    """The public list of results, as anybody sees it."""
    client = Client(headers={"host": f"127.0.0.1:{web.port}"})
    return _page(server, web, client, name="list", path=reverse("citizen-results"), effort=effort)


def result(server: Server, web: Web, case_id: uuid.UUID, *, effort: Effort) -> Comparison:
    """One published case with its whole history."""
    client = Client(headers={"host": f"127.0.0.1:{web.port}"})
    path = reverse("citizen-result", args=[case_id])
    return _page(server, web, client, name="detail", path=path, effort=effort)


def _page(server: Server, web: Web, client: Client, *, name: str, path: str, effort: Effort) -> Comparison:
    def get() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"

    get()
    with _said() as statements:
        get()
    heard = wire.listen(get)
    cookie = "; ".join(f"{morsel.key}={morsel.value}" for morsel in client.cookies.values())
    words = load.request("GET", path, port=web.port, headers={"Cookie": cookie} if cookie else None)

    def measure() -> Sample:
        before: list[float] = []

        def begin() -> None:
            before.extend((cpu.seconds(web.pid), cpu.seconds(server.postmaster_pid)))

        calls, wall = load.run(
            port=web.port,
            requests=repeat(words),
            expect=200,
            seconds=effort.seconds,
            connections=CONNECTIONS,
            begin=begin,
        )
        return Sample(
            calls=calls,
            wall=wall,
            program=cpu.seconds(web.pid) - before[0],
            database=cpu.seconds(server.postmaster_pid) - before[1],
        )

    measure()
    baseline = Baseline(
        server=server,
        script=script(*(statements or ["SELECT 1"])),
        clients=CONNECTIONS,
        seconds=effort.seconds,
    )
    samples, others = interleave(measure, baseline.run, effort=effort)
    return compare(
        samples,
        others,
        name=name,
        measured=f"GET {path}, {CONNECTIONS} kept connections",
        baseline=f"pgbench, the page's own SQL as prepared statements, {CONNECTIONS} clients",
        round_trips=heard.round_trips,
        statements=heard.statements,
    )


@contextmanager
def _said() -> Iterator[list[str]]:
    """The statements that this thread's Django cursor runs meanwhile, their values written into them."""
    said: list[str] = []

    def note(execute: Callable[..., Any], statement: Any, values: Any, many: bool, context: Any) -> Any:
        with psycopg.ClientCursor(connection.connection) as cursor:
            said.append(cursor.mogrify(statement, values))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(note):
        yield said
