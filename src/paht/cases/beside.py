"""What is held of a sender beside their reports: letters, calls, conversations.

The matters that hold it lie above this one, and say here how it is found (:func:`holds`, when the program starts), so
that an extract shows it and an erasure or a restriction reaches it, whichever matters there are.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Item:
    """Something written, said or done, in a record of the vault: ``by`` is ``"sender"`` or ``"system"`` or ``"staff"``;
    ``read`` makes words of the opened ``fields`` (``""`` for what says nothing)."""

    at: datetime
    by: str
    record: uuid.UUID
    fields: frozenset[str]
    read: Callable[[Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Held:
    """One letter, call or conversation. ``cases`` are all the reports that it belongs to; ``records`` all that lie in
    the vault of it, those of ``items`` included; a file's key is a record by the file's own identifier. ``is_open``
    while somebody has to deal with it. ``is_own`` where all of it is theirs who are asked for: a stranger's letter or
    call about a report belongs to the report, and is never shown to its sender."""

    kind: str
    at: datetime
    cases: frozenset[uuid.UUID]
    items: tuple[Item, ...]
    records: frozenset[uuid.UUID]
    files: frozenset[uuid.UUID] = frozenset()
    is_open: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose it is: the sender of these reports, or whoever is known by these senders' numbers, or is this person."""

    jurisdiction_id: int
    cases: Collection[uuid.UUID]
    senders: Collection[uuid.UUID] = ()
    person: uuid.UUID | None = None


Holder = Callable[[Whose], Collection[Held]]
_HOLDERS: dict[str, Holder] = {}


def holds(name: str, holder: Holder) -> None:
    """Have a matter asked, by its name."""
    _HOLDERS[name] = holder


def held_beside(whose: Whose) -> list[Held]:
    """All of it, oldest first."""
    found = [held for holder in _HOLDERS.values() for held in holder(whose)]
    return sorted(found, key=lambda held: held.at)


def rows(statement: str, whose: Whose) -> list[tuple[Any, ...]]:
    """The rows of a holder's statement, which names any of ``%(jurisdiction)s``, ``%(cases)s``, ``%(senders)s`` and
    ``%(person)s``."""
    given: dict[str, Any] = {
        "jurisdiction": whose.jurisdiction_id,
        "cases": list(whose.cases),
        "senders": list(whose.senders),
        "person": whose.person,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
