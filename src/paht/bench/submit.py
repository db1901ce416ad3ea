"""Sending a report: the operation alone, and the citizen's form over HTTP, each beside its own rows by pgbench."""

import io
import os
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count, repeat

import psycopg
from django.urls import reverse

from paht import clock
from paht.bench import cpu, load, province, rows, wire
from paht.bench.home import say, serving
from paht.bench.pgbench import Baseline, script
from paht.bench.results import Comparison, Effort, Sample, compare, interleave
from paht.doors.citizen import opened
from paht.doors.citizen.short_way import ShortWay
from paht.doors.pages.requests import Handler
from paht.installation.postgres import Server

CONNECTIONS = 16
WARM_UP = 200
WARM_UP_SECONDS = 3
"""Sent before anything is counted: statements are prepared, plans are kept, files have grown."""

_ONE = "pgbench, the same rows in one prepared statement, long values sent with each call, keys made by the server"
_PLAIN = "pgbench, the same rows by one prepared INSERT a table between BEGIN and COMMIT"


def fill(server: Server, found: province.Province, *, now: datetime, cases: int) -> None:
    """So many sent cases in the tables that a submission writes."""
    case_id = province.sent(found, number=98_000_000, now=now)
    with psycopg.connect(server.url("super"), autocommit=True) as connection:
        rows.fill_sent(connection, cases=cases, case_id=case_id)


def operation(
    server: Server, found: province.Province, *, now: datetime, effort: Effort, is_known: bool = False
) -> Comparison:
    """``paht.cases.sending.send`` in one thread of this process, by senders unknown until then or by one we know."""
    numbers = repeat(10_000_000) if is_known else count(10_000_000)

    def send() -> None:
        province.sent(found, number=next(numbers), now=now)

    def measure() -> Sample:
        before, program = cpu.seconds(server.postmaster_pid), time.process_time()
        calls, began = 0, time.monotonic()
        while time.monotonic() - began < effort.seconds:
            send()
            calls += 1
        return Sample(
            calls=calls,
            wall=time.monotonic() - began,
            program=time.process_time() - program,
            database=cpu.seconds(server.postmaster_pid) - before,
        )

    for _ in range(WARM_UP):
        send()
    heard = wire.listen(send)
    one, plain = _baselines(server, found, now=now, clients=1, effort=effort)
    samples, others, plainer = interleave(measure, one.run, plain.run, effort=effort)
    whose = "a known sender" if is_known else "operation"
    return compare(
        samples,
        others,
        name=f"submit ({whose})",
        measured="paht.cases.sending.send in one thread: validation, sealing, one durable transaction",
        baseline=f"{_ONE}, 1 client",
        plain=plainer,
        plain_baseline=f"{_PLAIN}, 1 client",
        round_trips=heard.round_trips,
        statements=heard.statements,
    )


def form(server: Server, found: province.Province, *, now: datetime, effort: Effort) -> Comparison:
    """The citizen's form with a stored photograph, posted over HTTP to the production web server."""
    path = reverse("citizen-send")
    with serving() as web:
        visitor = _Visitor(web.port, path, found.jurisdiction.id)
        visitor.post_in_process()
        heard = wire.listen(visitor.post_in_process)

        def post(seconds: int) -> Sample:
            bodies = visitor.bodies(amount=_MOST_A_SECOND * seconds)
            return _post(web.port, server, web.pid, bodies, seconds=seconds)

        one, plain = _baselines(server, found, now=now, clients=CONNECTIONS, effort=effort)
        say("submit: warming up")
        post(WARM_UP_SECONDS)
        replace(one, seconds=WARM_UP_SECONDS).run()
        say("submit: measuring")
        samples, others, plainer = interleave(lambda: post(effort.seconds), one.run, plain.run, effort=effort)
    return compare(
        samples,
        others,
        name="submit",
        measured=f"POST of the citizen's form with a stored photograph, {CONNECTIONS} kept connections",
        baseline=f"{_ONE}, {CONNECTIONS} clients",
        plain=plainer,
        plain_baseline=f"{_PLAIN}, {CONNECTIONS} clients",
        round_trips=heard.round_trips,
        statements=heard.statements,
    )


_MOST_A_SECOND = 2000
"""Forms made beforehand for each second; where that is too few the stretch ends early, and its own time counts."""


def _baselines(
    server: Server, found: province.Province, *, now: datetime, clients: int, effort: Effort
) -> tuple[Baseline, Baseline]:
    """The rows of a submission in one statement, and by a statement a table."""
    case_id = province.sent(found, number=99_000_000 + clients, now=now)
    with psycopg.connect(server.url("super"), autocommit=True) as connection:
        raws = [make(connection, case_id=case_id) for make in (rows.submission, rows.submission_by_table)]
    one, plain = (
        Baseline(
            server=server,
            script=script(*raw.statements),
            values=raw.sent,
            clients=clients,
            seconds=effort.seconds,
        )
        for raw in raws
    )
    return one, plain


def _post(port: int, server: Server, web_pid: int, bodies: list[bytes], *, seconds: int) -> Sample:
    before: list[float] = []

    def begin() -> None:
        before.extend((cpu.seconds(web_pid), cpu.seconds(server.postmaster_pid), time.process_time()))

    calls, wall = load.run(
        port=port,
        requests=iter(bodies),
        expect=303,
        seconds=seconds,
        connections=CONNECTIONS,
        begin=begin,
    )
    return Sample(
        calls=calls,
        wall=wall,
        program=cpu.seconds(web_pid) - before[0],
        database=cpu.seconds(server.postmaster_pid) - before[1],
        load=time.process_time() - before[2],
    )


class _Visitor:
    """A browser that has opened the form and chosen a photograph, which the server has kept already."""

    def __init__(self, port: int, path: str, jurisdiction_id: int) -> None:
        self._port, self._path, self._jurisdiction_id = port, path, jurisdiction_id
        self._numbers = count(20_000_000)
        page = load.ask(port, load.request("GET", path, port=port, headers={"Connection": "close"}))
        assert page.status == 200, page
        self._cookies, self._hidden = page.cookies(), _hidden(page.body)
        self._photo = self._kept_photo(self._hidden)

    def bodies(self, *, amount: int) -> list[bytes]:
        """Whole requests, each of a form opened anew, from a phone number of its own.

        The word of an opened form is signed here, as the page does it: opening thousands of pages would only heat the
        machine. They are made before anything is measured.
        """
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        now = clock.now()
        return [
            self._request(
                {
                    **self._filled(next(self._numbers)),
                    **self._hidden,
                    "command_id": opened.fresh(jurisdiction_id=self._jurisdiction_id, now=now),
                },
                cookie,
            )
            for _ in range(amount)
        ]

    def post_in_process(self) -> None:
        """The same form to the same application in this process, where the wire to PostgreSQL can be heard."""
        (words,) = self.bodies(amount=1)
        head, _, body = words.partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        told = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in lines.items()}
        environ = {
            **told,
            "REQUEST_METHOD": "POST",
            "PATH_INFO": self._path,
            "CONTENT_TYPE": lines["Content-Type"],
            "CONTENT_LENGTH": lines["Content-Length"],
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self._port),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
        }
        answers: list[str] = []
        ShortWay(Handler())(environ, lambda status, _headers: answers.append(status))
        assert answers == ["303 See Other"], answers

    def _filled(self, number: int) -> dict[str, str]:
        return {
            "kind": "report",
            "field": "road",
            "description": province.DESCRIPTION,
            "lat": "10.2537",
            "lon": "105.9722",
            "source": "gps",
            "name": "Nguyễn Thị Bưởi",
            "phone": province.phone(number),
            "email": "buoi@vidu.vn",
            "declared": "1",
            "photo_kept": self._photo,
        }

    def _kept_photo(self, hidden: dict[str, str]) -> str:
        """The token of a photograph that the server has kept: of a form that came back for want of a name."""
        from PIL import Image

        file = io.BytesIO()
        Image.frombytes("RGB", (64, 48), os.urandom(64 * 48 * 3)).resize((1280, 960)).save(file, "JPEG")
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._photo = ""
        fields = {**self._filled(1), **hidden, "name": ""}
        words = self._request(fields, cookie, photo=file.getvalue())
        answer = load.ask(self._port, words.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        token = re.search(r'name="photo_kept" value="([^"]+)"', answer.body.decode())
        assert token is not None, answer.body.decode()[:3000]
        return token[1]

    def _request(self, fields: dict[str, str], cookie: str, photo: bytes | None = None) -> bytes:
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
            if value
        ]
        head = b'Content-Disposition: form-data; name="photo"; filename='
        if photo is None:
            # As a browser sends a file field that nobody has touched.
            parts += [b'--%b\r\n%b""\r\n\r\n\r\n' % (boundary.encode(), head)]
        else:
            parts += [
                b'--%b\r\n%b"anh.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' % (boundary.encode(), head),
                photo,
                b"\r\n",
            ]
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Cookie": cookie,
            "Origin": f"http://127.0.0.1:{self._port}",
        }
        return load.request("POST", self._path, port=self._port, headers=headers, body=body)


def _hidden(page: bytes) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found: Iterator[re.Match[str]] = re.finditer(r"<input[^>]*type=\"hidden\"[^>]*>", page.decode())
    fields = {}
    for tag in found:
        name, value = re.search(r'name="(\w+)"', tag[0]), re.search(r'value="([^"]*)"', tag[0])
        if name and value and name[1] in ("csrfmiddlewaretoken", "command_id"):
            fields[name[1]] = value[1]
    return fields
