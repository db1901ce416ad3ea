"""The way out for text messages: any gateway that takes one HTTP request a message, described by a file.

``PAHT_SMS_GATEWAY`` names a TOML file (docs/sms.md): address, headers, fields, and what its answers mean. Nothing here
knows a provider. ``${NAME}`` in a header or field is that environment variable, so that no secret lies in the file.
"""

import contextlib
import json
import os
import re
import time
import tomllib
import urllib.parse
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import urllib3
from django.conf import settings

from paht.installation.environment import filled
from paht.installation.home import Home
from paht.messages.sealing import Sms

CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 5.0, 10.0, 15.0
LARGEST_ANSWER = 64 * 1024
LONGEST_REFERENCE = 120
_AGAIN = frozenset({408, 425, 429, *range(500, 600)})
"""Answers after which the same message may be tried again."""


class GatewayError(Exception):
    """The description of a gateway is wrong; the words say where."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has the message; ``reference`` is its own name for it, by which it reports delivery."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """Nobody knows, or it was too busy: the same message may be tried again, after so many seconds at least."""

    problem: str
    after_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Declined:
    """It will never take this message."""

    problem: str


Answer = Accepted | Again | Declined


class Gateway(Protocol):
    """Whatever sends a message; ``message_id`` is the same at every try, so that a gateway can know a repeat."""

    def send(self, sms: Sms, *, message_id: uuid.UUID) -> Answer:
        """Hand the message over."""


@runtime_checkable
class Caller(Protocol):
    """Whatever calls a number and reads a text out: the adapter of a telephone exchange, or the demo's telephones."""

    def call(self, phone: str, *, message_id: uuid.UUID, text: str) -> Answer:
        """Let it ring."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place in an answer and the values that count there."""

    path: str
    values: frozenset[str]

    def holds(self, answer: Any) -> bool:
        """Whether the answer has one of the values there."""
        return at_path(answer, self.path) in self.values


@dataclass(frozen=True, slots=True)
class Report:
    """How the gateway tells of delivery: the header with the secret, where its reference and the state stand."""

    header: str
    secret: str
    reference: str
    delivered: Match
    failed: Match


@dataclass(frozen=True, slots=True)
class HttpGateway:
    """A gateway as its file describes it."""

    url: str
    headers: Mapping[str, str]
    fields: Mapping[str, Any]
    as_json: bool = True
    idempotency_header: str = "Idempotency-Key"
    accepted: Match | None = None
    again: Match | None = None
    reference: str = ""
    report: Report | None = None
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=4), compare=False)

    def send(self, sms: Sms, *, message_id: uuid.UUID) -> Answer:
        """One request; what came of it, in the words of :data:`Answer`. A problem never quotes number or text."""
        headers = {**self.headers, self.idempotency_header: str(message_id)}
        given = {
            "phone": sms.phone,
            "phone_84": "84" + sms.phone.removeprefix("0"),
            "text": sms.text,
            "id": str(message_id),
        }
        filled = _filled(self.fields, given)
        if self.as_json:
            body = json.dumps(filled, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json; charset=utf-8"
        else:
            body = urllib.parse.urlencode({name: str(value) for name, value in filled.items()}).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            status, content, wait = self._post(body, headers)
        except (urllib3.exceptions.HTTPError, TimeoutError) as error:
            return Again(type(error).__name__)
        return self._read(status, content, wait)

    def _post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes, float]:
        ends = time.monotonic() + IN_ALL_SECONDS
        response = self.pool.request(
            "POST",
            self.url,
            body=body,
            headers=dict(headers),
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            content = b""
            # A gateway that answers a byte at a time must not hold the worker.
            while len(content) <= LARGEST_ANSWER and (part := response.read1(4096)):
                content += part
                if time.monotonic() > ends:
                    raise TimeoutError
            wait = response.headers.get("Retry-After", "")
            return response.status, content, float(wait) if wait.isdecimal() else 0.0
        finally:
            response.close()

    def _read(self, status: int, content: bytes, wait: float) -> Answer:
        if status in _AGAIN:
            return Again(f"http {status}", wait)
        if not 200 <= status < 300:
            return Declined(f"http {status}")
        answer: Any = None
        with contextlib.suppress(ValueError):
            answer = json.loads(content[:LARGEST_ANSWER])
        if self.again is not None and self.again.holds(answer):
            return Again("busy by its answer", wait)
        if self.accepted is not None and not self.accepted.holds(answer):
            return Declined("declined by its answer")
        return Accepted(at_path(answer, self.reference)[:LONGEST_REFERENCE] if self.reference else "")


@dataclass(frozen=True, slots=True)
class DemoPhone:
    """The demo's telephones: what would be sent is written where the demo's page of telephones reads it.

    The vault process opens the file (:meth:`opened`) before it leaves the account that owns it; the page reads what a
    telephone would show, and has no key.
    """

    file: Path
    descriptor: int | None = None

    def opened(self) -> "DemoPhone":
        """The same, for writing, whatever this process may open later."""
        return replace(self, descriptor=os.open(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600))

    def send(self, sms: Sms, *, message_id: uuid.UUID) -> Answer:
        """Write the message; a repeat is shown once."""
        row = {"id": str(message_id), "phone": sms.phone, "text": sms.text}
        return self._shown_once({**row, "jurisdiction": str(sms.jurisdiction)})

    def call(self, phone: str, *, message_id: uuid.UUID, text: str) -> Answer:
        """Let the telephone ring; whoever answers hears the text."""
        return self._shown_once({"id": str(message_id), "phone": phone, "text": text, "way": "call"})

    def shown(self, *, jurisdiction_id: int | None = None, most: int = 50) -> list[dict[str, str]]:
        """The last messages, newest first: ``id``, ``phone``, ``text``; of one province, with calls, where asked."""
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        every = (json.loads(line) for line in reversed(lines))
        own = (None, str(jurisdiction_id))
        wanted = (row for row in every if jurisdiction_id is None or row.get("jurisdiction") in own)
        return list(islice(wanted, most))

    def _shown_once(self, row: dict[str, str]) -> Answer:
        phones = self if self.descriptor is not None else self.opened()
        assert phones.descriptor is not None
        try:
            there = os.pread(phones.descriptor, os.fstat(phones.descriptor).st_size, 0)
            if row["id"] not in {json.loads(line)["id"] for line in there.splitlines()}:
                os.write(phones.descriptor, json.dumps(row).encode() + b"\n")
        finally:
            if phones is not self:
                os.close(phones.descriptor)
        return Accepted(row["id"])


def connected() -> Gateway | None:
    """What this installation is connected to, as the web needs it: whether there is a gateway at all, and how it
    reports. It sends nothing: the secrets with which one sends are read by :func:`way_out` alone."""
    if path := os.environ.get("PAHT_SMS_GATEWAY", ""):
        return read_gateway(Path(path), sends=False)
    return _demo_phone(settings.HOME)


def way_out(home: Home) -> Gateway | None:
    """The gateway as the vault process sends by it: the one that its file describes, the demo's telephones, or none."""
    if path := os.environ.get("PAHT_SMS_GATEWAY", ""):
        return read_gateway(Path(path))
    phone = _demo_phone(home)
    return phone.opened() if phone else None


def _demo_phone(home: Home) -> DemoPhone | None:
    return DemoPhone(home.path / "demo-sms.jsonl") if (home.path / "demo-ready").exists() else None


@cache
def read_gateway(path: Path, *, sends: bool = True) -> HttpGateway:
    """The gateway of a file; raises :class:`GatewayError` for one that describes none. One that ``sends`` nothing has
    neither headers nor fields, whose secrets it then needs not know."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        return gateway_of(plain if sends else {**plain, "headers": {}, "fields": {}})
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise GatewayError(f"{path.name}: {type(error).__name__}: {error}") from error


def gateway_of(plain: Mapping[str, Any]) -> HttpGateway:
    """The gateway that the read file means."""
    answer, report = plain.get("answer", {}), plain.get("report")
    url = plain["url"]
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise GatewayError("url: must be https, or plain http on this very machine")
    return HttpGateway(
        url=url,
        headers={name: filled(value) for name, value in plain.get("headers", {}).items()},
        fields=_secrets(plain["fields"]),
        as_json=plain.get("body", "json") == "json",
        idempotency_header=plain.get("idempotency_header", "Idempotency-Key"),
        accepted=_match(answer.get("accepted")),
        again=_match(answer.get("again")),
        reference=answer.get("reference", ""),
        report=None
        if report is None
        else Report(
            header=report["header"],
            secret=filled(report["secret"]),
            reference=report["reference"],
            delivered=Match(report["state"], frozenset(map(str, report["delivered"]))),
            failed=Match(report["state"], frozenset(map(str, report["failed"]))),
        ),
    )


def at_path(answer: Any, path: str) -> str:
    """The value at a dotted path (numbers index lists) as text; empty where there is none."""
    for step in path.split("."):
        if isinstance(answer, Mapping):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdecimal() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    return "" if answer is None or isinstance(answer, Mapping | list) else str(answer)


def _match(plain: Mapping[str, Any] | None) -> Match | None:
    return None if plain is None else Match(plain["path"], frozenset(map(str, plain["is"])))


def _secrets(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _secrets(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_secrets(each) for each in value]
    return filled(value) if isinstance(value, str) else value


def _filled(value: Any, given: Mapping[str, str]) -> Any:
    """The fields with ``{phone}``, ``{phone_84}``, ``{text}`` and ``{id}`` put in, once: a text may hold braces."""
    if isinstance(value, Mapping):
        return {name: _filled(each, given) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, given) for each in value]
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: given.get(found[1], found[0]), value)
    return value
