"""Pages of staff about senders' personal data: asking the sender, a competent body's formal request, the list, and the
look itself, which wants its own confirmation each time (VL.7.5, VL.20.4, ST.4.5)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.agencies import queries as agencies
from paht.cases import queries as cases
from paht.cases.queries import Detail
from paht.consents import operations, queries
from paht.consents.operations import NoConsent, Opened, Outcome, Step
from paht.consents.queries import Row
from paht.doors.pages import confirming
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.consentwords import FIELD_NAMES, errors_of, field_options, shown
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.doors.pages.uploads import uploaded
from paht.evidence import queries as evidence
from paht.evidence import tokens
from paht.identity import new_id
from paht.law.casework.case import FileRef, Refused
from paht.law.casework.states import AGENCY_ROLES
from paht.law.consent import DEMANDS, MOST_HOURS, SEES, ConsentState, handles
from paht.law.consent.course import is_asker, is_grantee
from paht.law.editions import get
from paht.people.actors import Official
from paht.people.vault import VaultClosed

READERS = AGENCY_ROLES | SEES
SHOWN_SECONDS = 300
"""How long what was opened stays on the screen at most; whoever needs it again looks again, on record."""
_CLOSED = (
    "Kho dữ liệu cá nhân tạm thời không mở được; chưa có thông tin nào được mở. Xin thử lại sau ít phút."
)


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The list's entry in a side navigation; none for those who have none."""
    if not official.roles & READERS:
        return []
    return [
        {
            "label": "Thông tin người gửi",
            "href": reverse("consents"),
            "icon": "shield-lock",
            "current": current,
        }
    ]


@require_safe
@staff_only(READERS)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """What the official's body asked or was given; for those who oversee, of the whole province. One statement."""
    now, after = clock.now(), read_place(request.GET.get("sau", ""))
    rows = queries.of_official(official, after=after, limit=queries.PAGE + 1)
    page = rows[: queries.PAGE]
    last = page[-1] if len(rows) > queries.PAGE else None
    context = {
        **_frame(official, current=True),
        "rows": [shown(row, now=now) for row in page],
        "next_href": f"?sau={write_place(last.asked_at, last.id)}" if last else None,
        "first_href": reverse("consents") if after else None,
        "sees_all": bool(official.roles & SEES),
    }
    return render(request, "consents.html", context)


@staff_only(READERS)
def show(request: HttpRequest, official: Official, consent_id: uuid.UUID) -> HttpResponse:
    """One question or grant; a POST looks: confirmed by the second factor, recorded before anything is shown."""
    row = _row(official, consent_id)
    if request.method != "POST":
        return _page(request, official, row)
    refused = confirming.refused(
        request, official, purpose=f"Xem thông tin người gửi {row.code}", in_own_queue=False
    )
    if refused:
        return _page(request, official, row, errors={confirming.CODE: refused}, status=422)
    try:
        # Each look is one of its own, also where a browser sends a form again.
        opened = operations.look(_step(request, official, command_id=new_id()), consent_id=row.id)
    except VaultClosed:
        return _page(request, official, row, errors={"": _CLOSED}, status=503)
    if isinstance(opened, NoConsent):
        raise Http404
    if isinstance(opened, Refused):
        return _page(request, official, _row(official, consent_id), errors=errors_of(opened), status=409)
    return _opened(request, official, row, opened)


@require_safe
@staff_only(READERS)
def still(request: HttpRequest, official: Official, consent_id: uuid.UUID) -> HttpResponse:
    """What an open page asks again and again: 204 while the grant stands, else the words that take the data's place."""
    row = _row(official, consent_id)
    if row.state(clock.now()) is ConsentState.GRANTED and is_grantee(row.consent, official.actor):
        return HttpResponse(status=204)
    return render(request, "parts/consent_over.html", {"row": shown(row, now=clock.now())})


@require_POST
@staff_only(READERS)
def recall(request: HttpRequest, official: Official, consent_id: uuid.UUID) -> HttpResponse:
    """Whoever asked needs it no longer."""
    row = _row(official, consent_id)
    outcome = operations.recall(_step(request, official), consent_id=row.id)
    if isinstance(outcome, Refused):
        return _page(request, official, row, errors=errors_of(outcome), status=422)
    return HttpResponseRedirect(reverse("consent", args=[row.id]))


@require_safe
@staff_only(READERS)
def document(request: HttpRequest, official: Official, consent_id: uuid.UUID) -> HttpResponse:
    """The document of a formal request, for those who oversee such requests."""
    row = _row(official, consent_id)
    paper = row.consent.document
    if not official.roles & SEES or paper is None or paper.file is None:
        raise Http404
    stored = evidence.file(jurisdiction_id=official.jurisdiction_id, id=uuid.UUID(paper.file.id))
    if stored is None:
        raise Http404
    return photo_response(request, stored, size=1280)


@staff_only(AGENCY_ROLES)
def ask(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """An agency asks the sender: which fields, what for, for how long."""
    detail = _detail(official, case_id)
    typed, errors = _typed(request), {}
    if request.method == "POST":
        outcome = operations.ask(
            _step(request, official),
            case_id=case_id,
            fields=frozenset(typed["fields"]),
            purpose=typed["purpose"],
            hours=_hours(typed["hours"]),
        )
        if (answer := _answered(outcome)) is not None:
            return answer
        assert isinstance(outcome, Refused)
        errors = errors_of(outcome)
    context = {**asking(official, detail), "typed": typed, "errors": errors, **_frame(official)}
    return render(request, "consent_ask.html", context, status=422 if errors else 200)


def asking(official: Official, detail: Detail) -> dict[str, Any]:
    """What an agency's page shows of it: the form where the body may ask, and what was asked before; one statement."""
    now, edition = clock.now(), get(detail.case.edition)
    rows = queries.asked_by(official, case_id=detail.id)
    own = [shown(row, now=now) for row in rows]
    return {
        "detail": detail,
        "consents": own,
        "may_ask": handles(detail.case, official.actor.body) and bool(detail.case.sender),
        "is_confidential": detail.case.confidential,
        "consent_fields": field_options(detail.case.edition),
        "consent_clause": clause_words(edition.consent_clause),
        "most_hours": MOST_HOURS,
        "consent_command": new_id(),
    }


@staff_only(DEMANDS)
def demand(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """The supervising department records a competent body's formal request, with its document (VL.20.4)."""
    detail = _detail(official, case_id)
    bodies = [body for body in agencies.directory(jurisdiction_id=official.jurisdiction_id) if body.joined]
    typed, errors = _typed(request), {}
    files: Sequence[FileRef] = ()
    if request.method == "POST":
        files, problem = uploaded(request, official)
        if problem:
            errors = {"files": problem}
        else:
            outcome = _record(request, official, detail, typed, {str(body.id) for body in bodies}, files)
            if (answer := _answered(outcome)) is not None:
                return answer
            assert isinstance(outcome, Refused)
            errors = errors_of(outcome)
    edition, now = get(detail.case.edition), clock.now()
    context = {
        **_frame(official),
        "detail": detail,
        "consents": [shown(row, now=now) for row in queries.asked_by(official, case_id=case_id)],
        "bodies": [(str(body.id), body.name) for body in bodies],
        "consent_fields": field_options(detail.case.edition),
        "basis": clause_words(edition.provision_clause),
        "consent_clause": clause_words(edition.consent_clause),
        "most_hours": MOST_HOURS,
        "typed": typed,
        "kept": _kept(files, official.jurisdiction_id),
        "errors": errors,
        "command_id": _uuid(request.POST.get("command_id", "")) or new_id(),
    }
    return render(request, "consent_demand.html", context, status=422 if errors else 200)


def _record(
    request: HttpRequest,
    official: Official,
    detail: Detail,
    typed: Mapping[str, Any],
    known: set[str],
    files: Sequence[FileRef],
) -> Outcome:
    return operations.record_demand(
        _step(request, official),
        case_id=detail.id,
        body=uuid.UUID(typed["body"]) if typed["body"] in known else None,
        body_name=typed["body_name"],
        fields=frozenset(typed["fields"]),
        purpose=typed["purpose"],
        hours=_hours(typed["hours"]),
        number=typed["document_number"],
        dated_on=_day(typed["dated_on"]),
        file=files[0] if files else None,
        law=typed["law"],
    )


_TEXTS = ("purpose", "hours", "body", "body_name", "document_number", "dated_on", "law")


def _typed(request: HttpRequest) -> dict[str, Any]:
    texts = {name: request.POST.get(name, "").strip() for name in _TEXTS}
    return {**texts, "fields": [key for key in request.POST.getlist("fields") if key in FIELD_NAMES]}


def _answered(outcome: Outcome) -> HttpResponse | None:
    """Where to go after what took effect; ``None`` after a refusal."""
    if isinstance(outcome, NoConsent):
        raise Http404
    if isinstance(outcome, Refused):
        return None
    return HttpResponseRedirect(reverse("consent", args=[outcome.id]))


def _page(
    request: HttpRequest,
    official: Official,
    row: Row,
    *,
    errors: Mapping[str, str] | None = None,
    opened: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    state = row.state(now)
    is_open = state in (ConsentState.ASKED, ConsentState.GRANTED)
    context = {
        **_frame(official, current=True),
        "row": shown(row, now=now),
        "may_look": state is ConsentState.GRANTED and is_grantee(row.consent, official.actor),
        "may_recall": is_open and is_asker(row.consent, official.actor),
        "may_read_document": bool(official.roles & SEES) and row.consent.document is not None,
        "case_href": _case_href(official, row),
        "opened": opened,
        "errors": errors or {},
        "command_id": new_id(),
    }
    return render(request, "consent.html", context, status=status)


def _opened(request: HttpRequest, official: Official, row: Row, opened: Opened) -> HttpResponse:
    """The data, gone from the screen when the grant ends, and after some minutes anyway."""
    labelled = [(label, opened.fields[key]) for key, label in FIELD_NAMES.items() if key in opened.fields]
    answer = _page(request, official, row, opened=labelled)
    ends_at = opened.consent.ends_at
    assert ends_at is not None, "what was opened was granted"
    seconds = min(SHOWN_SECONDS, max(1, int((ends_at - clock.now()).total_seconds())))
    answer["Refresh"] = f"{seconds}; url={reverse('consent', args=[row.id])}"
    return answer


def _case_href(official: Official, row: Row) -> str:
    """The case where the official may see it."""
    if cases.detail(official, case_id=row.case_id) is None:
        return ""
    door = "agency-case" if official.roles & AGENCY_ROLES else "leadership-case"
    return reverse(door, args=[row.case_id])


def _row(official: Official, consent_id: uuid.UUID) -> Row:
    row = queries.one(official, consent_id=consent_id)
    if row is None:
        raise Http404
    return row


def _detail(official: Official, case_id: uuid.UUID) -> Detail:
    detail = cases.detail(official, case_id=case_id)
    if detail is None:
        raise Http404
    return detail


def _frame(official: Official, *, current: bool = False) -> dict[str, Any]:
    home = home_of(official)
    nav = [{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]}]
    if items := nav_items(official, current=current):
        nav.append({"items": items})
    return frame(official, area="Thông tin người gửi", area_href=home, nav=nav)


def _step(request: HttpRequest, official: Official, *, command_id: uuid.UUID | None = None) -> Step:
    return Step(
        jurisdiction=province_of(request),
        actor=official.actor,
        now=clock.now(),
        command_id=command_id or _uuid(request.POST.get("command_id", "")) or new_id(),
    )


def _kept(files: Sequence[FileRef], jurisdiction_id: int) -> list[dict[str, str]]:
    return [
        {"token": tokens.sign(uuid.UUID(file.id), jurisdiction_id), "name": "Văn bản đã nhận"}
        for file in files
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _hours(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
