"""What an officer does with a candidate: a report of it, a part of a report that is there, or nothing, with the reason.

A decision is one group's: whatever joined the head goes with it. No machine decides any of it (VL.8.3).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.candidates import queries
from paht.cases import originating
from paht.cases.codes import read_code
from paht.cases.operations import Done
from paht.cases.relations import id_of_code
from paht.evidence import queries as evidence
from paht.law.casework.case import Actor, FileRef, Place, Refused
from paht.law.casework.states import Field, Kind
from paht.messages.inbox import command_id

CLAUSE = "VL.8.3"
LONGEST_REASON = 300
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody was faster: what became of it, by whom, when."""

    state: str
    by: uuid.UUID | None
    at: datetime | None
    case_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Decided:
    """It is done; ``case_id`` is the report, where there is one."""

    case_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an officer writes down to make a report: the source is ``verified`` as the ``note`` says."""

    kind: Kind
    field: Field
    description: str
    verified: bool
    note: str


def report(
    *,
    jurisdiction: Jurisdiction,
    candidate: queries.Whole,
    judgement: Judgement,
    actor: Actor,
    now: datetime,
) -> Decided | Overtaken | Refused:
    """Make the report that the candidate is about, with its source. The same candidate never makes two."""
    if candidate.state != "open":
        return _overtaken(candidate)
    head = candidate.group_id
    made = originating.originate(
        jurisdiction=jurisdiction,
        found=originating.Found(
            command_id=command_id(head, "originate"),
            kind=judgement.kind,
            field=judgement.field,
            description=judgement.description,
            place=_place(candidate),
            files=_files(jurisdiction.id, head),
            source=candidate.source,
            source_verified=judgement.verified,
            source_note=judgement.note,
        ),
        actor=actor,
        now=now,
    )
    if not isinstance(made, Done):
        return made
    case_id = uuid.UUID(made.case.id)
    return _settle(candidate, jurisdiction.id, "reported", actor=actor, now=now, case_id=case_id)


def attach(
    *, jurisdiction: Jurisdiction, candidate: queries.Whole, code: str, actor: Actor, now: datetime
) -> Decided | Overtaken | Refused:
    """Note that an existing report is about the same."""
    case_id = id_of_code(jurisdiction_id=jurisdiction.id, code=read_code(code) or "")
    if case_id is None:
        return Refused(CLAUSE, "Không tìm thấy phản ánh có mã này.", field="code")
    return _settle(candidate, jurisdiction.id, "attached", actor=actor, now=now, case_id=case_id)


def discard(
    *, jurisdiction: Jurisdiction, candidate: queries.Whole, reason: str, actor: Actor, now: datetime
) -> Decided | Overtaken | Refused:
    """Make nothing of it; the reason stays."""
    if not reason.strip():
        return Refused(CLAUSE, "Xin ghi lý do bỏ qua phát hiện này.", field="reason")
    return _settle(candidate, jurisdiction.id, "discarded", actor=actor, now=now, reason=reason.strip())


def _settle(
    candidate: queries.Whole,
    jurisdiction_id: int,
    state: str,
    *,
    actor: Actor,
    now: datetime,
    case_id: uuid.UUID | None = None,
    reason: str = "",
) -> Decided | Overtaken:
    """Decide the head, which one of two does, and with it its group."""
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "group": candidate.group_id,
        "state": state,
        "at": now,
        "by": uuid.UUID(actor.id),
        "reason": reason[:LONGEST_REASON],
        "case": case_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, given)
        if cursor.rowcount:
            return Decided(case_id)
    after = queries.whole(jurisdiction_id=jurisdiction_id, candidate_id=candidate.group_id)
    assert after is not None, "candidates do not vanish"
    if (after.state, after.case_id) == (state, case_id) and case_id is not None:
        return Decided(case_id)
    return _overtaken(after)


_SETTLE = """
WITH head AS (
    UPDATE candidates_candidate SET state = %(state)s, decided_at = %(at)s, decided_by = %(by)s, reason = %(reason)s,
        case_id = %(case)s
    WHERE jurisdiction_id = %(jurisdiction)s AND id = %(group)s AND state = 'open' RETURNING id
), others AS (
    UPDATE candidates_candidate c SET state = %(state)s, decided_at = %(at)s, decided_by = %(by)s,
        reason = %(reason)s, case_id = %(case)s
    FROM head WHERE c.jurisdiction_id = %(jurisdiction)s AND c.group_id = head.id AND c.id <> head.id
    AND c.state = 'open'
)
SELECT id FROM head
"""


def _overtaken(candidate: queries.Whole) -> Overtaken:
    return Overtaken(candidate.state, candidate.decided_by, candidate.decided_at, candidate.case_id)


def _place(candidate: queries.Whole) -> Place | None:
    if candidate.latitude is None or candidate.longitude is None or not candidate.commune:
        return None
    return Place(candidate.latitude, candidate.longitude, "pin", candidate.commune)


def _files(jurisdiction_id: int, group_id: uuid.UUID) -> tuple[FileRef, ...]:
    found = queries.members(jurisdiction_id=jurisdiction_id, group_id=group_id)
    ids = [member.file_id for member in found if member.file_id is not None][:MOST_FILES]
    kept = evidence.files(jurisdiction_id=jurisdiction_id, ids=ids)
    return tuple(FileRef(str(each), kept[each].sha256, kept[each].media_type) for each in ids if each in kept)
