"""What the rows of a case must say by its events and its state, column by column, and whether the stored ones do.

Everything is worked out from plain values: cases are checked by the million. What no event gives, and why, is listed
in ``docs/verify.md``.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from paht.law.casework.states import AssignmentState
from paht.record.findings import Kind
from paht.record.rows import Wrong

Plain = Mapping[str, Any]

NOBODY = str(uuid.UUID(int=0))
"""Who sent what the IOC itself found."""

BORN = (
    *("edition", "kind", "channel", "commune", "latitude", "longitude"),
    *("sender_id", "sent_at", "linked_to", "published_at"),
)
"""The columns of a case's row that are written once."""

DUTY = (
    *("number", "term", "clause", "holder", "agency_id", "subject", "subject_number", "internal"),
    *("starts_at", "due_at", "violation_at", "original_due_at", "ended_at", "outcome"),
)
"""The columns of a duty's row that its events give, open or ended."""

ASSIGNMENT = (
    *("number", "agency_id", "superior_id", "state", "is_open"),
    *("due_at", "due_term", "due_clause", "dispatched_at"),
)
"""All columns of an assignment's row."""

NOT_DERIVED = {
    "cases_event.written_in": "the transaction; it decides whether the newest checkpoint must know the event",
    "cases_duty.calendar_version": "for which calendar the moments were counted; the moments themselves are compared",
    "cases_duty.remind_at": "how far reminding is, which is no step of the case",
    "cases_duty.reminded": "how far reminding is, which is no step of the case",
    "cases_text.purpose": "under which heading a text is shown; its words, and which event names it, are compared",
}
"""The columns of the tables of cases that no event gives, and why they are not held against anything."""

_OPEN = {state.value: state.is_open for state in AssignmentState}


def check_born(kept: Sequence[Any], *, state: Plain, events: Sequence[Plain]) -> None:
    """Raise :class:`Wrong` where a column of :data:`BORN` is not what the state and the events give."""
    place = state.get("place") or {}
    expected = (
        *(state["edition"], state["kind"], state["channel"], place.get("commune", "")),
        *(place.get("latitude"), place.get("longitude")),
        *(state["sender"] or NOBODY, _moment(state["sent_at"]), state.get("linked_to")),
        next((_moment(each["at"]) for each in events if each["type"] == "Published"), None),
    )
    _compare("the row", BORN, tuple(kept), expected)


def check_duties(kept: Sequence[Sequence[Any]], *, events: Sequence[Plain], begins: Sequence[bool]) -> None:
    """Raise :class:`Wrong` where the rows of duties are not those that the events opened, moved and ended.

    ``begins`` tells of each event whether a step begins with it: what a step both opens and ends has no row.
    """
    _compare_all("duty", DUTY, kept, _duties(events, begins))


def check_assignments(kept: Sequence[Sequence[Any]], *, state: Plain) -> None:
    """Raise :class:`Wrong` where the rows of assignments are not those of the state."""
    expected = {each["number"]: _assignment(each, state["duties"]) for each in state["assignments"]}
    _compare_all("assignment", ASSIGNMENT, kept, expected)


def _duties(events: Sequence[Plain], begins: Sequence[bool]) -> dict[int, tuple[Any, ...]]:
    rows: dict[int, list[Any]] = {}
    fresh: set[int] = set()
    for place, (event, is_first) in enumerate(zip(events, begins, strict=True), start=1):
        if is_first:
            fresh.clear()
        changed = [*event["ended"], *(event["body"]["moved"] if event["type"] == "TermMoved" else ())]
        if any(each["number"] not in rows for each in changed):
            raise Wrong(Kind.EDITED, "it ends or moves a duty that is not there", event=place)
        if event["type"] == "TermMoved":
            for moved in event["body"]["moved"]:
                row = rows[moved["number"]]
                row[9:11] = _moment(moved["due_at"]), _moment(moved["violation_at"])
        for ended in event["ended"]:
            if ended["number"] in fresh:
                del rows[ended["number"]]
            else:
                rows[ended["number"]][12:] = _moment(event["at"]), ended["outcome"]
        for duty in event["opened"]:
            rows[duty["number"]] = _opened(duty)
            fresh.add(duty["number"])
    return {number: tuple(row) for number, row in rows.items()}


def _opened(duty: Plain) -> list[Any]:
    return [
        *(duty["number"], duty["term"], duty["clause"], duty["holder"], duty["body"], duty["subject"]),
        *(duty["subject_number"], duty.get("internal", False)),
        *(_moment(duty["starts_at"]), _moment(duty["due_at"]), _moment(duty["violation_at"])),
        *(_moment(duty.get("original_due_at")), None, None),
    ]


def _assignment(plain: Plain, duties: Sequence[Plain]) -> tuple[Any, ...]:
    own = [
        (datetime.fromisoformat(duty["due_at"]), duty["term"], duty["clause"])
        for duty in duties
        if duty["subject"] == "assignment" and duty["subject_number"] == plain["number"]
    ]
    first = min(own, key=itemgetter(0)) if own else (None, None, None)
    return (
        *(plain["number"], plain["agency"], plain["superior"], plain["state"], _OPEN[plain["state"]]),
        *(*first, _moment(plain["dispatched_at"])),
    )


def _moment(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)


def _compare_all(
    what: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    expected: Mapping[int, tuple[Any, ...]],
) -> None:
    kept = {row[0]: tuple(row) for row in rows}
    if kept == expected:
        return
    for number in sorted(kept.keys() | expected.keys()):
        if number not in kept:
            raise Wrong(Kind.ROW_CHANGED, f"{what} {number} has no row")
        if number not in expected:
            raise Wrong(Kind.ROW_CHANGED, f"there is a row of {what} {number}, its events know no such one")
        _compare(f"the row of {what} {number}", columns, kept[number], expected[number])


def _compare(what: str, columns: Sequence[str], kept: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    if kept == expected:
        return
    differing = [name for name, is_, ought in zip(columns, kept, expected, strict=True) if is_ != ought]
    raise Wrong(Kind.ROW_CHANGED, f"{what} differs from what its events give in: {', '.join(differing)}")
