"""Checking one case: its chain, what the checkpoints say of it, replay, row, duties and texts.

The order is that of blame: what happened to the log is named before what follows from it. A row that has the digest of
an event that was signed is believed; any other one is held against the replay of its events.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson

from paht.cases import chain
from paht.cases.attesting import COLUMNS, KEY, attested
from paht.cases.deriving import check_assignments, check_born, check_duties
from paht.cases.texts import commitment, references_in
from paht.law.casework.case import Case
from paht.law.casework.codec import decode_case, decode_event, encode_case
from paht.law.casework.events import Event
from paht.law.casework.evolve import evolve
from paht.record.findings import Kind
from paht.record.rows import Wrong

TOLERANCE = timedelta(minutes=5)
"""How far the clocks of two of our machines may lie apart before one of them was moved."""


class StoredEvent(NamedTuple):
    """A row of the log; ``written_in`` is the transaction that wrote it."""

    number: int
    type: str
    hash: bytes
    content: str
    written_in: int | None
    command_id: str | None


class Covered(NamedTuple):
    """What a checkpoint says: at ``version`` the case's last event had the hash ``head``.

    What it is the first to cover happened after ``after`` (``None`` for the first checkpoint) and before ``before``.
    """

    version: int
    head: bytes
    checkpoint: int
    after: datetime | None
    before: datetime


@dataclass(slots=True)
class Stored:
    """A case as stored: its row (``None``: it has none) and what hangs on it."""

    jurisdiction_id: int
    case_id: uuid.UUID
    code: str | None = None
    version: int | None = None
    head: bytes | None = None
    state: str | None = None
    command_id: str | None = None
    columns: tuple[Any, ...] = ()
    """The row's values of :data:`paht.cases.attesting.COLUMNS`, and of :data:`paht.cases.deriving.BORN`:"""
    born: tuple[Any, ...] = ()
    events: list[StoredEvent] = field(default_factory=list)
    duties: list[tuple[Any, ...]] = field(default_factory=list)
    assignments: list[tuple[Any, ...]] = field(default_factory=list)
    texts: list[tuple[str, bytes, str]] = field(default_factory=list)


def check(
    stored: Stored, covered: Sequence[Covered], *, horizon: int | None, replays: Callable[[], bool]
) -> bool:
    """Raise :class:`Wrong` for the first thing that is wrong with the case; returns whether its events were replayed.

    ``covered`` is ascending by version; what was written before the transaction ``horizon`` must be in it. ``replays``
    is asked whether to replay a case whose row could be believed.
    """
    if not stored.events:
        if covered:
            last = covered[-1]
            words = (
                f"checkpoint {last.checkpoint} knew it at version {last.version}, it has no events any more"
            )
            raise Wrong(Kind.DROPPED, words, checkpoint=last.checkpoint)
        raise Wrong(Kind.DELETED, "the case has no events")
    plain = _linked(stored)
    _check_covered(stored.events, plain, covered, horizon)
    _check_row(stored)
    is_signed = bool(covered) and covered[-1].version == len(plain)
    state = _state_as_written(stored, plain) if is_signed and not replays() else None
    is_believed = state is not None
    if state is None:
        state = _replayed_state(stored, plain)
    _check_commands(stored, plain)
    check_born(stored.born, state=state, events=plain)
    check_duties(
        stored.duties, events=plain, begins=[event.command_id is not None for event in stored.events]
    )
    check_assignments(stored.assignments, state=state)
    _check_texts(stored.texts, plain)
    return not is_believed


def _state_as_written(stored: Stored, plain: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The row's state, where the row has the digest that its last event gives; events of the first versions give
    none."""
    said, state = plain[-1].get(KEY), orjson.loads(stored.state or "null")
    return state if said is not None and said == attested(stored.columns, state) else None


def _replayed_state(stored: Stored, plain: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The state of the case after its events, with which the row must agree in everything."""
    replayed = _replayed(stored.case_id, _decoded(plain))
    assert stored.state is not None
    _check_state(stored.state, replayed)
    given = encode_case(replayed)
    said = plain[-1].get(KEY)
    if said is None or _state_as_written(stored, plain) is not None:
        return given
    # The database may write a number in another way than we did: equal values serve as well.
    if orjson.loads(stored.state) != given or attested(stored.columns, given) != said:
        words = f"the row is not as its last event left it, in its state or one of: {', '.join(COLUMNS)}"
        raise Wrong(Kind.ROW_CHANGED, words)
    return given


def _check_commands(stored: Stored, plain: Sequence[dict[str, Any]]) -> None:
    """The keys of commands, of which a repeat is told, and the case's code: as the events say them, since they do."""
    is_said = False
    for event, each in zip(stored.events, plain, strict=True):
        is_said = is_said or chain.COMMAND in each
        if is_said and event.command_id != each.get(chain.COMMAND):
            words = "its row is not of the command that its content names"
            raise Wrong(Kind.EDITED, words, event=event.number)
    if stored.command_id != stored.events[0].command_id:
        raise Wrong(Kind.ROW_CHANGED, "the row is not of the command that its first event answers")
    said = plain[0].get(chain.CODE)
    if said is not None and said != stored.code:
        raise Wrong(Kind.ROW_CHANGED, f"the row's code is not the one that the case was born with, {said}")


def _linked(stored: Stored) -> list[dict[str, Any]]:
    """The contents of the events, each found at its place and in the chain."""
    head, found = chain.START, []
    jurisdiction_id, case_id = stored.jurisdiction_id, str(stored.case_id)
    for expected, event in enumerate(stored.events, start=1):
        number = event.number
        if number != expected:
            words = f"event {expected} is missing (the next one has the number {number})"
            raise Wrong(Kind.DELETED, words, event=expected)
        head = chain.link(head, event.content)
        try:
            plain = orjson.loads(event.content)
            named = (plain.get("jurisdiction"), plain.get("case"), plain.get("number"))
        except (orjson.JSONDecodeError, AttributeError):
            raise Wrong(Kind.EDITED, "its content cannot be read", event=number) from None
        if named != (jurisdiction_id, case_id, number):
            words = f"its content or its place in the chain was changed: it names the place {named}"
            raise Wrong(_of_displaced(stored), words, event=number)
        if head != event.hash:
            words = "its content or its place in the chain was changed (the hash differs)"
            raise Wrong(Kind.EDITED, words, event=number)
        if plain["type"] != event.type:
            words = f"its row says {event.type}, its content {plain['type']}"
            raise Wrong(Kind.EDITED, words, event=number)
        found.append(plain)
    return found


def _of_displaced(stored: Stored) -> Kind:
    """Of a log with an event that names another place: whether events changed places, or moved up because one is
    gone, or that one alone was written over."""
    places = [_named_place(event) for event in stored.events]
    here = (stored.jurisdiction_id, str(stored.case_id))
    displaced = [place for number, place in enumerate(places, start=1) if place != (*here, number)]
    reached = len(places)
    if len(displaced) == 1:
        return Kind.DELETED if places[-1] == (*here, reached + 1) else Kind.EDITED
    numbers = sorted(number if isinstance(number, int) else 0 for _, _, number in places)
    return Kind.REORDERED if numbers == list(range(1, reached + 1)) else Kind.DELETED


def _named_place(event: StoredEvent) -> tuple[Any, Any, Any]:
    """Jurisdiction, case and number as the content names them."""
    try:
        plain = orjson.loads(event.content)
        return plain.get("jurisdiction"), plain.get("case"), plain.get("number")
    except (orjson.JSONDecodeError, AttributeError):
        return None, None, None


def _check_covered(
    events: Sequence[StoredEvent],
    plain: Sequence[dict[str, Any]],
    covered: Sequence[Covered],
    horizon: int | None,
) -> None:
    """The chain against what was signed: a chain written anew fits itself, but not what was signed of it."""
    sound = 0
    for signed in covered:
        at = f"checkpoint {signed.checkpoint} knew the case at version {signed.version}"
        first = min(sound + 1, len(events))
        if signed.version <= len(events) and events[signed.version - 1].hash != signed.head:
            moved = _moved_clock(plain[sound : signed.version], signed)
            if moved is not None:
                number = sound + moved + 1
                words = f"{at}; the chain was written anew and the event bears the moment {plain[number - 1]['at']}"
                raise Wrong(Kind.CLOCK_MOVED, words, event=number, checkpoint=signed.checkpoint)
            words = f"{at} with another hash: the chain was written anew between here and there"
            raise Wrong(Kind.RECHAINED, words, event=first, checkpoint=signed.checkpoint)
        if signed.version > len(events):
            words = f"{at}, the log ends at {len(events)}: the last events are missing"
            raise Wrong(Kind.TRUNCATED, words, event=len(events) + 1, checkpoint=signed.checkpoint)
        sound = signed.version
    if horizon is None:
        return
    for event in events[sound:]:
        if event.written_in is None or event.written_in < horizon:
            words = "it claims to be older than the newest checkpoint, which does not know it"
            raise Wrong(Kind.SLIPPED_IN, words, event=event.number)


def _moved_clock(plain: Sequence[dict[str, Any]], signed: Covered) -> int | None:
    """The place of the first event whose moment does not fit the checkpoints on both sides of it."""
    for place, each in enumerate(plain):
        try:
            at = datetime.fromisoformat(each["at"])
        except (KeyError, TypeError, ValueError):
            continue
        if at > signed.before + TOLERANCE or (signed.after is not None and at < signed.after - TOLERANCE):
            return place
    return None


def _check_row(stored: Stored) -> None:
    if stored.version is None or stored.state is None:
        raise Wrong(Kind.DROPPED, "the case has events but no row")
    reached = len(stored.events)
    if stored.version > reached:
        words = (
            f"the row stands at version {stored.version}, the log at {reached}: the last events are missing"
        )
        raise Wrong(Kind.TRUNCATED, words)
    if stored.version < reached:
        words = f"the row stands at version {stored.version}, the log at {reached}: the row stayed behind"
        raise Wrong(Kind.ROW_CHANGED, words)
    if stored.head != stored.events[-1].hash:
        raise Wrong(Kind.RECHAINED, "the row's head is not the hash of the last event", event=reached)


def _decoded(plain: Sequence[dict[str, Any]]) -> list[Event]:
    events = []
    for number, each in enumerate(plain, start=1):
        try:
            events.append(decode_event(each))
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise Wrong(Kind.EDITED, f"its content is no event: {error!r}", event=number) from error
    return events


def _replayed(case_id: uuid.UUID, events: Sequence[Event]) -> Case:
    case = Case(id=str(case_id), edition="")
    for number, event in enumerate(events, start=1):
        try:
            case = evolve(case, event)
        except AssertionError as error:
            words = f"it cannot follow from the events before it: {error}"
            raise Wrong(Kind.EDITED, words, event=number) from error
    return case


def _check_state(state: str, replayed: Case) -> None:
    # Decoded: keys added since the state was written take their defaults.
    try:
        kept = decode_case(orjson.loads(state))
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        raise Wrong(Kind.ROW_CHANGED, f"the row's state cannot be read: {error!r}") from error
    if kept == replayed:
        return
    plain, expected = encode_case(kept), encode_case(replayed)
    differing = sorted(name for name in expected if plain[name] != expected[name])
    if differing:
        words = f"the row's state differs from the replay of its events in: {', '.join(differing)}"
        raise Wrong(Kind.ROW_CHANGED, words)


def _check_texts(rows: Sequence[tuple[str, bytes, str]], plain: Sequence[dict[str, Any]]) -> None:
    named = {
        reference.id: (reference, number)
        for number, each in enumerate(plain, start=1)
        for reference in references_in(each["type"], each["body"])
    }
    kept = set()
    for text_id, salt, body in rows:
        if text_id not in named:
            raise Wrong(Kind.TEXT_CHANGED, f"no event refers to the text {text_id}")
        reference, number = named[text_id]
        if commitment(salt, body) != reference.commitment:
            words = f"the text {text_id} is not the one it was written with"
            raise Wrong(Kind.TEXT_CHANGED, words, event=number)
        kept.add(text_id)
    for text_id, (reference, number) in named.items():
        if text_id not in kept and reference.characters and not reference.may_lie_in_vault:
            raise Wrong(Kind.TEXT_CHANGED, f"the text {text_id} is missing", event=number)
