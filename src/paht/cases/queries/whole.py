"""A whole case: its course, its events and its texts."""

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default
from typing import Any

from django.db import connection

from paht.cases.queries.public import PUBLIC
from paht.cases.queries.scope import visible_to
from paht.cases.store import read_state
from paht.law.casework.case import Case
from paht.law.casework.codec import decode_event
from paht.law.casework.events import Event
from paht.law.casework.publicity import may_read, withheld
from paht.law.casework.states import Role
from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Detail:
    """A whole case: the row's keys, the law's value, its events, and the texts that these refer to, by id."""

    id: uuid.UUID
    code: str
    case: Case
    events: tuple[Event, ...]
    texts: dict[str, str]
    agencies: dict[str, str]
    people: Mapping[str, str] = default(default_factory=dict)
    """The officials who acted, by id, where an official asks; nobody else learns who they are."""
    is_withheld: bool = False
    """Whether words and pictures were left out, because few may read a case with a state secret."""

    def text(self, written: Any) -> str:
        """The body of a text that lies with the case; ``""`` for one that lies in the vault or for ``None``."""
        return "" if written is None else self.texts.get(written.id, "")


_DETAIL = """
SELECT c.id, c.code, c.state,
       (SELECT json_agg(e.content ORDER BY e.number) FROM cases_event e
        WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id),
       (SELECT coalesce(json_object_agg(t.id, t.body), '{}') FROM cases_text t
        WHERE t.jurisdiction_id = c.jurisdiction_id AND t.case_id = c.id),
       (SELECT coalesce(json_object_agg(g.id, g.name), '{}') FROM agencies_agency g
        WHERE g.id IN (SELECT unnest(ARRAY[x.agency_id, x.superior_id]) FROM cases_assignment x
                       WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id
                       UNION SELECT (y ->> 'agency')::uuid FROM jsonb_array_elements(c.state -> 'requests') y
                       UNION SELECT (y ->> 'named')::uuid FROM jsonb_array_elements(c.state -> 'assignments') y)),
       {people}
FROM cases_case c WHERE
"""


_NOBODY = "'{}'::json"


_PEOPLE = """(SELECT coalesce(json_object_agg(p.id, p.name), '{}') FROM people_staff p
        WHERE p.jurisdiction_id = c.jurisdiction_id AND p.id::text IN (
            SELECT e.content::jsonb -> 'actor' ->> 'id' FROM cases_event e
            WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id))"""


def detail(official: Official, *, case_id: uuid.UUID) -> Detail | None:
    """The case, if it exists and the official may see it: one statement."""
    scope = visible_to(official)
    sql = f"{_detailed(_PEOPLE)} {scope.condition} AND c.id = %s"
    return _detail(sql, [*scope.parameters, case_id], roles=official.roles)


def public_detail(*, jurisdiction_id: int, case_id: uuid.UUID) -> Detail | None:
    """A published case. Only what :func:`paht.law.casework.publicity.publicity` allows may be shown of it."""
    return _detail(
        f"{_detailed(_NOBODY)} c.jurisdiction_id = %s AND c.id = %s AND {PUBLIC}",
        [jurisdiction_id, case_id],
    )


def followed(*, jurisdiction_id: int, code: str) -> Detail | None:
    """The case of a code, for whoever holds the code."""
    return _detail(f"{_detailed(_NOBODY)} c.jurisdiction_id = %s AND c.code = %s", [jurisdiction_id, code])


def _detailed(people: str) -> str:
    return _DETAIL.replace("{people}", people)


def _detail(sql: str, parameters: list[Any], *, roles: Collection[Role] = ()) -> Detail | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    if row is None:
        return None
    case = read_state(row[2])
    events = tuple(decode_event(json.loads(content)) for content in row[3])
    found = Detail(row[0], row[1], case, events, row[4], row[5], row[6])
    return found if may_read(case, roles) else _withheld(found)


def _withheld(detail: Detail) -> Detail:
    """The course without a word or a picture; only where the secret file lies is still told."""
    reference = detail.case.secret_reference
    told = {reference.id: detail.texts.get(reference.id, "")} if reference else {}
    events = tuple(replace(event, body=_without_files(event.body)) for event in detail.events)
    return replace(detail, case=withheld(detail.case), events=events, texts=told, is_withheld=True)


def _without_files(body: Any) -> Any:
    return replace(body, files=()) if hasattr(body, "files") else body
