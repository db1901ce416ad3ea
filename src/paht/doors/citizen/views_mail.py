"""The form that a letter has filled in: opened by the signed link that we sent to the address which wrote it
(:mod:`paht.doors.citizen.handed`), good as long as its draft is open, for a week at most. What is sent ends the draft;
however often it is sent, it is one report."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries as cases
from paht.cases import sending
from paht.doors.citizen import form, handed, lettered, own, photos, views_send, work
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import Photos
from paht.doors.citizen.protection import is_foreign, keeps_what_was_typed
from paht.doors.citizen.work import Brake
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.law.casework.case import Place, Refused
from paht.law.casework.states import Channel
from paht.mail import links, operations, queries
from paht.people.actors import SYSTEM

PURPOSE = "Người viết thư mở biểu mẫu đã điền sẵn từ liên kết trong thư trả lời"


DOOR = handed.Door(
    "mail",
    int(links.GOOD_FOR.total_seconds()),
    "Cần liên kết khác, xin trả lời thư của Trung tâm.",
)
_NOT_HERE = (
    "Biểu mẫu này mở ở trình duyệt khác hoặc đã mở quá lâu nên chưa được ghi nhận. Nội dung vừa nhập vẫn còn bên dưới: "
    "xin mở lại liên kết trong thư, hoặc trả lời thư của Trung tâm để nhận liên kết khác."
)


@never_cache
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, word: str) -> HttpResponse:
    """The page of the link that we sent."""
    jurisdiction, now = province_of(request), clock.now()
    try:
        draft_id = links.read(word, jurisdiction_id=jurisdiction.id, now=now)
    except links.Over:
        return _over(request, "lapsed")
    draft = _draft(jurisdiction, draft_id) if draft_id else None
    if draft is None:
        raise Http404
    if not _is_open(draft, now):
        return _over(request, draft.state)
    found = draft

    def numbers() -> set[str]:
        letters = queries.letters_of(jurisdiction_id=jurisdiction.id, draft_id=found.id)
        words = lettered.opened(jurisdiction.id, letters, actor_id=SYSTEM.id, purpose=PURPOSE)
        said = (each.get(name, "") for each in words for name in ("subject", "description", "quoted"))
        return {number for text in said for number in handed.PHONE.findall(text)}

    return handed.gate(
        request,
        door=DOOR,
        jurisdiction_id=jurisdiction.id,
        draft_id=draft.id,
        word=word,
        target=reverse("citizen-mail-form", args=[draft.id]),
        numbers=numbers,
    )


@never_cache
@keeps_what_was_typed
def complete(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The form in the browser that opened the link, and what is done with it when it comes back."""
    jurisdiction, now = province_of(request), clock.now()
    draft = _draft(jurisdiction, draft_id)
    found = handed.opened(request, door=DOOR, jurisdiction_id=jurisdiction.id, draft_id=draft_id)
    if draft is None or (found is None and request.method != "POST"):
        raise Http404
    if found is None:
        return _not_here(request, jurisdiction, draft_id, now)
    if request.method == "POST" and (before := _sent_before(jurisdiction, draft.id)) is not None:
        return before
    if not _is_open(draft, now):
        return _over(request, draft.state)
    if request.method == "POST":
        return _take(request, jurisdiction, draft.id, now)
    letters = queries.letters_of(jurisdiction_id=jurisdiction.id, draft_id=draft.id)
    words = lettered.opened(jurisdiction.id, letters, actor_id=SYSTEM.id, purpose=PURPOSE)
    typed = lettered.filled_in(words, jurisdiction.edition)
    if not found.shows_personal:
        typed = replace(typed, personal={})
    return _page(request, draft.id, typed, lettered.photos_of(jurisdiction.id, letters))


def _draft(jurisdiction: Jurisdiction, draft_id: uuid.UUID) -> queries.Draft | None:
    found = queries.draft(jurisdiction_id=jurisdiction.id, draft_id=draft_id)
    return found if found is not None and found.kind == "report" else None


def _is_open(draft: queries.Draft, now: datetime) -> bool:
    return draft.is_open and (draft.due_at is None or draft.due_at > now)


def _over(request: HttpRequest, state: str) -> HttpResponse:
    return render(request, "citizen/mail_over.html", {"current": "send", "state": state}, status=410)


def _not_here(
    request: HttpRequest, jurisdiction: Jurisdiction, draft_id: uuid.UUID, now: datetime
) -> HttpResponse:
    """What was typed, given back to whoever typed it; nothing of the letter."""
    taken = photos.take(request.POST, request.FILES, jurisdiction_id=jurisdiction.id, now=now)
    typed = form.read_typed(request.POST, jurisdiction=jurisdiction)
    return _page(request, draft_id, typed, taken, {"": _NOT_HERE}, status=403)


def _take(
    request: HttpRequest, jurisdiction: Jurisdiction, draft_id: uuid.UUID, now: datetime
) -> HttpResponse:
    taken = photos.take(request.POST, request.FILES, jurisdiction_id=jurisdiction.id, now=now)
    typed = form.read_typed(request.POST, jurisdiction=jurisdiction)
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    if is_foreign(request):
        return _page(request, draft_id, typed, taken, {"": views_send.FOREIGN}, place=found.place, status=403)
    filled = form.filled(
        typed,
        jurisdiction=jurisdiction,
        photos=taken,
        place=found.place,
        command_id=operations.send_command(draft_id),
        channel=Channel.EMAIL if Channel.EMAIL in jurisdiction.edition.channels else Channel.WEB,
    )
    moment = form.moment_problem(typed)
    if taken.problems or found.problem or moment:
        refused = sending.problems(jurisdiction=jurisdiction, filled=filled, now=now)
        errors = views_send.errors_of(
            (*([moment] if moment else []), *refused), taken.problems, found.problem
        )
        return _page(request, draft_id, typed, taken, errors, place=found.place, status=422)
    against, status = _send(request, jurisdiction, draft_id, filled, now)
    if against is not None:
        return _page(request, draft_id, typed, taken, against, place=found.place, status=status)
    before = _sent_before(jurisdiction, draft_id)
    assert before is not None, "it was sent just now"
    return before


def _send(
    request: HttpRequest,
    jurisdiction: Jurisdiction,
    draft_id: uuid.UUID,
    filled: sending.Filled,
    now: datetime,
) -> tuple[dict[str, str] | None, int]:
    """Send it; what speaks against it with the status of the page that says so, nothing where it was sent."""
    address = address_of(request)
    if work.brake(jurisdiction=jurisdiction, address=address, at=now) is Brake.STOP:
        return {"": views_send.TOO_OFTEN}, 429
    try:
        outcome = sending.send(
            jurisdiction=jurisdiction,
            filled=filled,
            now=now,
            own=own.standing(request),
            most=work.per_phone(),
        )
    except sending.TooOften:
        return {"": views_send.TOO_OFTEN}, 429
    if isinstance(outcome, Refused):
        work.was_refused(jurisdiction=jurisdiction, address=address)
        return views_send.errors_of(outcome.all, (), None), 422
    operations.was_sent(
        jurisdiction_id=jurisdiction.id,
        draft_id=draft_id,
        case_id=uuid.UUID(outcome.case.id),
        by=None,
        now=now,
    )
    return None, 303


def _sent_before(jurisdiction: Jurisdiction, draft_id: uuid.UUID) -> HttpResponse | None:
    """The receipt, where the report of this draft exists: a second click, or an officer was faster."""
    found = cases.code_of_command(
        jurisdiction_id=jurisdiction.id, command_id=operations.send_command(draft_id)
    )
    return views_send.to_receipt(*found) if found is not None else None


def _page(
    request: HttpRequest,
    draft_id: uuid.UUID,
    typed: Typed,
    taken: Photos,
    errors: dict[str, str] | None = None,
    *,
    place: Place | None = None,
    status: int = 200,
) -> HttpResponse:
    action = reverse("citizen-mail-form", args=[draft_id])
    return views_send.page(request, typed, taken, errors or {}, place=place, status=status, action=action)
