"""Reading all cases with everything that hangs on them, range by range of their keys, for checking.

Each table is read along its own key and put together here: gathering it case by case costs the server more.
"""

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from paht.cases.attesting import COLUMNS
from paht.cases.checking import Stored, StoredEvent
from paht.cases.checkpointing import one_moment
from paht.cases.connecting import Connection, kept_connection
from paht.cases.deriving import ASSIGNMENT, BORN, DUTY

Key = tuple[int, uuid.UUID]
_LEAST, _GREATEST = uuid.UUID(int=0), uuid.UUID(int=2**128 - 1)
"""No case has either: identifiers are UUIDs of version 7."""

_JURISDICTIONS = (-1, 32_767)


class Range(NamedTuple):
    """The cases after the key ``after`` up to ``until``."""

    after: Key
    until: Key


def everything(jurisdiction_id: int | None) -> Range:
    """The range of one jurisdiction, or of all."""
    first, last = _JURISDICTIONS if jurisdiction_id is None else (jurisdiction_id, jurisdiction_id)
    return Range((first, _LEAST), (last, _GREATEST))


_IN_RANGE = (
    "(jurisdiction_id, {key}) > (%(first)s, %(after)s) AND (jurisdiction_id, {key}) <= (%(last)s, %(until)s)"
)
_OF_ROWS, _OF_PARTS = _IN_RANGE.format(key="id"), _IN_RANGE.format(key="case_id")

_AS_TEXT = {name: f"{name}::text" for name in ("sender_id", "linked_to", "agency_id", "superior_id")}
"""Keys as the events name them."""

_BOUND = f"""
SELECT jurisdiction_id, id FROM cases_case WHERE {_OF_ROWS}
ORDER BY jurisdiction_id, id OFFSET %(cases)s LIMIT 1
"""
_ROWS = f"""
SELECT jurisdiction_id, id, code, version, head, state::text, command_id::text,
       {", ".join([*COLUMNS, *(_AS_TEXT.get(name, name) for name in BORN)])}
FROM cases_case WHERE {_OF_ROWS}
"""
_EVENTS = f"""
SELECT jurisdiction_id, case_id, number, type, hash, content, written_in, command_id::text
FROM cases_event WHERE {_OF_PARTS}
ORDER BY jurisdiction_id, case_id, number
"""
_DUTIES = f"""
SELECT jurisdiction_id, case_id, {", ".join(_AS_TEXT.get(name, name) for name in DUTY)}
FROM cases_duty WHERE {_OF_PARTS}
"""
_ASSIGNMENTS = f"""
SELECT jurisdiction_id, case_id, {", ".join(_AS_TEXT.get(name, name) for name in ASSIGNMENT)}
FROM cases_assignment WHERE {_OF_PARTS}
"""
_TEXTS = f"""
SELECT jurisdiction_id, case_id, id::text, salt, body FROM cases_text WHERE {_OF_PARTS}
"""


def parts(raw: Connection, whole: Range, *, cases: int) -> Iterator[Range]:
    """The range cut so that each part has at most so many rows of cases; without a gap, whatever lies between."""
    after = whole.after
    while True:
        found = raw.execute(_BOUND, {**_parameters(Range(after, whole.until)), "cases": cases - 1}).fetchone()
        if found is None:
            yield Range(after, whole.until)
            return
        until = (found[0], found[1])
        yield Range(after, until)
        after = until


def stored_in(whole: Range, *, chunk: int) -> Iterator[Stored]:
    """The cases of the range by key, also those of which only events are left; each as it was at one moment."""
    with kept_connection() as raw:
        for part in parts(raw, whole, cases=chunk):
            with one_moment(raw):
                found = _read(raw, part)
            yield from (found[key] for key in sorted(found))


def _read(raw: Connection, part: Range) -> dict[Key, Stored]:
    parameters = _parameters(part)
    found: dict[Key, Stored] = {}

    def rows(statement: str) -> list[tuple[Any, ...]]:
        return raw.cursor(binary=True).execute(statement, parameters).fetchall()

    def of(row: tuple[Any, ...]) -> Stored:
        key = (row[0], row[1])
        stored = found.get(key)
        if stored is None:
            stored = found[key] = Stored(*key)
        return stored

    for row in rows(_ROWS):
        stored = found[row[0], row[1]] = Stored(*row[:7])
        stored.columns, stored.born = row[7 : 7 + len(COLUMNS)], row[7 + len(COLUMNS) :]
    for row in rows(_EVENTS):
        of(row).events.append(StoredEvent(*row[2:]))
    for row in rows(_DUTIES):
        of(row).duties.append(row[2:])
    for row in rows(_ASSIGNMENTS):
        of(row).assignments.append(row[2:])
    for row in rows(_TEXTS):
        of(row).texts.append(row[2:])
    return found


def _parameters(part: Range) -> dict[str, Any]:
    return {
        "first": part.after[0],
        "after": part.after[1],
        "last": part.until[0],
        "until": part.until[1],
    }
