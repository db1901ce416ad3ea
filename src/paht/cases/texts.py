"""Texts that events refer to: the body lies beside the log, the event carries a salted commitment."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from paht.identity import new_id
from paht.law.casework.case import Written
from paht.law.casework.events import Accepted, Body, ClarificationOwed, Rated, VerificationAnswered


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be stored with a case, and how its events refer to it."""

    written: Written
    purpose: str
    salt: bytes
    body: str


def compose(body: str, *, purpose: str) -> Text:
    """The text, tidied at its ends, with a fresh identifier and salt."""
    body = body.replace("\r\n", "\n").strip()
    salt = os.urandom(16)
    return Text(Written(str(new_id()), commitment(salt, body), len(body)), purpose, salt, body)


def in_vault(body: str, *, record_id: uuid.UUID, salt: bytes) -> Written:
    """The reference to an original description that lies in a vault record."""
    return Written(str(record_id), commitment(salt, body), len(body))


def commitment(salt: bytes, body: str) -> str:
    """SHA-256 over salt and text, hex: binds the log to the text without telling it."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


_ALSO_IN_VAULT = {(VerificationAnswered, "answer"), (Accepted, "held")}
"""Words of a sender that are not called ``original``."""


def references(value: Any) -> Iterator[Written]:
    """The texts beside the log that an event's body refers to; what a sender wrote lies in the vault, not there."""
    kind: Any = type(value)
    for name in _worth_a_look(kind):
        part = getattr(value, name)
        if isinstance(part, Written):
            if name != "original" and (kind, name) not in _ALSO_IN_VAULT:
                yield part
        elif isinstance(part, tuple):
            for item in part:
                yield from references(item)


class Reference(NamedTuple):
    """What an event's content says of a text beside the log; opinions on a rating :func:`opinions` may lie in the
    vault instead."""

    id: str
    commitment: str
    characters: int
    may_lie_in_vault: bool


def references_in(kind: str, body: Any) -> Iterator[Reference]:
    """:func:`references` and :func:`opinions` of the body of an event of that type, as plain values: what is checked by
    the million is not made into values of the law first."""
    for name, part in body.items():
        if type(part) is dict:
            if "commitment" in part and name != "original" and (kind, name) not in _ALSO_IN_VAULT_BY_NAME:
                is_opinion = (kind, name) in _OPINIONS
                yield Reference(part.get("id", ""), part["commitment"], part.get("characters", 0), is_opinion)
        elif type(part) is list:
            for item in part:
                if type(item) is dict:
                    yield from references_in("", item)


_ALSO_IN_VAULT_BY_NAME = {(kind.__name__, name) for kind, name in _ALSO_IN_VAULT}
_OPINIONS = {("Rated", "comment"), ("ClarificationOwed", "text")}


@cache
def _worth_a_look(kind: Any) -> tuple[str, ...]:
    """The fields of a type that can hold a text or something that does."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    return tuple(each.name for each in fields(kind) if hints[each.name] not in _PLAIN)


def opinions(body: Body) -> Iterator[Written]:
    """What a sender wrote beside a rating: in the vault today, beside the log in cases of the first versions. The log
    refers to it alike."""
    match body:
        case Rated(comment=written) | ClarificationOwed(text=written) if written is not None:
            yield written


_PLAIN = (str, int, float, bool, datetime, str | None, int | None, datetime | None)
