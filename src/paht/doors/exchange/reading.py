"""Pull: the agency's cases, what changed, one case, its files."""

import hashlib
import json
import uuid

from django.http import Http404, HttpRequest, HttpResponse

from paht import clock
from paht.cases import queries
from paht.cases.queries import NEVER
from paht.doors.agency.casepage import file_ids
from paht.doors.exchange import casejson
from paht.doors.exchange.access import software
from paht.doors.exchange.problems import answer, problem
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.evidence import queries as evidence
from paht.exchange import feed, mapping, proposals
from paht.exchange.credentials import Client

MOST = 100
"""Rows of a page."""


@software(get=True)
def me(request: HttpRequest, client: Client) -> HttpResponse:
    """Who asks, what for, by which edition."""
    province, official = province_of(request), client.official
    assert official.agency_id is not None
    known = mapping.current(jurisdiction_id=province.id, agency_id=official.agency_id)
    return answer(
        {
            "client": str(client.id),
            "name": client.name,
            "agency": {"id": str(official.agency_id), "name": official.agency_name},
            "scopes": ["read", "write"] if client.can_write else ["read"],
            "jurisdiction": province.slug,
            "edition": province.edition.id,
            "mapping_version": known.version,
            "latest_change": feed.latest(jurisdiction_id=province.id, agency_id=official.agency_id),
            "now": casejson.moment(clock.now()),
        }
    )


@software(get=True)
def cases(request: HttpRequest, client: Client) -> HttpResponse:
    """The agency's open assignments by due moment, a page at a time (``after``); ``state=past`` the finished ones."""
    official, limit = client.official, _limit(request)
    past = request.GET.get("state", "open") == "past"
    after = read_place(request.GET.get("after", ""))
    if past:
        rows = queries.agency_past(official, after=after, limit=limit + 1)
    else:
        rows = queries.agency_inbox(official, after=after, limit=limit + 1)
    shown = rows[:limit]
    known = _mapping(request, client)
    more = None
    if rows[limit:]:
        last = shown[-1]
        more = write_place((last.dispatched_at or NEVER) if past else last.due_at or NEVER, last.id)
    return _conditional(request, {"cases": [casejson.row(each, known) for each in shown], "next": more})


@software(get=True)
def changes(request: HttpRequest, client: Client) -> HttpResponse:
    """What changed for the agency after the change ``since``, in order; nothing is left out, nothing comes twice."""
    since = request.GET.get("since", "0")
    if not since.isdecimal() or len(since) > 18:
        return problem(400, "“since” là số của thay đổi cuối cùng đã nhận; bắt đầu từ 0.")
    agency, limit = client.official.agency_id, _limit(request)
    assert agency is not None
    found = feed.changes(
        jurisdiction_id=client.official.jurisdiction_id, agency_id=agency, since=int(since), limit=limit + 1
    )
    shown = found[:limit]
    body = {
        "changes": [
            {
                "number": each.number,
                "type": each.kind,
                "case": str(each.case_id),
                "href": casejson.href(each.case_id),
                "version": each.version,
                "at": casejson.moment(each.happened_at),
                "due_at": casejson.moment(each.due_at),
            }
            for each in shown
        ],
        "since": shown[-1].number if shown else int(since),
        "more": len(found) > limit,
    }
    return _conditional(request, body)


@software(get=True)
def case(request: HttpRequest, client: Client, case_id: uuid.UUID) -> HttpResponse:
    """One case; 304 while nothing changed."""
    found = queries.detail(client.official, case_id=case_id)
    if found is None:
        return absent()
    now, known = clock.now(), _mapping(request, client)
    body = casejson.whole(client.official, found, province_of(request), mapping=known, now=now)
    return _conditional(request, body, tag=f'"v{found.case.version}.{_digest(body)}"')


@software(get=True)
def file(request: HttpRequest, client: Client, case_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """A copy of a picture of the case, without what its camera wrote into it; ``size`` is 320 or 1280."""
    found = queries.detail(client.official, case_id=case_id)
    size = request.GET.get("size", "1280")
    if found is None or str(file_id) not in file_ids(found) or size not in ("320", "1280"):
        return absent()
    stored = evidence.file(jurisdiction_id=client.official.jurisdiction_id, id=file_id)
    if stored is None:
        return absent()
    try:
        return photo_response(request, stored, size=int(size))
    except Http404:
        return problem(404, "Bản sao của tệp chưa sẵn sàng hoặc tệp không phải ảnh; xin gọi lại sau ít phút.")


@software(get=True)
def proposal(request: HttpRequest, client: Client, proposal_id: uuid.UUID) -> HttpResponse:
    """What became of an approval that was laid before a leader."""
    agency = client.official.agency_id
    assert agency is not None
    found = proposals.one(jurisdiction_id=province_of(request).id, agency_id=agency, proposal_id=proposal_id)
    return absent() if found is None else answer(proposed(found))


def proposed(found: proposals.Proposal) -> dict[str, object]:
    """A proposal as the software gets it."""
    return {
        "proposal": str(found.id),
        "case": str(found.case_id),
        "assignment": found.assignment,
        "state": found.state,
        "approver": found.code,
        "made_at": casejson.moment(found.made_at),
        "settled_at": casejson.moment(found.settled_at),
    }


def absent() -> HttpResponse:
    """The answer about a case that is not there and about one of others: nobody learns which."""
    return problem(404, "Không có hồ sơ này, hoặc hồ sơ chưa từng được giao cho cơ quan.")


def _mapping(request: HttpRequest, client: Client) -> mapping.Mapping:
    agency = client.official.agency_id
    assert agency is not None
    return mapping.current(jurisdiction_id=province_of(request).id, agency_id=agency)


def _limit(request: HttpRequest) -> int:
    given = request.GET.get("limit", "50")
    return min(MOST, max(1, int(given))) if given.isdecimal() and len(given) < 6 else 50


def _conditional(request: HttpRequest, body: dict[str, object], *, tag: str = "") -> HttpResponse:
    """The body with its tag; 304 without one to whoever has it already."""
    etag = tag or f'"{_digest(body)}"'
    known = {word.strip().removeprefix("W/") for word in request.headers.get("If-None-Match", "").split(",")}
    response = HttpResponse(status=304) if etag in known else answer(body)
    response["ETag"] = etag
    response.setdefault("Cache-Control", "private, no-cache")
    return response


def _digest(body: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]
