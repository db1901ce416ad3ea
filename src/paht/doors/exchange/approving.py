"""Approvals that the agency's software laid before a leader: the leader reads each result and confirms in person."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.cases import operations, queries
from paht.cases.operations import Done, Step
from paht.doors.agency.tabs import shell
from paht.doors.pages import confirming
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.dossier import photos
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.exchange import proposals
from paht.exchange.proposals import Proposal
from paht.law.casework.case import Refused
from paht.law.casework.states import Role
from paht.people.actors import Official

PURPOSE = "Phê duyệt kết quả do phần mềm của cơ quan trình"


@staff_only(frozenset({Role.AGENCY_LEADER}))
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """What waits for this leader; a POST confirms the ticked ones, or declines one."""
    if request.method != "POST":
        return _page(request, official, {}, status=200)
    chosen = set(request.POST.getlist("proposal"))
    waiting = [each for each in _waiting(official) if str(each.id) in chosen]
    if not waiting:
        return _page(request, official, {"": "Xin chọn ít nhất một kết quả."}, status=422)
    if request.POST.get("do") == "decline":
        for each in waiting:
            proposals.settle(
                jurisdiction_id=official.jurisdiction_id,
                proposal_id=each.id,
                state="declined",
                at=clock.now(),
            )
        return HttpResponseRedirect(f"{reverse('agency-exchange-approvals')}?done=declined")
    error = confirming.refused(request, official, purpose=PURPOSE, in_own_queue=False)
    if error is not None:
        return _page(request, official, {confirming.CODE: error}, status=422, chosen=chosen)
    problems = [words for each in waiting if (words := _approve(request, official, each))]
    if problems:
        return _page(request, official, {"": " ".join(problems)}, status=422)
    return HttpResponseRedirect(f"{reverse('agency-exchange-approvals')}?done=approved")


def _approve(request: HttpRequest, official: Official, each: Proposal) -> str:
    """Approve as the leader in person, on the version that the page showed; what went wrong, in words."""
    seen = request.POST.get(f"version-{each.id}", "")
    outcome = operations.approve_result(
        Step(
            jurisdiction=province_of(request),
            case_id=each.case_id,
            actor=official.actor,
            now=clock.now(),
            command_id=each.id,
            expected_version=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
        ),
        assignment=each.assignment,
        note=each.note or "Phê duyệt kết quả do phần mềm của cơ quan trình.",
    )
    if isinstance(outcome, Done):
        proposals.settle(
            jurisdiction_id=official.jurisdiction_id, proposal_id=each.id, state="confirmed", at=clock.now()
        )
        return ""
    if isinstance(outcome, Refused):
        proposals.settle(
            jurisdiction_id=official.jurisdiction_id, proposal_id=each.id, state="void", at=clock.now()
        )
        return f"{outcome.reason} ({clause_words(outcome.clause)})" if outcome.clause else outcome.reason
    return "Hồ sơ vừa thay đổi; xin đọc lại kết quả rồi xác nhận."


def _waiting(official: Official) -> list[Proposal]:
    assert official.agency_id is not None
    return proposals.waiting(
        jurisdiction_id=official.jurisdiction_id, agency_id=official.agency_id, staff_id=official.id
    )


def _page(
    request: HttpRequest,
    official: Official,
    errors: dict[str, str],
    *,
    status: int,
    chosen: set[str] | None = None,
) -> HttpResponse:
    rows = [row for each in _waiting(official) if (row := _row(official, each)) is not None]
    done = {
        "approved": "Đã phê duyệt. Kết quả đã được chuyển đi.",
        "declined": "Đã từ chối xác nhận; kết quả vẫn chờ phê duyệt tại trang hồ sơ.",
    }.get(request.GET.get("done", ""))
    return render(
        request,
        "exchange/approvals.html",
        {
            **shell(official, load=queries.agency_load(official, now=clock.now()), current="exchange"),
            "rows": rows,
            "errors": errors,
            "chosen": chosen if chosen is not None else set(),
            "messages": [{"tone": "ok", "text": done}] if done else [],
        },
        status=status,
    )


def _row(official: Official, each: Proposal) -> dict[str, Any] | None:
    found = queries.detail(official, case_id=each.case_id)
    assignment = found.case.assignment(each.assignment) if found else None
    if found is None or assignment is None:
        return None

    def picture(file_id: str, size: int) -> str:
        return reverse(
            "agency-photo", kwargs={"case_id": found.id, "file_id": uuid.UUID(file_id), "size": size}
        )

    return {
        "id": str(each.id),
        "code": found.code,
        "href": reverse("agency-case", kwargs={"case_id": found.id}),
        "version": found.case.version,
        "result": found.text(assignment.result),
        "note": each.note,
        "made_at": each.made_at,
        "approver": each.code,
        "photos": photos(
            files=assignment.result_files,
            jurisdiction_id=official.jurisdiction_id,
            href=picture,
            alt="Ảnh sau xử lý, số",
        ),
    }
