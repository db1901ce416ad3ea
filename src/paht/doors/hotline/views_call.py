"""One call on one screen: who calls as far as the law lets it be shown, what they reported before, and the report
that is entered while they talk."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
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
from paht.calls import operations, ordering
from paht.calls import queries as calls
from paht.calls.queries import Row
from paht.cases import queries, sending
from paht.cases.codes import read_code
from paht.doors.citizen import form, photos
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import Photos
from paht.doors.citizen.views_send import commune_options
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.desk.views import queue_rows
from paht.doors.hotline import twice
from paht.doors.hotline.views import told
from paht.doors.pages import confirming
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.sandbox import sandboxed
from paht.doors.pages.staff import staff_only
from paht.doors.pages.words import KIND_NAMES, OCCURRENCE_NAMES, field_options
from paht.evidence import originals
from paht.evidence import queries as evidence
from paht.law.casework import commands as c
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.case import Refused
from paht.law.casework.states import DESK_ROLES, Channel, Role
from paht.people.actors import Official
from paht.people.vault import VaultClosed, look

ENTERS = frozenset({Role.INTAKE, Role.DISPATCHER})
HAS_IT_FOR = timedelta(minutes=30)
"""For so long after the call its officer goes on writing what they heard, and sees the number."""
PURPOSE = "Cuộc gọi 1022 {}: nghe, nhập phản ánh của người gọi"
LISTENING = "Cuộc gọi 1022 {}: nghe lại ghi âm"
_VAULT_CLOSED = (
    "Kho dữ liệu cá nhân tạm thời không trả lời; xin hỏi số điện thoại của người gọi và tiếp tục nhập."
)
_ENTERED = (
    "Cuộc gọi này đã có phản ánh; nội dung vừa gõ còn nguyên. Chỉ đánh dấu nếu người gọi nêu thêm việc khác."
)


@staff_only(MAY_ENTER)
def show(request: HttpRequest, official: Official, call_id: uuid.UUID) -> HttpResponse:
    """The call; a POST enters what the caller reports (ST.7.2.office) and links the call to it."""
    row = _call(official, call_id)
    if request.method != "POST":
        return page(request, official, row, number=_number(official, row) if _shows(official, row) else "")
    if not official.roles & ENTERS:
        raise PermissionDenied
    jurisdiction = province_of(request)
    if jurisdiction.edition.step(c.Enter) is None:
        raise Http404
    now = clock.now()
    taken = photos.take(request.POST, request.FILES, jurisdiction_id=jurisdiction.id, now=now)
    typed = form.read_typed(request.POST, jurisdiction=jurisdiction)
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    unread = [problem for problem in (found.problem, form.moment_problem(typed)) if problem]
    errors = {problem.field or "": problem.reason for problem in unread}
    errors |= {"photo": " ".join(taken.problems)} if taken.problems else {}
    if errors:
        return page(request, official, row, typed=typed, taken=taken, errors=errors)
    entering = twice.entering(request, official, call_id=row.id)
    if entering.is_held:
        return page(request, official, row, typed=typed, taken=taken, errors={"second": _ENTERED})
    outcome = sending.send(
        jurisdiction=jurisdiction,
        filled=form.filled(
            typed,
            jurisdiction=jurisdiction,
            photos=taken,
            place=found.place,
            command_id=entering.command_id,
            channel=Channel.HOTLINE,
        ),
        now=now,
        officer=official.actor,
    )
    if isinstance(outcome, Refused):
        return page(request, official, row, typed=typed, taken=taken, errors=_errors(outcome))
    case_id = uuid.UUID(outcome.case.id)
    if outcome.repeated and twice.is_colleagues(official, call_id=row.id, case_id=case_id):
        told_of = {"second": f"{_ENTERED} Phản ánh đã nhập: {outcome.code}."}
        return page(request, official, row, typed=typed, taken=taken, errors=told_of)
    operations.link(official, call_id=row.id, case_id=case_id, at=now)
    operations.heard(official, call_id=row.id, at=now)
    return HttpResponseRedirect(reverse("desk-case", args=[case_id]))


@require_POST
@staff_only(DESK_ROLES)
def act(request: HttpRequest, official: Official, call_id: uuid.UUID, word: str) -> HttpResponse:
    """Link a known report, note that a message was heard, see the number, pass an urgent caller on, call back."""
    acts = {"gan": _link, "da-nghe": _heard, "so": _see_number, "chuyen": _pass_on, "goi-lai": _call_back}
    if word not in acts:
        raise Http404
    return acts[word](request, official, _call(official, call_id))


@require_safe
@staff_only(DESK_ROLES)
def recording(request: HttpRequest, official: Official, call_id: uuid.UUID) -> HttpResponseBase:
    """The recording, opened from its seal while it is heard; the look is on record before a byte is (VL.7.5)."""
    row = _call(official, call_id)
    if row.file_id is None:
        raise Http404
    if confirming.is_asked(official, in_own_queue=True):
        return confirming.to_confirm(reverse("hotline-call", args=[row.id]))
    file = evidence.file(jurisdiction_id=official.jurisdiction_id, id=row.file_id)
    if file is None:
        raise Http404
    try:
        content = originals.look(file, actor_id=official.actor.id, purpose=LISTENING.format(row.code))
    except (originals.NotGiven, FileNotFoundError, originals.Tampered):
        raise Http404 from None
    response = StreamingHttpResponse(content, content_type=file.media_type)
    response["Content-Length"] = str(file.size_bytes)
    response["Content-Disposition"] = "inline"
    response["Accept-Ranges"] = "none"
    response["Cache-Control"] = "private, no-store, max-age=0"
    return sandboxed(response)


def has_it(official: Official, row: Row, at: datetime) -> bool:
    """Whether the official has the caller on the line, or had them a moment ago."""
    is_theirs = row.staff_id == official.id and row.direction == "in" and row.answered_at is not None
    return (
        is_theirs
        and (row.ended_at is None or at - row.ended_at <= HAS_IT_FOR)
        and bool(official.roles & ENTERS)
    )


def _shows(official: Official, row: Row) -> bool:
    """Whether the number is shown unasked: to whoever has the caller, while their confirmation covers them as in a
    queue of their own."""
    return has_it(official, row, clock.now()) and not confirming.is_asked(official, in_own_queue=True)


def page(
    request: HttpRequest,
    official: Official,
    row: Row,
    *,
    typed: Typed | None = None,
    taken: Photos | None = None,
    errors: dict[str, str] | None = None,
    number: str | None = "",
    done: str = "",
) -> HttpResponse:
    """The call's page; ``number`` is ``None`` where the vault did not answer."""
    jurisdiction, now = province_of(request), clock.now()
    edition = jurisdiction.edition
    enters = bool(official.roles & ENTERS) and edition.step(c.Enter) is not None
    sees = bool(row.sender_id) and (has_it(official, row, now) or bool(number) or row.is_voice_message)
    before = (
        queries.cases_of_sender(official, sender_id=row.sender_id, limit=10, but_secret=True)
        if row.sender_id and sees
        else []
    )
    first = Typed(personal={"phone": number} if number else {})
    framed = frame(request, official, current="hotline")
    closed = [{"tone": "warn", "text": _VAULT_CLOSED}] if number is None else []
    step = edition.step(c.Enter)
    context: dict[str, Any] = {
        **framed,
        "messages": [*([{"tone": "ok", "text": done}] if done else []), *closed, *framed["messages"]],
        "call": {
            **told(row, now=now),
            "file": row.file_id,
            "direction": row.direction,
            "heard_at": row.heard_at,
        },
        "is_going_on": row.ended_at is None,
        "recording": row.recording,
        "recording_problem": row.recording_problem,
        "has_it": has_it(official, row, now),
        "has_number": row.number_record_id is not None,
        "number": number or "",
        "before": queue_rows(before, jurisdiction, now),
        "sees_before": sees,
        "enters": enters,
        "may_act": bool(official.roles & DESK_ROLES),
        "asks_confirmation": confirming.is_asked(official, in_own_queue=True),
        "clause": clause_words(step.clause) if step else "",
        "typed": typed or first,
        "kept": (taken or Photos(())).shown(),
        "errors": errors or {},
        "entered": twice.shown(official, call_id=row.id),
        "means_second": bool(request.POST.get("second")),
        "kinds": [{"value": key, "label": name} for key, name in KIND_NAMES.items()],
        "fields": field_options(),
        "occurrences": list(OCCURRENCE_NAMES.items()),
        "communes": commune_options(jurisdiction),
        "longest": LONGEST_DESCRIPTION,
    }
    return render(request, "hotline/call.html", context, status=422 if errors else 200)


def _link(request: HttpRequest, official: Official, row: Row) -> HttpResponse:
    code = read_code(request.POST.get("code", "").strip())
    found = queries.id_of_code(official, code=code) if code else None
    if found is None:
        return page(request, official, row, errors={"code": "Không có phản ánh nào mang mã này."})
    operations.link(official, call_id=row.id, case_id=found, at=clock.now())
    return HttpResponseRedirect(reverse("hotline-call", args=[row.id]))


def _heard(request: HttpRequest, official: Official, row: Row) -> HttpResponse:
    del request
    operations.heard(official, call_id=row.id, at=clock.now())
    return HttpResponseRedirect(reverse("hotline"))


def _see_number(request: HttpRequest, official: Official, row: Row) -> HttpResponse:
    """The number of somebody who is not on the officer's line: confirmed by the second factor, the look on record."""
    if not official.roles & ENTERS:
        raise PermissionDenied
    refused = confirming.refused(
        request,
        official,
        purpose=f"Xem số gọi đến {row.code}",
        in_own_queue=row.is_voice_message or has_it(official, row, clock.now()),
    )
    if refused:
        return page(request, official, row, errors={confirming.CODE: refused})
    return page(request, official, row, number=_number(official, row))


def _pass_on(request: HttpRequest, official: Official, row: Row) -> HttpResponse:
    """An urgent caller to the officer on duty, at once, by one key (ST.8.6.1, VL.16.1)."""
    ordering.pass_on(jurisdiction=province_of(request), call_id=row.id, at=clock.now())
    return HttpResponseRedirect(reverse("hotline-call", args=[row.id]))


def _call_back(request: HttpRequest, official: Official, row: Row) -> HttpResponse:
    if row.number_record_id is None:
        raise Http404
    came = ordering.connect(
        jurisdiction=province_of(request),
        official=official,
        record_id=row.number_record_id,
        purpose=f"Gọi lại người gọi 1022 {row.code}",
        call_id=row.id,
        at=clock.now(),
    )
    if came.problem:
        return page(request, official, row, errors={"goi-lai": came.problem})
    operations.heard(official, call_id=row.id, at=clock.now())
    return page(request, official, row, done="Tổng đài đang gọi lại: xin nhấc máy lẻ của ông/bà.")


def _call(official: Official, call_id: uuid.UUID) -> Row:
    row = calls.call(official, call_id=call_id)
    if row is None:
        raise Http404
    return row


def _number(official: Official, row: Row) -> str | None:
    if row.number_record_id is None:
        return ""
    try:
        opened = look(
            jurisdiction_id=official.jurisdiction_id,
            record_ids=[row.number_record_id],
            fields=frozenset({"phone"}),
            actor_id=official.actor.id,
            purpose=PURPOSE.format(row.code),
        )
    except VaultClosed:
        return None
    return opened.get(row.number_record_id, {}).get("phone", "")


def _errors(refused: Refused) -> dict[str, str]:
    errors: dict[str, str] = {}
    for one in refused.all:
        errors.setdefault(one.field or "", f"{one.reason} Căn cứ: {clause_words(one.clause)}.")
    return errors
