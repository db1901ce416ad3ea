"""Proposals of what to mask, as a form shows them and as it is answered: one decision for each, none for what is left.

A form with a text carries ``mark-<key>`` = ``mask`` or ``keep`` beside it, where the key belongs to the words found,
so that the answer counts for the text as it was typed in the end.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from paht.cases.queries import Detail
from paht.doors.pages.dossier import form_record
from paht.doors.pages.maskwords import KIND_NAMES
from paht.law.casework.case import Masked
from paht.people.finding import Found, Settled, find, pieces, settle, tidied
from paht.people.redaction import own_name

MASK, KEEP = "mask", "keep"
_PREFIX = "mark-"


@dataclass(frozen=True, slots=True)
class Mark:
    """One proposal: its key, its kind in words, the words found, whether it is sure, and what is chosen for it."""

    key: str
    kind: str
    text: str
    sure: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class Marks:
    """A text with its proposals: in pieces for showing them in their place, and each once for deciding it."""

    text: str
    pieces: tuple[tuple[str, Found | None], ...]
    each: tuple[Mark, ...]


def marks(text: str, typed: Mapping[str, str], *, name: str = "") -> Marks:
    """The proposals for the text; what is sure is chosen already, unless something else was ``typed``."""
    text = tidied(text)
    found = find(text, own_name=name)
    was_answered = any(key.startswith(_PREFIX) for key in typed)
    once = {each.key: each for each in found}
    each = tuple(
        Mark(
            key=key,
            kind=KIND_NAMES[one.kind],
            text=one.text,
            sure=one.sure,
            chosen=typed.get(_PREFIX + key, "" if was_answered or not one.sure else MASK),
        )
        for key, one in once.items()
    )
    return Marks(text, tuple(pieces(text, found)), each)


def settled(text: str, typed: Mapping[str, str], *, name: str = "") -> Settled:
    """The text with the decisions of a form carried out."""
    decisions = {
        key.removeprefix(_PREFIX): value == MASK
        for key, value in typed.items()
        if key.startswith(_PREFIX) and value in (MASK, KEEP)
    }
    return settle(text, decisions, own_name=name)


def answers(typed: QueryDict) -> dict[str, str]:
    """What was typed, as plain text by name."""
    return {key: typed.get(key, "") for key in typed}


def on_record(done: Settled) -> tuple[Masked, ...]:
    """What of it goes on record: kinds and counts."""
    return tuple(Masked(kind, count) for kind, count in done.masked)


def undecided_words(done: Settled) -> str:
    """What is still to be decided, by kinds: ``2 chỗ (biển số xe, họ tên)``."""
    kinds = dict.fromkeys(KIND_NAMES[each.kind] for each in done.undecided)
    return f"{len(done.undecided)} chỗ ({', '.join(kinds)})"


def name_for_release(detail: Detail, *, jurisdiction_id: int) -> str:
    """The sender's name where a text is held; what was released before has been looked through for it."""
    held = detail.case.held is not None
    return senders_name(jurisdiction_id=jurisdiction_id, record_id=str(form_record(detail)) if held else None)


def senders_name(*, jurisdiction_id: int, record_id: str | None) -> str:
    """The name in the sender's form, so that it is found in the text; nobody is shown it. ``""`` for none."""
    return "" if not record_id else own_name(jurisdiction_id=jurisdiction_id, record_id=uuid.UUID(record_id))
