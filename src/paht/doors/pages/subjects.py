"""Requests of data subjects for the data-protection officer: the list by due moment, one request, what is done about
it, and the record of erasures. Others who oversee look on without a word of what was typed."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.pages import confirming, erasures
from paht.doors.pages.duties import due_state
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.doors.pages.subjectwords import (
    ACTION_NAMES,
    BESIDE_NAMES,
    FIELD_NAMES,
    RIGHT_NAMES,
    basis,
    ground_words,
    happened,
    state_words,
)
from paht.doors.pages.wording import vi_datetime
from paht.identity import new_id
from paht.law.casework.case import Refused, Written
from paht.law.subjects import HANDLES, LAWS, SEES, Right, SubjectFacts, decide
from paht.law.subjects.commands import AcknowledgeRequest, ExtendRequest
from paht.people import vault
from paht.people.actors import Official
from paht.people.queries import staff_names
from paht.people.vault import TooMany, VaultClosed
from paht.subjects import operations, queries
from paht.subjects.keeping import Answer, NoRequest, Row, Step

PAGE = 50
_FIELDS = ("reason", "days", "ground", "note")
_CLOSED = "Kho dữ liệu cá nhân tạm thời không mở được, chưa có gì được xóa thêm. Xin thử lại sau ít phút."
_TOO_MANY = "Đã xóa nhiều trong thời gian ngắn nên kho tạm dừng. Xin thực hiện tiếp sau một phút; phần đã xóa được giữ."
_STEPPED_UP = frozenset({"mo", "xoa"})
"""What needs the second factor each time: opening what was typed, and destroying keys."""


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The list's entry in a side navigation; none for those who do not see requests."""
    if not official.roles & SEES:
        return []
    label = "Yêu cầu về dữ liệu cá nhân"
    return [{"label": label, "href": reverse("subjects"), "icon": "shield-lock", "current": current}]


@require_safe
@staff_only(SEES)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """Open requests by due moment, a page of the closed ones."""
    after, now = read_place(request.GET.get("sau", "")), clock.now()
    closed = queries.closed_requests(official, after=after, limit=PAGE + 1)
    shown, more = closed[:PAGE], len(closed) > PAGE
    context = {
        **_frame(official),
        "open": [_line(row, now) for row in queries.open_requests(official)] if after is None else [],
        "closed": [_line(row, now) for row in shown],
        "next_href": f"?sau={write_place(shown[-1].request.closed_at, shown[-1].id)}" if more else "",
        "is_first": after is None,
    }
    return render(request, "subjects.html", context)


@require_safe
@staff_only(SEES)
def erased(request: HttpRequest, official: Official) -> HttpResponse:
    """The record of erasures in this province, and whether the ledger agrees with the vault."""
    rows = queries.erasures(official)
    names = staff_names(jurisdiction_id=official.jurisdiction_id, ids={str(row.actor_id) for row in rows})
    lines = [
        {
            "at": row.at,
            "who": names.get(str(row.actor_id), "Quản trị hệ thống"),
            "purpose": row.purpose,
            "records": row.records,
        }
        for row in rows
    ]
    return render(request, "subjects_erased.html", {**_frame(official), "rows": lines})


@require_safe
@staff_only(SEES)
def show(request: HttpRequest, official: Official, request_id: uuid.UUID) -> HttpResponse:
    """One request: its duties, its history, what may be done."""
    return _page(request, official, request_id)


def _acknowledge(step: Step, request_id: uuid.UUID, _typed: Mapping[str, str]) -> Answer:
    return operations.acknowledge(step, request_id=request_id)


def _extend(step: Step, request_id: uuid.UUID, typed: Mapping[str, str]) -> Answer:
    days = int(typed["days"]) if typed["days"].isdecimal() and len(typed["days"]) < 4 else 0
    return operations.extend(step, request_id=request_id, days=days, reason=typed["reason"])


def _refuse(step: Step, request_id: uuid.UUID, typed: Mapping[str, str]) -> Answer:
    return operations.refuse(step, request_id=request_id, ground=typed["ground"], reason=typed["reason"])


def _fulfil(step: Step, request_id: uuid.UUID, typed: Mapping[str, str]) -> Answer:
    return operations.fulfil(step, request_id=request_id, note=typed["note"])


def _erase(step: Step, request_id: uuid.UUID, typed: Mapping[str, str]) -> Answer:
    return operations.erase(
        step,
        erasures.ledger(),
        request_id=request_id,
        note=typed["note"],
        kept_years=settings.KEPT_YEARS,
    )


_ACTIONS: dict[str, Callable[[Step, uuid.UUID, Mapping[str, str]], Answer]] = {
    "phan-hoi": _acknowledge,
    "gia-han": _extend,
    "tu-choi": _refuse,
    "thuc-hien": _fulfil,
    "xoa": _erase,
}
"""What may be done, by the word in the address; ``mo`` only opens."""
assert _ACTIONS.keys() | {"mo"} == ACTION_NAMES.keys()


@require_POST
@staff_only(HANDLES)
def act(request: HttpRequest, official: Official, request_id: uuid.UUID, action: str) -> HttpResponse:
    """Do it; what was typed stays where it is refused."""
    row = queries.request(official, request_id=request_id)
    if row is None or action not in ACTION_NAMES or not _fits(row, action):
        raise Http404
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    if action in _STEPPED_UP:
        purpose = f"{ACTION_NAMES[action]} {queries.code_of(request_id)}"
        problem = confirming.refused(request, official, purpose=purpose, in_own_queue=False)
        if problem:
            return _page(request, official, request_id, action=action, typed=typed, errors={"otp": problem})
    if action == "mo":
        return _opened(request, official, row)
    try:
        outcome = _ACTIONS[action](_step(request, official), request_id, typed)
    except TooMany:
        return _page(
            request, official, request_id, action=action, typed=typed, errors={"": _TOO_MANY}, status=429
        )
    except VaultClosed:
        return _page(
            request, official, request_id, action=action, typed=typed, errors={"": _CLOSED}, status=503
        )
    if isinstance(outcome, NoRequest):
        raise Http404
    if isinstance(outcome, Refused):
        return _page(request, official, request_id, action=action, typed=typed, errors=_errors(outcome))
    return HttpResponseRedirect(reverse("subject-request", args=[request_id]))


def _fits(row: Row, action: str) -> bool:
    """An erasure is done by its own action, and no other right is."""
    is_erasure = row.request.right is Right.DELETE
    return is_erasure if action == "xoa" else not is_erasure if action == "thuc-hien" else True


def _opened(request: HttpRequest, official: Official, row: Row) -> HttpResponse:
    """What the subject typed, opened for the officer; the look is on record, and the subject sees it."""
    fields: dict[str, str] = {}
    if row.record_id is not None:
        try:
            found = vault.look(
                jurisdiction_id=official.jurisdiction_id,
                record_ids=[row.record_id],
                fields=frozenset({"note", "name", "phone", "email", "address", "identity_number"}),
                actor_id=official.actor.id,
                purpose=f"Thực hiện yêu cầu {queries.code_of(row.id)} của chủ thể dữ liệu",
            )
        except VaultClosed:
            return _page(request, official, row.id, action="mo", errors={"": _CLOSED}, status=503)
        fields = found.get(row.record_id, {})
    told = [(FIELD_NAMES[name], value) for name, value in fields.items() if name in FIELD_NAMES and value]
    return _page(request, official, row.id, action="mo", opened=told)


def _page(
    request: HttpRequest,
    official: Official,
    request_id: uuid.UUID,
    *,
    action: str = "",
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    opened: list[tuple[str, str]] | None = None,
    status: int = 422,
) -> HttpResponse:
    row, now = queries.request(official, request_id=request_id), clock.now()
    if row is None:
        raise Http404
    entries = queries.history(jurisdiction_id=official.jurisdiction_id, request_id=request_id)
    names = staff_names(jurisdiction_id=official.jurisdiction_id, ids={entry.actor.id for entry in entries})
    may_act = bool(official.roles & HANDLES) and row.request.is_open
    law = LAWS[row.request.law]
    context = {
        **_frame(official),
        "row": _line(row, now),
        "request_of": row.request,
        "duties": _duties(row, now),
        "events": [happened(entry, names, row.request) for entry in entries],
        "ground": ground_words(row.request),
        "changes": ", ".join(FIELD_NAMES[name] for name in row.request.changes),
        "may_act": may_act,
        "may_open": bool(official.roles & HANDLES) and row.record_id is not None,
        "may_acknowledge": may_act and _may(request, official, row, AcknowledgeRequest()),
        "may_extend": may_act
        and _may(request, official, row, ExtendRequest(days=1, reason=Written("", "", 1))),
        "is_erasure": row.request.right is Right.DELETE,
        "erasable": _erasable(request, row, now) if may_act else None,
        "grounds": [
            {"value": each.key, "label": each.name, "hint": f"Căn cứ: {basis(each.clause)}"}
            for each in law.grounds_for(row.request.right)
        ],
        "opened": opened,
        "action": action,
        "actions": ACTION_NAMES,
        "typed": typed or {},
        "errors": errors or {},
        "command_id": new_id(),
    }
    return render(request, "subject.html", context, status=status if errors else 200)


def _may(request: HttpRequest, official: Official, row: Row, command: Any) -> bool:
    """Whether the law would let the officer do it now; the operation decides again."""
    jurisdiction = province_of(request)
    found = decide(
        row.request,
        command,
        actor=official.actor,
        facts=SubjectFacts(),
        now=clock.now(),
        calendar=jurisdiction.calendar,
    )
    return not isinstance(found, Refused)


def _erasable(request: HttpRequest, row: Row, now: Any) -> dict[str, Any] | None:
    """What an erasure would destroy, and why which reports must be kept."""
    if row.request.right is not Right.DELETE:
        return None
    found = operations.erasable(province_of(request), row, kept_years=settings.KEPT_YEARS, now=now)
    kept = [(code, f"{each.reason} Căn cứ: {basis(each.clause)}.") for code, each in found.kept.items()]
    waiting = [f"{BESIDE_NAMES[each.kind]} {vi_datetime(each.at)}" for each in found.waiting]
    return {"codes": found.codes, "kept": kept, "before": found.before, "waiting": waiting}


def _duties(row: Row, now: Any) -> list[dict[str, Any]]:
    named = (("Phản hồi đã nhận yêu cầu", row.request.acknowledge), ("Thực hiện yêu cầu", row.request.fulfil))
    return [
        {
            "name": name,
            "due_at": duty.due_at,
            "done_at": duty.done_at,
            "state": "violation"
            if duty.is_violated(now)
            else "done"
            if not duty.is_open
            else due_state(
                due_at=duty.due_at, now=now, violation_at=duty.violation_at, internal=duty.internal
            ),
            "basis": basis(duty.clause),
            "internal": duty.internal,
        }
        for name, duty in named
        if duty is not None
    ]


def _line(row: Row, now: Any) -> dict[str, Any]:
    owed = row.request.owed
    label, icon, tone = state_words(row.request)
    state = (
        due_state(due_at=owed.due_at, now=now, violation_at=owed.violation_at, internal=owed.internal)
        if owed
        else ""
    )
    return {
        "id": row.id,
        "code": queries.code_of(row.id),
        "href": reverse("subject-request", args=[row.id]),
        "right": RIGHT_NAMES[row.request.right],
        "who": "Người có tài khoản" if row.subject.person_id else "Người gửi một phản ánh",
        "asked_at": row.request.asked_at,
        "closed_at": row.request.closed_at,
        "due_at": owed.due_at if owed else None,
        "owes": ("Phản hồi" if owed is row.request.acknowledge else "Thực hiện") if owed else "",
        "due": state,
        "edge": {"overdue": "row-bad", "violation": "row-bad", "due_soon": "row-warn"}.get(state, ""),
        "label": label,
        "icon": icon,
        "tone": tone,
    }


def _frame(official: Official) -> dict[str, Any]:
    home = home_of(official)
    nav = [
        {"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]},
        {
            "items": [
                *nav_items(official, current=True),
                {"label": "Sổ xóa dữ liệu", "href": reverse("subjects-erased"), "icon": "history"},
            ]
        },
    ]
    framed = frame(official, area="Dữ liệu cá nhân", area_href=home, nav=nav)
    return {**framed, "messages": erasures.replay_warning()}


def _step(request: HttpRequest, official: Official) -> Step:
    return Step(
        jurisdiction=province_of(request),
        actor=official.actor,
        now=clock.now(),
        command_id=_uuid(request.POST.get("command_id", "")) or new_id(),
    )


def _errors(refused: Refused) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in refused.all:
        words = f"{each.reason} Căn cứ: {basis(each.clause)}."
        field = each.field or ""
        found[field] = f"{found[field]} {words}" if field in found else words
    return found


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
