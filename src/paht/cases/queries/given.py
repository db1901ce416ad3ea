"""Reports that a state body is given on its recorded request (VL.19.1, ST.5.1). The caller has the decision."""

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.store import read_state
from paht.law.casework.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which ones, by the moment of sending (half-open) and more; an empty collection is no restriction."""

    sent_from: datetime
    sent_until: datetime
    fields: Collection[str] = ()
    communes: Collection[str] = ()
    agencies: Collection[uuid.UUID] = ()
    stages: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A report with the texts that officers let go out of the IOC: ``text`` as released, ``answer`` as given.
    ``form`` is the vault's record of what the sender filled in; ``None`` where nobody sent it."""

    id: uuid.UUID
    code: str
    case: Case
    sent_at: datetime
    published_at: datetime | None
    commune: str
    latitude: float | None
    longitude: float | None
    text: str
    answer: str
    agencies: dict[str, str]
    form: uuid.UUID | None


# A state secret is asked for by its own law; the decision's own check comes on top (paht.law.providing.may_give).
_WHERE = """c.jurisdiction_id = %(jurisdiction)s AND c.sent_at >= %(from)s AND c.sent_at < %(until)s
    AND c.stage <> 'draft' AND c.state ->> 'secret_reference' IS NULL
    AND (%(fields)s::text[] = '{}' OR c.field = ANY(%(fields)s))
    AND (%(communes)s::text[] = '{}' OR c.commune = ANY(%(communes)s))
    AND (%(stages)s::text[] = '{}' OR c.stage = ANY(%(stages)s))
    AND (%(agencies)s::uuid[] = '{}' OR EXISTS (SELECT FROM cases_assignment x
         WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id AND x.agency_id = ANY(%(agencies)s)))"""
_BODY = (
    "coalesce((SELECT t.body FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id "
    "AND t.id = (c.state -> '{}' ->> 'id')::uuid), '')"
)
_PAGE = f"""SELECT c.id, c.code, c.state, c.sent_at, c.published_at, c.commune, c.latitude, c.longitude,
    {_BODY.format("text")}, {_BODY.format("answer")},
    (SELECT coalesce(json_object_agg(g.id, g.name), '{{}}') FROM agencies_agency g WHERE g.id IN (
        SELECT x.agency_id FROM cases_assignment x
        WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id)),
    (SELECT (e.content::jsonb -> 'body' -> 'original' ->> 'id')::uuid FROM cases_event e
        WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id
        AND e.content::jsonb ->> 'type' = 'Sent' ORDER BY e.number LIMIT 1)
FROM cases_case c WHERE {_WHERE}"""


def count_given(*, jurisdiction_id: int, wanted: Wanted) -> int:
    """How many there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM cases_case c WHERE {_WHERE}", _parameters(jurisdiction_id, wanted)
        )
        (count,) = cursor.fetchone()
    return int(count)


def given(
    *, jurisdiction_id: int, wanted: Wanted, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> list[Given]:
    """The next ones behind ``after``, the first sent first: one statement."""
    beyond = "AND (c.sent_at, c.id) > (%(after_at)s, %(after_id)s)" if after else ""
    at, key = after or (None, None)
    parameters = {**_parameters(jurisdiction_id, wanted), "after_at": at, "after_id": key, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(f"{_PAGE} {beyond} ORDER BY c.sent_at, c.id LIMIT %(limit)s", parameters)
        return [_given(row) for row in cursor.fetchall()]


def _given(row: Any) -> Given:
    case_id, code, state, sent_at, published_at, commune, latitude, longitude, text, answer, names, form = row
    agencies = json.loads(names) if isinstance(names, str) else names
    place = (commune, latitude, longitude)
    return Given(
        case_id, code, read_state(state), sent_at, published_at, *place, text, answer, agencies, form
    )


def _parameters(jurisdiction_id: int, wanted: Wanted) -> dict[str, Any]:
    return {
        "jurisdiction": jurisdiction_id,
        "from": wanted.sent_from,
        "until": wanted.sent_until,
        "fields": list(wanted.fields),
        "communes": list(wanted.communes),
        "agencies": list(wanted.agencies),
        "stages": list(wanted.stages),
    }
