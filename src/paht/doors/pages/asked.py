"""The list of what is asked after the answer, for the desk and for an agency alike."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.asking import AfterAsked, Asked, asked_of
from paht.cases.queries import PAGE
from paht.doors.pages.duties import due_state
from paht.doors.pages.words import clause_text, term_name
from paht.people.actors import Official
from paht.people.masking import mask


def asked_list(
    request: HttpRequest, official: Official, jurisdiction: Jurisdiction, *, case_address: str
) -> dict[str, Any]:
    """A page of the list; ``case_address`` names the door's address of a case."""
    now, after = clock.now(), _read(request.GET.get("after", ""))
    rows = asked_of(official, after=after, limit=PAGE + 1)
    shown = rows[:PAGE]
    return {
        "rows": _rows(shown, jurisdiction, now, case_address),
        "next_href": f"?after={_place(shown[-1])}" if len(rows) > PAGE else None,
        "first_href": "?" if after else None,
    }


def _rows(
    rows: Sequence[Asked], jurisdiction: Jurisdiction, now: datetime, case_address: str
) -> list[dict[str, Any]]:
    told = []
    for row in rows:
        state = due_state(due_at=row.due_at, violation_at=row.violation_at, internal=row.internal, now=now)
        told.append(
            {
                "href": f"{reverse(case_address, kwargs={'case_id': row.case_id})}#tuong-tac",
                "code": row.code,
                "term": term_name(jurisdiction.edition, row.term),
                "clause": clause_text(row.clause),
                "excerpt": mask(row.excerpt),
                "starts_at": row.starts_at,
                "due_at": row.due_at,
                "due": state,
                "internal": row.internal,
                "edge": {"overdue": "row-bad", "violation": "row-bad", "due_soon": "row-warn"}.get(state, ""),
            }
        )
    return told


def _place(row: Asked) -> str:
    return f"{row.due_at.timestamp():.6f}_{row.case_id.hex}_{row.duty}"


def _read(word: str) -> AfterAsked | None:
    """The place of the last row seen; ``None`` for nothing or nonsense: the first page."""
    moment, _, rest = word.partition("_")
    key, _, duty = rest.partition("_")
    try:
        at = datetime.fromtimestamp(float(moment), clock.now().tzinfo)
        return at, uuid.UUID(hex=key), int(duty)
    except (ValueError, OverflowError, OSError):
        return None
