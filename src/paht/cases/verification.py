"""Checking the whole event log: chain, numbers, identity, replay, duties and texts of every case.

What it proves: nobody has changed, removed or moved an event, a row's state, an open duty or a text and left the rest
as it was. What it cannot: a case removed with everything that names it, or a whole chain written anew by whoever owns
the database; that takes checkpoints kept where the database cannot reach.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from paht.cases import chain
from paht.cases.connecting import kept_connection
from paht.cases.texts import commitment, references
from paht.law.casework.case import Case, Written
from paht.law.casework.codec import decode_case, decode_event, encode_case
from paht.law.casework.events import Event
from paht.law.casework.evolve import evolve

CHUNK = 500
"""Cases a statement: enough that statements cost little, few enough that memory stays small."""

NOT_COVERED = (
    "no checkpoints yet: a case removed whole, or a chain written anew from its first event, is not noticed",
    "texts in the vault: the vault's own role alone could open them",
    "the bytes of files",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which case, and at which event (``None``: in the case's row, duties or texts)."""

    jurisdiction_id: int
    case_id: uuid.UUID
    code: str
    event: int | None
    what: str


@dataclass(slots=True)
class Verification:
    """How much was checked, and the first fault in the order of jurisdiction, case and event."""

    cases: int = 0
    events: int = 0
    duties: int = 0
    texts: int = 0
    fault: Fault | None = None
    not_covered: tuple[str, ...] = NOT_COVERED


class _Stored(NamedTuple):
    jurisdiction_id: int
    case_id: uuid.UUID
    code: str | None
    version: int | None
    head: bytes | None
    state: str | None
    duties: list[list[Any]]
    texts: list[list[Any]]
    events: list[list[Any]]


class _Wrong(Exception):  # noqa: N818 (no error of the program: it carries a finding)
    def __init__(self, what: str, *, event: int | None = None) -> None:
        super().__init__(what)
        self.what, self.event = what, event


_PLACES = """
SELECT jurisdiction_id, id FROM (
    SELECT jurisdiction_id, id FROM cases_case
    UNION SELECT jurisdiction_id, case_id FROM cases_event
) AS place
WHERE (jurisdiction_id, id) > (%(jurisdiction)s, %(case)s) AND jurisdiction_id <= %(last)s
ORDER BY jurisdiction_id, id LIMIT %(chunk)s
"""
"""Cases of the rows and of the events alike, so that neither side can lose one unnoticed."""

_STORED = """
SELECT p.jurisdiction_id, p.id, c.code, c.version, c.head, c.state::text,
       coalesce((SELECT json_agg(json_build_array(d.number, d.term, d.clause, d.holder, d.agency_id, d.subject,
                     d.subject_number, d.internal, d.starts_at AT TIME ZONE 'UTC', d.due_at AT TIME ZONE 'UTC',
                     d.violation_at AT TIME ZONE 'UTC') ORDER BY d.number)
                 FROM cases_duty d WHERE d.jurisdiction_id = p.jurisdiction_id AND d.case_id = p.id
                 AND d.ended_at IS NULL), '[]'),
       coalesce((SELECT json_agg(json_build_array(t.id, encode(t.salt, 'hex'), t.body) ORDER BY t.id)
                 FROM cases_text t WHERE t.jurisdiction_id = p.jurisdiction_id AND t.case_id = p.id), '[]'),
       coalesce((SELECT json_agg(json_build_array(e.number, e.type, encode(e.hash, 'hex'), e.content)
                     ORDER BY e.number)
                 FROM cases_event e WHERE e.jurisdiction_id = p.jurisdiction_id AND e.case_id = p.id), '[]')
FROM places p LEFT JOIN cases_case c ON c.jurisdiction_id = p.jurisdiction_id AND c.id = p.id
ORDER BY p.jurisdiction_id, p.id
"""


def verify(*, jurisdiction_id: int | None = None, chunk: int = CHUNK) -> Verification:
    """Check every case of every jurisdiction, or of one, up to the first fault; each case is read at one moment."""
    found = Verification()
    for stored in _every_case(jurisdiction_id, chunk):
        try:
            _check(stored)
        except _Wrong as wrong:
            found.fault = Fault(
                stored.jurisdiction_id, stored.case_id, stored.code or "", wrong.event, wrong.what
            )
            return found
        found.cases += 1
        found.events += len(stored.events)
        found.duties += len(stored.duties)
        found.texts += len(stored.texts)
    return found


def _every_case(jurisdiction_id: int | None, chunk: int) -> Iterator[_Stored]:
    """Keyset pages: a million cases never stand in memory, and cases written meanwhile do no harm."""
    jurisdiction, case = (-1 if jurisdiction_id is None else jurisdiction_id), uuid.UUID(int=0)
    last = 32_767 if jurisdiction_id is None else jurisdiction_id
    statement = f"WITH places AS MATERIALIZED ({_PLACES}) {_STORED}"
    while True:
        with kept_connection() as raw:
            rows = raw.execute(
                statement, {"jurisdiction": jurisdiction, "case": case, "last": last, "chunk": chunk}
            ).fetchall()
        for row in rows:
            yield _Stored(*row)
        if len(rows) < chunk:
            return
        jurisdiction, case = rows[-1][0], rows[-1][1]


def _check(stored: _Stored) -> None:
    events, head = _checked_events(stored)
    if stored.version is None or stored.state is None:
        raise _Wrong("the case has events but no row")
    if stored.version != len(events):
        missing = "the last events are missing" if stored.version > len(events) else "the row stayed behind"
        raise _Wrong(f"the row stands at version {stored.version}, the log at {len(events)}: {missing}")
    if bytes(stored.head or b"") != head:
        raise _Wrong("the row's head is not the hash of the last event", event=len(events))
    replayed = _replayed(stored.case_id, events)
    _check_state(stored.state, replayed)
    _check_duties(stored.duties, replayed)
    _check_texts(stored.texts, events)


def _checked_events(stored: _Stored) -> tuple[list[Event], bytes]:
    """The events, each with its place, chain and form checked, and the hash of the last."""
    head, events = chain.START, []
    if not stored.events:
        raise _Wrong("the case has no events")
    for expected, (number, kind, digest, content) in enumerate(stored.events, start=1):
        if number != expected:
            raise _Wrong(
                f"event {expected} is missing (the next one has the number {number})", event=expected
            )
        head = chain.link(head, content)
        if head.hex() != digest:
            raise _Wrong("its content or its place in the chain was changed (the hash differs)", event=number)
        plain = json.loads(content)
        named = (plain.get("jurisdiction"), plain.get("case"), plain.get("number"))
        if named != (stored.jurisdiction_id, str(stored.case_id), number):
            raise _Wrong(f"its content names another place: {named}", event=number)
        if plain["type"] != kind:
            raise _Wrong(f"its row says {kind}, its content {plain['type']}", event=number)
        events.append(decode_event(plain))
    return events, head


def _replayed(case_id: uuid.UUID, events: Sequence[Event]) -> Case:
    case = Case(id=str(case_id), edition="")
    for number, event in enumerate(events, start=1):
        try:
            case = evolve(case, event)
        except AssertionError as error:
            raise _Wrong(f"it cannot follow from the events before it: {error}", event=number) from error
    return case


def _check_state(state: str, replayed: Case) -> None:
    # Through the codec and back on both sides: keys added since the state was written take their defaults.
    kept, expected = encode_case(decode_case(json.loads(state))), encode_case(replayed)
    differing = sorted(name for name in expected if kept[name] != expected[name])
    if differing:
        raise _Wrong(f"the row's state differs from the replay of its events in: {', '.join(differing)}")


def _check_duties(rows: list[list[Any]], replayed: Case) -> None:
    kept = {
        row[0]: [*row[1:8], *(datetime.fromisoformat(f"{moment}Z") for moment in row[8:])] for row in rows
    }
    expected = {
        duty.number: [
            *(duty.term, duty.clause, duty.holder.value, duty.body, duty.subject.value, duty.subject_number),
            *(duty.internal, duty.starts_at, duty.due_at, duty.violation_at),
        ]
        for duty in replayed.duties
    }
    for number in sorted(kept.keys() | expected.keys()):
        if number not in kept:
            raise _Wrong(f"open duty {number} has no row")
        if number not in expected:
            raise _Wrong(f"the row of duty {number} is open, the case owes no such duty")
        if kept[number] != expected[number]:
            raise _Wrong(f"the row of duty {number} differs from the case's duty")


@dataclass(slots=True)
class _Reference:
    written: Written
    event: int


def _check_texts(rows: list[list[Any]], events: Sequence[Event]) -> None:
    named = {
        written.id: _Reference(written, number)
        for number, event in enumerate(events, start=1)
        for written in references(event.body)
    }
    for text_id, salt, body in rows:
        reference = named.get(text_id)
        if reference is None:
            raise _Wrong(f"no event refers to the text {text_id}")
        if commitment(bytes.fromhex(salt), body) != reference.written.commitment:
            raise _Wrong(f"the text {text_id} is not the one it was written with", event=reference.event)
    kept = {row[0] for row in rows}
    for text_id, reference in named.items():
        if text_id not in kept and reference.written.characters:
            raise _Wrong(f"the text {text_id} is missing", event=reference.event)
