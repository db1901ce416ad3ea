"""The hash chain of a case: each event's hash covers its content and the hash before it."""

import hashlib

from paht.cases.attesting import KEY
from paht.cases.compact import compact
from paht.law.casework.codec import encode_event
from paht.law.casework.events import Event

START = bytes(32)
COMMAND, CODE = "command", "code"
"""Where the content of an event has them; those of the first versions have neither."""


def content(
    *,
    jurisdiction_id: int,
    case_id: str,
    number: int,
    event: Event,
    row: str | None = None,
    command: str | None = None,
    code: str | None = None,
) -> str:
    """The event as the one text that is stored and hashed; it names its place, so it cannot be moved. The last event of
    a step also says what the ``row`` is after it (:func:`paht.cases.attesting.attested`), its first one which
    ``command`` it answers, and the first of all the case's ``code``: what no value of the law has."""
    plain = {"jurisdiction": jurisdiction_id, "case": case_id, "number": number, **encode_event(event)}
    if row is not None:
        plain[KEY] = row
    if command is not None:
        plain[COMMAND] = command
    if code is not None:
        plain[CODE] = code
    return compact(plain)


def link(before: bytes, text: str) -> bytes:
    """The hash of an event: SHA-256 over the hash before it and its content."""
    return hashlib.sha256(before + text.encode()).digest()
