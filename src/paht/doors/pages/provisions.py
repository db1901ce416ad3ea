"""Pages of staff about state bodies' requests for reports (VL.19.1, ST.5.1): the list, the decision of the
supervising department, how far the package is, and taking it away, confirmed by the second factor (VL.20.4)."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.pages import confirming, exporting
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.consentwords import errors_of
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.doors.pages.provisionwords import body_names, happened, personal_options, picture_options, shown
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.evidence import queries as evidence
from paht.identity import new_id
from paht.law.casework.case import Refused
from paht.law.providing import ASKS, DECIDES, PACKAGE_DAYS, SEES, Pictures, ProvisionState
from paht.law.providing.course import is_asker
from paht.people.actors import Official
from paht.people.vault import VaultClosed
from paht.transfer import provisions, queries
from paht.transfer.provisions import NoProvision, Outcome, Step, Taken
from paht.transfer.queries import Row

READERS = ASKS | SEES
_CLOSED = "Kho dữ liệu cá nhân tạm thời không mở được nên chưa lấy được gói. Xin thử lại sau ít phút."
MOST_CHOSEN = 500


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The list's entry in a side navigation; none for those who have none."""
    if not official.roles & READERS:
        return []
    href = reverse("provisions")
    return [{"label": "Cung cấp dữ liệu", "href": href, "icon": "download", "current": current}]


@require_safe
@staff_only(READERS)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """The requests that the official may read, latest first."""
    now, here, after = clock.now(), province_of(request), read_place(request.GET.get("sau", ""))
    rows = queries.listed(official, after=after, limit=queries.PAGE + 1)
    page = rows[: queries.PAGE]
    last = page[-1] if len(rows) > queries.PAGE else None
    context = {
        **page_frame(official, current=True),
        "rows": [shown(row, here, now=now, bodies={}) for row in page],
        "next_href": f"?sau={write_place(last.asked_at, last.id)}" if last else None,
        "first_href": reverse("provisions") if after else None,
        "may_ask": bool(official.roles & ASKS),
        "basis": clause_words(here.edition.keeping_clause),
    }
    return render(request, "provisions.html", context)


@staff_only(READERS)
def show(request: HttpRequest, official: Official, provision_id: uuid.UUID) -> HttpResponseBase:
    """One request; a POST takes the package away: confirmed, on record before the first byte."""
    row = _row(official, provision_id)
    if request.method != "POST":
        return _page(request, official, row)
    assert row.provision.document is not None, "a request has its document"
    what = f"gói dữ liệu theo yêu cầu số {row.provision.document.number}"
    if (why := exporting.refused(request, official, what=what)) is not None:
        return _page(request, official, row, errors={confirming.CODE: why}, status=422)
    try:
        taken = provisions.take(step_of(request, official, command_id=new_id()), provision_id=row.id)
    except VaultClosed:
        return _page(request, official, row, errors={"": _CLOSED}, status=503)
    if isinstance(taken, NoProvision):
        raise Http404
    if isinstance(taken, Refused):
        return _page(request, official, _row(official, row.id), errors=errors_of(taken), status=409)
    return _sent(row, taken)


def _sent(row: Row, taken: Taken) -> HttpResponseBase:
    response = StreamingHttpResponse(taken.pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="phan-anh-{row.id}.zip"'
    response["Content-Length"] = str(taken.size_bytes)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@staff_only(READERS)
def progress(request: HttpRequest, official: Official, provision_id: uuid.UUID) -> HttpResponse:
    """How far the package is: what the page asks again and again; the whole page anew once it is there."""
    row, now = _row(official, provision_id), clock.now()
    if row.state(now) is not ProvisionState.MAKING:
        return HttpResponse(headers={"HX-Redirect": reverse("provision", args=[row.id])})
    return render(
        request,
        "fragments/provision_progress.html",
        {"row": shown(row, province_of(request), now=now, bodies={})},
    )


@require_POST
@staff_only(DECIDES)
def decide(request: HttpRequest, official: Official, provision_id: uuid.UUID) -> HttpResponse:
    """The supervising department approves or refuses."""
    row, typed = _row(official, provision_id), request.POST
    outcome = provisions.settle(
        step_of(request, official),
        provision_id=row.id,
        approves=typed.get("decision") == "approve",
        fields=frozenset(typed.getlist("fields")[:MOST_CHOSEN]),
        law=typed.get("law", ""),
        reason=typed.get("reason", ""),
        pictures=read_pictures(typed.get("pictures", "")),
    )
    return _after(request, official, row, outcome)


@require_POST
@staff_only(ASKS)
def recall(request: HttpRequest, official: Official, provision_id: uuid.UUID) -> HttpResponse:
    """It is needed no longer."""
    row = _row(official, provision_id)
    return _after(request, official, row, provisions.recall(step_of(request, official), provision_id=row.id))


@require_safe
@staff_only(READERS)
def document(request: HttpRequest, official: Official, provision_id: uuid.UUID) -> HttpResponse:
    """The letter of a request."""
    paper = _row(official, provision_id).provision.document
    if paper is None or paper.file is None:
        raise Http404
    stored = evidence.file(jurisdiction_id=official.jurisdiction_id, id=uuid.UUID(paper.file.id))
    if stored is None:
        raise Http404
    return photo_response(request, stored, size=1280, stills=True)


def _after(request: HttpRequest, official: Official, row: Row, outcome: Outcome) -> HttpResponse:
    if (answer := answered(outcome)) is not None:
        return answer
    assert isinstance(outcome, Refused)
    return _page(request, official, row, errors=errors_of(outcome), status=422)


def answered(outcome: Outcome) -> HttpResponse | None:
    """Where to go after what took effect; ``None`` after a refusal."""
    if isinstance(outcome, NoProvision):
        raise Http404
    if isinstance(outcome, Refused):
        return None
    return HttpResponseRedirect(reverse("provision", args=[outcome.id]))


def _page(
    request: HttpRequest,
    official: Official,
    row: Row,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now, here, state = clock.now(), province_of(request), row.state(clock.now())
    provision, own = row.provision, is_asker(row.provision, official.actor)
    fields = request.POST.getlist("fields") if request.method == "POST" else sorted(provision.personal)
    entries = queries.history(row, jurisdiction_id=official.jurisdiction_id)
    context = {
        **page_frame(official, current=True),
        "row": shown(row, here, now=now, bodies=body_names(here.id)),
        "course": [happened(entry, name) for entry, name in entries],
        "may_decide": state is ProvisionState.ASKED and bool(official.roles & DECIDES) and not own,
        "may_take": state is ProvisionState.READY and own,
        "may_recall": not state.is_over and (own or bool(official.roles & DECIDES)),
        "waits_for_other": state is ProvisionState.ASKED and own and bool(official.roles & DECIDES),
        "asks_confirmation": confirming.is_asked(official, in_own_queue=True),
        "options": personal_options(here.edition.id, provision.personal),
        "pictures": [] if provision.pictures is Pictures.NONE else picture_options(provision.pictures),
        "typed": {
            "law": "",
            "reason": "",
            "pictures": str(provision.pictures),
            **request.POST.dict(),
            "fields": fields,
        },
        "package_days": PACKAGE_DAYS,
        "basis": clause_words(here.edition.keeping_clause),
        "personal_basis": clause_words(here.edition.provision_clause),
        "errors": errors or {},
        "command_id": new_id(),
    }
    return render(request, "provision.html", context, status=status)


def _row(official: Official, provision_id: uuid.UUID) -> Row:
    row = queries.one(official, provision_id=provision_id)
    if row is None:
        raise Http404
    return row


def page_frame(official: Official, *, current: bool = False) -> dict[str, Any]:
    """What stands around each of these pages."""
    home = home_of(official)
    nav = [{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]}]
    nav.append({"items": nav_items(official, current=current)})
    return frame(official, area="Cung cấp dữ liệu", area_href=home, nav=nav)


def step_of(request: HttpRequest, official: Official, *, command_id: uuid.UUID | None = None) -> Step:
    """The step of a request; a form sent twice has the same command."""
    return Step(
        jurisdiction=province_of(request),
        actor=official.actor,
        now=clock.now(),
        command_id=command_id or read_uuid(request.POST.get("command_id", "")) or new_id(),
    )


def read_uuid(text: str) -> uuid.UUID | None:
    """The key that a form names; ``None`` for none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def read_pictures(text: str) -> Pictures:
    """Which pictures a form names; none for anything that it does not offer."""
    try:
        return Pictures(text)
    except ValueError:
        return Pictures.NONE
