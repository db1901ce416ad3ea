"""The letters that came by mail (ST.7.2.email): the list, one of them with its words, and what an officer does with it.
The words are personal data: opened through the vault, the look on record, the second factor asked (VL.7.5)."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.cases import sending
from paht.cases.operations import Done
from paht.doors.citizen import form, photos
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import Photos
from paht.doors.desk import mailpage
from paht.doors.desk.frame import frame
from paht.doors.pages import confirming
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework.case import Refused
from paht.law.casework.states import Channel, Role
from paht.mail import operations, queries
from paht.mail.queries import Draft
from paht.mail.receiving import APART
from paht.mail.wording import MISSING
from paht.messages.undelivered import SILENT
from paht.people.actors import Official

MAY_READ_MAIL = frozenset({Role.INTAKE, Role.DISPATCHER})

TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("Cần xử lý", ("open", "asked")),
    "xong": ("Đã xử lý", ("sent", "refused", "lapsed", "done")),
    "khac": ("Không lập thành phản ánh", ()),
}
"""The word in the address, the name, the states of the drafts shown."""

_OVERTAKEN = (
    "Thư này vừa được cán bộ khác xử lý, hoặc người gửi đã gửi phản ánh. Trang hiện trạng thái mới nhất."
)


@require_safe
@staff_only(MAY_READ_MAIL)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """The drafts, the latest first; in the third tab the letters of which none was made, with the reason."""
    tab = request.GET.get("tab", "")
    if tab not in TABS:
        raise Http404
    after, home = read_place(request.GET.get("after", "")), reverse("desk-mail")
    given: dict[str, Any] = {
        "jurisdiction_id": official.jurisdiction_id,
        "after": after,
        "limit": queries.PAGE + 1,
    }
    rows, last = [], ""
    if tab == "khac":
        letters = queries.letters_apart(**given)
        if len(letters) > queries.PAGE:
            last = write_place(letters[queries.PAGE - 1].received_at, letters[queries.PAGE - 1].id)
        rows = [mailpage.row_apart(each, APART) for each in letters[: queries.PAGE]]
    else:
        found = queries.drafts(states=TABS[tab][1], **given)
        if len(found) > queries.PAGE:
            last = write_place(found[queries.PAGE - 1].last_at, found[queries.PAGE - 1].id)
        rows = [mailpage.row(each) for each in found[: queries.PAGE]]
    kept = {"tab": tab} if tab else {}
    context = {
        **frame(request, official, current="mail"),
        "tab": tab,
        "tabs": [
            (f"{home}?{urlencode({'tab': key})}" if key else home, TABS[key][0], key == tab) for key in TABS
        ],
        "rows": rows,
        # One that fails for longer is told on every page of the desk.
        "failing": [
            each
            for each in queries.failing(jurisdiction_id=official.jurisdiction_id)
            if each.since > clock.now() - SILENT
        ],
        "next_href": f"{home}?{urlencode({**kept, 'after': last})}" if last else None,
        "first_href": (f"{home}?{urlencode(kept)}" if kept else home) if after else None,
    }
    return render(request, "desk/mail_list.html", context)


@require_safe
@staff_only(MAY_READ_MAIL)
def show(request: HttpRequest, official: Official, draft_id: uuid.UUID) -> HttpResponse:
    """One draft; whoever has not confirmed within a quarter of an hour is asked first."""
    draft = _draft(official, draft_id)
    if confirming.is_asked(official, in_own_queue=True):
        return confirming.to_confirm(request.get_full_path())
    return _page(request, official, draft)


@require_POST
@staff_only(MAY_READ_MAIL)
def act(request: HttpRequest, official: Official, draft_id: uuid.UUID, action: str) -> HttpResponse:
    """Do something with a draft; what speaks against it comes back with all that was typed."""
    if action not in ACTIONS:
        raise Http404
    draft = _draft(official, draft_id)
    outcome = ACTIONS[action](request, official, draft)
    if isinstance(outcome, HttpResponse):
        return outcome
    if isinstance(outcome, operations.Overtaken):
        return _returned(request, official, _draft(official, draft_id), {"": _OVERTAKEN}, status=409)
    if isinstance(outcome, Refused):
        field = f"{action}-{outcome.field}" if outcome.field else ""
        return _returned(request, official, draft, {field: outcome.reason})
    return HttpResponseRedirect(
        f"{reverse('desk-mail-letter', args=[draft.id])}?{urlencode({'done': action})}"
    )


Answer = Refused | operations.Overtaken | HttpResponse | None


def _ask(request: HttpRequest, official: Official, draft: Draft) -> Answer:
    """Ask the sender by reply; what is missing, the officer has ticked."""
    missing = [name for name in MISSING if name in request.POST.getlist("missing")]
    if not missing:
        return Refused("", "Xin chọn ít nhất một nội dung cần người gửi bổ sung.", field="missing")
    return operations.ask(
        jurisdiction=province_of(request),
        draft_id=draft.id,
        missing=missing,
        by=official.id,
        now=clock.now(),
    )


def _refuse(request: HttpRequest, official: Official, draft: Draft) -> Answer:
    return operations.refuse(
        jurisdiction_id=official.jurisdiction_id,
        draft_id=draft.id,
        reason=request.POST.get("reason", ""),
        tells=request.POST.get("tells") == "1" and draft.kind == "report",
        by=official.id,
        now=clock.now(),
    )


def _done(request: HttpRequest, official: Official, draft: Draft) -> Answer:
    return operations.done(
        jurisdiction_id=official.jurisdiction_id,
        draft_id=draft.id,
        note=request.POST.get("reason", ""),
        by=official.id,
        now=clock.now(),
    )


def _send(request: HttpRequest, official: Official, draft: Draft) -> Answer:
    """Enter the completed report for its sender; once, whoever completes it."""
    jurisdiction, now = province_of(request), clock.now()
    if not mailpage.may_enter(official, jurisdiction.edition) or draft.kind != "report":
        raise Http404
    if not draft.is_open:
        return operations.Overtaken()
    taken = photos.take(request.POST, request.FILES, jurisdiction_id=jurisdiction.id, now=now)
    typed = form.read_typed(request.POST, jurisdiction=jurisdiction)
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    unread = [problem for problem in (found.problem, form.moment_problem(typed)) if problem]
    errors = {problem.field or "": problem.reason for problem in unread}
    errors |= {"photo": " ".join(taken.problems)} if taken.problems else {}
    if errors:
        return _returned(request, official, draft, errors, typed=typed, taken=taken)
    filled = form.filled(
        typed,
        jurisdiction=jurisdiction,
        photos=taken,
        place=found.place,
        command_id=operations.send_command(draft.id),
        channel=Channel.EMAIL,
    )
    outcome = sending.send(jurisdiction=jurisdiction, filled=filled, now=now, officer=official.actor)
    if isinstance(outcome, Done):
        operations.was_sent(
            jurisdiction_id=jurisdiction.id,
            draft_id=draft.id,
            case_id=uuid.UUID(outcome.case.id),
            by=official.id,
            now=now,
        )
        return HttpResponseRedirect(reverse("desk-case", args=[outcome.case.id]))
    refused = {one.field or "": f"{one.reason} Căn cứ: {clause_words(one.clause)}." for one in outcome.all}
    return _returned(request, official, draft, refused, typed=typed, taken=taken)


ACTIONS: dict[str, Callable[[HttpRequest, Official, Draft], Answer]] = {
    "gui": _send,
    "hoi": _ask,
    "tu-choi": _refuse,
    "xong": _done,
}
"""The words in the addresses."""

DONE = {
    "hoi": "Đã gửi thư đề nghị bổ sung kèm liên kết biểu mẫu điền sẵn.",
    "tu-choi": "Đã kết thúc thư: không lập thành phản ánh.",
    "xong": "Đã ghi nhận kết quả xử lý thư.",
}


def _draft(official: Official, draft_id: uuid.UUID) -> Draft:
    found = queries.draft(jurisdiction_id=official.jurisdiction_id, draft_id=draft_id)
    if found is None:
        raise Http404
    return found


def _returned(
    request: HttpRequest,
    official: Official,
    draft: Draft,
    errors: dict[str, str],
    *,
    typed: Typed | None = None,
    taken: Photos | None = None,
    status: int = 422,
) -> HttpResponse:
    asked = confirming.before_reading(request, official)
    return asked or _page(request, official, draft, errors, typed=typed, taken=taken, status=status)


def _page(
    request: HttpRequest,
    official: Official,
    draft: Draft,
    errors: dict[str, str] | None = None,
    *,
    typed: Typed | None = None,
    taken: Photos | None = None,
    status: int = 200,
) -> HttpResponse:
    framed = frame(request, official, current="mail")
    done = DONE.get(request.GET.get("done", ""))
    context = {
        **framed,
        **mailpage.context(official, province_of(request), draft, now=clock.now(), typed=typed, taken=taken),
        "messages": [*([{"tone": "ok", "text": done}] if done else []), *framed["messages"]],
        "errors": errors or {},
        "post": request.POST,
    }
    return render(request, "desk/mail.html", context, status=status)
