"""``servicerequestupdates``, the extension that most clients know: what became of requests, in the order it was made
public: the result, and what was asked and made clear after it."""

from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries.published import Asked, Published, published
from paht.doors.open311.reading import CLOSED
from paht.doors.open311.showing import cut, media_url, moment
from paht.doors.pages.exchanges import exchanges
from paht.law.casework.states import RequestKind, RequestState
from paht.law.editions import get

_SHOWN = (RequestKind.INTERACTION, RequestKind.UPDATE)


def updates(*, jurisdiction: Jurisdiction, asked: Asked, origin: str) -> list[dict[str, Any]]:
    """The updates of the cases asked for, the earliest first."""
    found = published(jurisdiction_id=jurisdiction.id, asked=asked)
    rows = [
        row
        for each in found
        for row in (_result(each, origin), *_later(each, jurisdiction_id=jurisdiction.id))
    ]
    rows.sort(key=lambda row: (row[0], row[1]["update_id"]))
    until = asked.published_until
    since = asked.published_from
    return [row for at, row in rows if (until is None or at < until) and (since is None or at >= since)]


def _result(each: Published, origin: str) -> tuple[datetime, dict[str, Any]]:
    return each.published_at, {
        "update_id": f"{each.id}-0",
        "service_request_id": str(each.id),
        "status": CLOSED,
        "updated_datetime": moment(each.published_at),
        "description": cut(each.answer),
        "media_url": media_url(each.case, origin),
    }


def _later(each: Published, *, jurisdiction_id: int) -> list[tuple[datetime, dict[str, Any]]]:
    """What was answered after the result; only cases that have any are read whole."""
    if not any(r.kind in _SHOWN and r.state is RequestState.ANSWERED for r in each.case.requests):
        return []
    detail = queries.public_detail(jurisdiction_id=jurisdiction_id, case_id=each.id)
    if detail is None:
        return []
    return [
        (
            one.answered_at,
            {
                "update_id": f"{each.id}-{one.number}",
                "service_request_id": str(each.id),
                "status": CLOSED,
                "updated_datetime": moment(one.answered_at),
                "description": cut(one.answer),
                "media_url": None,
            },
        )
        for one in exchanges(detail, edition=get(each.case.edition))
        if one.answered_at is not None
    ]
