"""The sheet of conditions of a report: made by the worker within seconds, shown to the desk, deciding nothing.

Which reports need one is read off the queue itself, so that sending writes no row for it. A report whose files are not
examined yet has a sheet all the same, with what its words and its place show, and gets another when they are. Once an
officer has verified it, the sheet stays as it was then.
"""

import json
import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection, transaction

from paht.agencies import jurisdictions
from paht.cases.sheet_facts import Neighbour, near, others_of_sender
from paht.cases.store import read_state
from paht.evidence import likeness
from paht.evidence.examinations import Examination, examinations, examine_waiting, give_up, renew
from paht.law.casework.admission import binding
from paht.law.casework.case import Case, Place
from paht.law.casework.codec import decode_event
from paht.law.casework.events import Sent, Supplemented
from paht.law.editions import get
from paht.law.editions.rows import Edition
from paht.law.evidence.judging import judge
from paht.law.evidence.likeness import Earlier, duplicate, still_open
from paht.law.evidence.verdicts import Report, Shown, Verdict

log = logging.getLogger("paht.sheets")

BATCH = 50
REST = timedelta(seconds=10)
"""After how long a sheet is made again for which the vault did not answer."""

_WAITS = """FROM cases_case c
LEFT JOIN cases_sheet s ON s.jurisdiction_id = c.jurisdiction_id AND s.case_id = c.id
WHERE c.jurisdiction_id = ANY(%(jurisdictions)s) {which}
AND (CASE WHEN c.stage = 'sent' THEN s.case_id IS NULL OR s.version <> c.version ELSE s.case_id IS NULL END
     OR s.state = 'waiting' AND (s.awaited <> '{}' OR s.made_at <= %(rested)s) AND NOT EXISTS (
        SELECT FROM evidence_examination x WHERE x.jurisdiction_id = s.jurisdiction_id
        AND x.file_id = ANY(s.awaited) AND x.state = 'waiting'))"""
"""What has no sheet, one of an earlier state, or one whose files are ready now."""

_AT_THE_DESK = "AND c.holder = ANY('{ioc,sender}') AND c.ended_at IS NULL"
_NEWEST_FIRST = (
    "ORDER BY (c.state -> 'alarm') IS NULL OR c.state -> 'alarm' = 'null', c.sent_at DESC LIMIT %(limit)s"
)


def make_sheets(*, now: datetime, limit: int = BATCH, everything: bool = False) -> int:
    """Make the sheets that are wanted, urgent reports first, then the newest; returns how many.

    ``everything``: also of reports that have left the desk. Two processes never make one and the same.
    """
    every = [each.id for each in jurisdictions.every()]
    sql = f"SELECT c.jurisdiction_id, c.id {_WAITS} {_NEWEST_FIRST}"
    with connection.cursor() as cursor:
        cursor.execute(
            sql.replace("{which}", "" if everything else _AT_THE_DESK),
            {"jurisdictions": every, "limit": limit, "rested": now - REST},
        )
        wanted = cursor.fetchall()
    made = 0
    for jurisdiction_id, case_id in wanted:
        try:
            made += _made(jurisdiction_id, case_id, now=now)
        except Exception as error:
            # One that cannot be made keeps no other from its sheet; the kind alone, for a message could quote.
            log.warning("a sheet failed: %s", type(error).__name__)
    return made


def _made(jurisdiction_id: int, case_id: uuid.UUID, *, now: datetime) -> int:
    """One case's sheet, 0 where another process is at it or has just made it. No row of the case is locked: nobody who
    acts on it waits for this."""
    given: dict[str, Any] = {"jurisdictions": [jurisdiction_id], "case": case_id, "rested": now - REST}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"sheet {case_id}"])
        (is_ours,) = cursor.fetchone() or (False,)
        if not is_ours:
            return 0
        cursor.execute(
            f"SELECT c.state, (SELECT json_agg(e.content ORDER BY e.number) FROM cases_event e "
            "WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id "
            f"AND e.type IN ('Sent', 'Supplemented')) {_WAITS.replace('{which}', 'AND c.id = %(case)s')}",
            given,
        )
        row = cursor.fetchone()
        if row is None:
            return 0
        case = read_state(row[0])
        arrivals = _arrivals(row[1] or [])
        _write(cursor, jurisdiction_id, case, _sheet(jurisdiction_id, case, arrivals), now=now)
    return 1


def _arrivals(contents: Sequence[str]) -> dict[str, datetime]:
    """When each of the sender's files came."""
    events = [decode_event(json.loads(content)) for content in contents]
    return {
        ref.id: event.at
        for event in events
        if isinstance(event.body, Sent | Supplemented)
        for ref in event.body.files
    }


@dataclass(frozen=True, slots=True)
class Link:
    """Another sender's report that may be of the same matter: near in place and time, or with a like picture."""

    id: str
    code: str
    why: str
    figure: float
    """Metres where it is near, differing bits (of 64) where its picture is alike."""


@dataclass(frozen=True, slots=True)
class _Made:
    verdicts: tuple[Verdict, ...]
    links: tuple[Link, ...]
    awaited: tuple[uuid.UUID, ...]
    is_waiting: bool


def _sheet(jurisdiction_id: int, case: Case, arrivals: Mapping[str, datetime]) -> _Made:
    ids = [uuid.UUID(file.id) for file in case.files]
    found = examinations(jurisdiction_id=jurisdiction_id, file_ids=ids)
    others = others_of_sender(jurisdiction_id=jurisdiction_id, case=case, file_ids=ids)
    likeness.belong(jurisdiction_id=jurisdiction_id, about_id=uuid.UUID(case.id), file_ids=ids)
    edition = get(case.edition)
    report = Report(
        place=_named(jurisdiction_id, case.place),
        urgent=case.is_urgent,
        originated=case.source is not None,
        linked=case.linked_to is not None,
        others=_of_others(case, edition, others.earlier),
    )
    verdicts = judge(_shown(jurisdiction_id, case, found, arrivals), report, edition=edition, kind=case.kind)
    neighbours = near(jurisdiction_id=jurisdiction_id, case=case, senders=others.senders)
    awaited = (*(key for key, each in found.items() if each.state == "waiting"), *others.awaited)
    return _Made(
        verdicts,
        _links(jurisdiction_id, case, ids, neighbours, own=others.senders),
        awaited,
        is_waiting=bool(awaited) or not others.compared,
    )


def _named(jurisdiction_id: int, place: Place | None) -> Place | None:
    """The place with its commune in words: verdicts are read by people."""
    if place is None:
        return None
    province = jurisdictions.of_id(jurisdiction_id).province
    try:
        return replace(place, commune=province.full_name(province.commune(code=place.commune)))
    except KeyError:
        return replace(place, commune="")


def _of_others(case: Case, edition: Edition, earlier: Sequence[Earlier]) -> tuple[Verdict, ...]:
    pictures = any(file.is_picture for file in case.files)
    made = []
    for condition in binding(edition, case):
        if condition.key == "not_duplicate":
            made.append(duplicate(condition, earlier, pictures=pictures))
        elif condition.key == "not_pending" and case.sent_at is not None:
            made.append(still_open(condition, earlier, sent_at=case.sent_at))
    return tuple(made)


def _shown(
    jurisdiction_id: int,
    case: Case,
    found: Mapping[uuid.UUID, Examination],
    arrivals: Mapping[str, datetime],
) -> list[Shown]:
    province = jurisdictions.of_id(jurisdiction_id).province
    shown = []
    for number, ref in enumerate(case.files, 1):
        if not ref.is_picture:
            continue
        examined = found.get(uuid.UUID(ref.id))
        findings = examined.findings if examined else None
        commune, outside = province.farthest(findings.spots if findings else ())
        came_at = arrivals.get(ref.id) or case.sent_at
        assert came_at is not None
        shown.append(
            Shown(
                name=f"{'Video' if ref.media_type.startswith('video/') else 'Ảnh'} {number}",
                findings=findings,
                came_at=came_at,
                km_outside=outside,
                commune=commune,
            )
        )
    return shown


def _links(
    jurisdiction_id: int,
    case: Case,
    file_ids: Sequence[uuid.UUID],
    neighbours: Sequence[Neighbour],
    *,
    own: Collection[uuid.UUID],
) -> tuple[Link, ...]:
    links = {str(one.id): Link(str(one.id), one.code, "near", round(one.metres)) for one in neighbours}
    alike = likeness.alike(
        jurisdiction_id=jurisdiction_id, about_id=uuid.UUID(case.id), file_ids=file_ids, limit=10
    )
    bits = {one.about_id: one.bits for one in alike}
    if bits:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, code FROM cases_case WHERE jurisdiction_id = %s AND id = ANY(%s) "
                "AND NOT sender_id = ANY(%s) AND state ->> 'secret_reference' IS NULL",
                [jurisdiction_id, list(bits), list(own)],
            )
            for key, code in cursor.fetchall():
                links[str(key)] = Link(str(key), code, "picture", bits[key])
    return tuple(links.values())


def _write(cursor: Any, jurisdiction_id: int, case: Case, made: _Made, *, now: datetime) -> None:
    cursor.execute(
        "INSERT INTO cases_sheet (jurisdiction_id, case_id, version, state, awaited, failed, verdicts, links, made_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (jurisdiction_id, case_id) DO UPDATE SET "
        "version = excluded.version, state = excluded.state, awaited = excluded.awaited, failed = excluded.failed, "
        "verdicts = excluded.verdicts, links = excluded.links, made_at = excluded.made_at",
        [
            jurisdiction_id,
            uuid.UUID(case.id),
            case.version,
            "waiting" if made.is_waiting else "done",
            list(made.awaited),
            sum(each.verdict == "fail" for each in made.verdicts),
            orjson.dumps([asdict(each) for each in made.verdicts]).decode(),
            orjson.dumps([asdict(each) for each in made.links]).decode(),
            now,
        ],
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a report's conditions. ``is_waiting``: files are still being examined, or texts compared."""

    version: int
    is_waiting: bool
    made_at: datetime
    verdicts: tuple[Verdict, ...]
    links: tuple[Link, ...]


def sheet_of(*, jurisdiction_id: int, case_id: uuid.UUID) -> Sheet | None:
    """The sheet of a case; ``None`` before the worker came to it. Whoever asks has checked that the official sits at
    the desk: what it says of the sender's other reports is for nobody else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, state, made_at, verdicts, links FROM cases_sheet "
            "WHERE jurisdiction_id = %s AND case_id = %s",
            [jurisdiction_id, case_id],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return Sheet(
        row[0],
        row[1] == "waiting",
        row[2],
        tuple(Verdict(**each) for each in orjson.loads(row[3])),
        tuple(Link(**each) for each in orjson.loads(row[4])),
    )


def wait_again(*, jurisdiction_id: int, case_id: uuid.UUID, file_ids: Collection[uuid.UUID]) -> None:
    """Have the sheet made again when these files are examined: whoever had a failed examination repeated asks so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_sheet SET state = 'waiting', awaited = %s WHERE jurisdiction_id = %s AND case_id = %s",
            [list(file_ids), jurisdiction_id, case_id],
        )


_ALARMED = """
SELECT (f ->> 'id')::uuid FROM cases_duty d
JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id
CROSS JOIN jsonb_array_elements(c.state -> 'files') f
WHERE d.ended_at IS NULL AND d.term IN ('alarm', 'alarm_repeated') LIMIT 100
"""


def urgent_files() -> list[uuid.UUID]:
    """The files of reports whose alarm nobody has taken up yet: they are examined before all others."""
    with connection.cursor() as cursor:
        cursor.execute(_ALARMED)
        return [row[0] for row in cursor.fetchall()]


AT_ONCE = 2
"""Files examined before sheets are made again: what is ready is shown, however many wait."""


def examine_and_judge(*, now: datetime) -> int:
    """One round of the worker: the sheets that are wanted, then a few files, then the sheets of these; returns how many
    files were examined. What an older examiner examined comes when nothing else waits."""
    make_sheets(now=now)
    examined = examine_waiting(now=now, first=urgent_files(), limit=AT_ONCE)
    if examined:
        make_sheets(now=now)
    else:
        give_up(now=now)
        renew()
    return examined
