"""Sending a report: the operation alone, and the citizen's form over HTTP, each beside its own rows by pgbench."""

import os
import re
import time
import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import count

import psycopg
from django.urls import reverse

from paht.bench import cpu, load, province, rows, wire
from paht.bench.home import say, serving
from paht.bench.pgbench import Baseline, script
from paht.bench.results import Comparison, Effort, Sample, compare, interleave
from paht.installation.postgres import Server

CONNECTIONS = 16
WARM_UP = 200
"""Sent before anything is counted: statements are prepared, tables have statistics, plans are kept."""


def operation(server: Server, found: province.Province, *, now: datetime, effort: Effort) -> Comparison:
    """``paht.cases.sending.send`` in one thread of this process."""
    numbers = count(10_000_000)

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

    _warm_up(server, found, now=now)
    heard = wire.listen(send)
    baseline = Baseline(server=server, script=_raw(server, found, now=now), clients=1, seconds=effort.seconds)
    samples, others = interleave(measure, baseline.run, effort=effort)
    return compare(
        samples,
        others,
        name="submit (operation)",
        measured="paht.cases.sending.send in one thread: validation, sealing, one durable transaction",
        baseline="pgbench, the same rows in one prepared statement, 1 client",
        round_trips=heard.round_trips,
        statements=heard.statements,
    )


def form(server: Server, found: province.Province, *, now: datetime, effort: Effort) -> Comparison:
    """The citizen's form with a stored photograph, posted over HTTP to the production web server."""
    from django.test import Client

    path = reverse("citizen-send")
    _warm_up(server, found, now=now)
    with serving() as web:
        visitor = _Visitor(web.port, path)
        heard = wire.listen(lambda: visitor.post_in_process(Client()))
        forms = visitor.bodies(amount=WARM_UP)
        _post(web.port, server, web.pid, forms, seconds=effort.seconds)
        rate = 400

        def measure() -> Sample:
            nonlocal rate
            amount = int(rate * effort.seconds * 1.3) + 4 * CONNECTIONS
            say(f"submit: preparing {amount} forms")
            sample = _post(web.port, server, web.pid, visitor.bodies(amount=amount), seconds=effort.seconds)
            rate = int(sample.calls / sample.wall)
            return sample

        raw = _raw(server, found, now=now)
        baseline = Baseline(server=server, script=raw, clients=CONNECTIONS, seconds=effort.seconds)
        samples, others = interleave(measure, baseline.run, effort=effort)
    return compare(
        samples,
        others,
        name="submit",
        measured=f"POST of the citizen's form with a stored photograph, {CONNECTIONS} kept connections",
        baseline=f"pgbench, the same rows in one prepared statement, {CONNECTIONS} clients",
        round_trips=heard.round_trips,
        statements=heard.statements,
    )


def _warm_up(server: Server, found: province.Province, *, now: datetime) -> None:
    for number in range(WARM_UP):
        province.sent(found, number=uuid.uuid4().int % 10_000_000 + number, now=now)
    with psycopg.connect(server.url("super"), autocommit=True) as connection:
        connection.execute("ANALYZE")


def _raw(server: Server, found: province.Province, *, now: datetime) -> str:
    case_id = province.sent(found, number=99_999_999, now=now)
    with psycopg.connect(server.url("super"), autocommit=True) as connection:
        return script(rows.submission(connection, case_id=case_id))


def _post(port: int, server: Server, web_pid: int, bodies: list[bytes], *, seconds: int) -> Sample:
    before: list[float] = []

    def begin() -> None:
        before.extend((cpu.seconds(web_pid), cpu.seconds(server.postmaster_pid)))

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
    )


class _Visitor:
    """A browser that has opened the form and chosen a photograph, which the server has kept already."""

    def __init__(self, port: int, path: str) -> None:
        self._port, self._path = port, path
        self._numbers = count(20_000_000)
        page = load.ask(port, load.request("GET", path, port=port, headers={"Connection": "close"}))
        assert page.status == 200, page
        self._cookies = page.cookies()
        self._photo = self._kept_photo(_hidden(page.body))

    def bodies(self, *, amount: int) -> list[bytes]:
        """Whole requests, each of a form opened anew, from a phone number of its own."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        opening = load.request("GET", self._path, port=self._port, headers={"Cookie": cookie})
        pages: list[bytes] = []
        load.run(
            port=self._port,
            requests=iter([opening] * amount),
            expect=200,
            seconds=10 * amount,
            connections=min(CONNECTIONS, amount),
            begin=lambda: None,
            hear=pages.append,
        )
        return [
            self._request({**self._filled(next(self._numbers)), **_hidden(page)}, cookie) for page in pages
        ]

    def post_in_process(self, client: object) -> None:
        """The same form through Django in this process, where the wire to PostgreSQL can be heard."""
        from django.test import Client

        assert isinstance(client, Client)
        (words,) = self.bodies(amount=1)
        head, _, body = words.partition(b"\r\n\r\n")
        client.cookies.load(self._cookies)
        kind = re.search(r"Content-Type: (.*)\r\n", head.decode() + "\r\n")
        assert kind is not None
        answer = client.generic(
            "POST", self._path, body, content_type=kind[1], headers={"host": f"127.0.0.1:{self._port}"}
        )
        assert answer.status_code == 303, answer.content[:2000]

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
        import io

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
