"""Sending a report: one form, every error at once, nothing typed ever lost, one report however often it is sent.

It is the channel of the province's own address (VL.6.1.a, ST.6.1.b).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries, relations, sending
from paht.cases.codes import read_code
from paht.doors.citizen import form, opened, own, photos, proof, work
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import Photos
from paht.doors.citizen.process import course_of
from paht.doors.citizen.protection import is_foreign, keeps_what_was_typed
from paht.doors.citizen.signed import citizen_of
from paht.doors.citizen.work import Brake
from paht.doors.pages import limits
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.requests import Files, Texts
from paht.doors.pages.words import KIND_NAMES, OCCURRENCE_NAMES, field_options
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.case import Case, Place, Refused

_EXPIRED = (
    "Biểu mẫu đã mở quá 24 giờ hoặc đã bị thay đổi nên chưa được ghi nhận. Nội dung và ảnh vẫn còn nguyên bên dưới: "
    "xin xem lại rồi bấm “Gửi phản ánh” một lần nữa."
)
FOREIGN = (
    "Trình duyệt chưa gửi kèm mã bảo vệ của biểu mẫu (có thể cookie đã bị xóa hoặc bị chặn) nên phản ánh chưa được "
    "ghi nhận. Nội dung và ảnh vẫn còn nguyên bên dưới: xin bấm “Gửi phản ánh” một lần nữa."
)
_BUSY = (
    "Đang có rất nhiều phản ánh gửi đến từ mạng này nên hệ thống cần kiểm tra. Phản ánh chưa được ghi nhận, nội dung "
    "và ảnh vẫn còn nguyên bên dưới. Trình duyệt tự kiểm tra trong vài giây, ông/bà không phải làm gì; khi nút "
    "“Gửi phản ánh” sáng lên, xin bấm một lần nữa. "
    f"Nếu nút không sáng, xin gửi lại sau {limits.WINDOW_WORDS}."
)
TOO_OFTEN = (
    "Đã gửi quá nhiều phản ánh trong thời gian ngắn nên phản ánh này chưa được ghi nhận. Nội dung và ảnh vẫn còn "
    f"nguyên bên dưới: xin gửi lại sau {limits.WINDOW_WORDS}. Việc khẩn cấp xin gọi ngay 112, 113, 114 hoặc 115."
)
_UNLINKED = Refused(
    "", "Không tìm thấy phản ánh trước để liên kết; xin mở lại từ trang theo dõi phản ánh đó."
)
_FORM_ORDER = ("photo", "description", "happened_at", "place", "lat")
_KIND_HINTS = {
    "report": "Sự việc cần xử lý tại một nơi cụ thể",
    "petition": "Đề nghị cơ quan giải quyết một việc",
    "question": "Hỏi về quy định, thủ tục",
    "suggestion": "Ý kiến xây dựng, cải tiến",
}


@never_cache
@keeps_what_was_typed
def send(request: HttpRequest) -> HttpResponse:
    """The form, and what is done with it when it comes back."""
    if request.method != "POST":
        opened_for = Typed(
            field=request.GET.get("linh_vuc", ""),
            linked=_linked_code(request),
            personal=own.personal(request),
        )
        return page(request, opened_for, Photos(()), {})
    return _take(request, now=clock.now())


def _take(request: HttpRequest, *, now: datetime) -> HttpResponse:
    jurisdiction = province_of(request)
    got = read_posted(request.POST, request.FILES, jurisdiction=jurisdiction, now=now)
    typed, taken, place = got.typed, got.photos, got.found.place
    if is_foreign(request):
        return page(request, typed, taken, {"": FOREIGN}, place=place, status=403)
    if got.word is None or got.word.is_expired:
        before = _sent_before(jurisdiction, got.word)
        return before or page(request, typed, taken, {"": _EXPIRED}, place=place, status=409)
    filled = got.filled(jurisdiction, command_id=got.word.command_id)
    if not got.is_readable and not sending.is_urgent(jurisdiction=jurisdiction, filled=filled):
        refused = sending.problems(jurisdiction=jurisdiction, filled=filled, now=now)
        errors = errors_of((*got.unread, *refused), taken.problems, got.found.problem)
        return page(request, typed, taken, errors, place=place, status=422)
    address = address_of(request)
    brake = _brake(got, request.POST, jurisdiction=jurisdiction, address=address, now=now)
    if brake is not Brake.NONE:
        word = TOO_OFTEN if brake is Brake.STOP else _BUSY
        return page(request, typed, taken, {"": word}, place=place, status=429, brake=brake)
    try:
        outcome = sending.send(
            jurisdiction=jurisdiction,
            filled=filled,
            now=now,
            own=own.standing(request),
            most=work.per_phone(),
        )
    except sending.TooOften:
        return page(request, typed, taken, {"": TOO_OFTEN}, place=place, status=429, brake=Brake.STOP)
    if isinstance(outcome, Refused):
        work.was_refused(jurisdiction=jurisdiction, address=address)
        errors = errors_of(outcome.all, (), None)
        return page(request, typed, taken, errors, place=place, status=422)
    own.sent(request, case=outcome.case, personal=typed.personal, at=now)
    return to_receipt(outcome.code, outcome.case)


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form as read: its hidden word, the photos, what was typed and where that is."""

    word: opened.Opened | None
    photos: Photos
    typed: Typed
    found: form.Found
    linked_to: uuid.UUID | None

    @property
    def unread(self) -> tuple[Refused, ...]:
        """What was typed beside photos and place that cannot be read: the time of the event, the earlier report."""
        moment = form.moment_problem(self.typed)
        unlinked = _UNLINKED if self.typed.linked and self.linked_to is None else None
        return tuple(problem for problem in (moment, unlinked) if problem)

    @property
    def is_readable(self) -> bool:
        """Whether nothing in the form is lost on us."""
        return not (self.photos.problems or self.found.problem or self.unread)

    def filled(self, jurisdiction: Jurisdiction, *, command_id: uuid.UUID) -> sending.Filled:
        """The form as the operation takes it."""
        return form.filled(
            self.typed,
            jurisdiction=jurisdiction,
            photos=self.photos,
            place=self.found.place,
            command_id=command_id,
            linked_to=self.linked_to,
        )


def read_posted(post: Texts, files: Files, *, jurisdiction: Jurisdiction, now: datetime) -> Posted:
    """The posted form; photos chosen just now are kept at once."""
    word = opened.read(post.get("command_id", ""), jurisdiction_id=jurisdiction.id, now=now)
    taken = photos.take(post, files, jurisdiction_id=jurisdiction.id, now=now)
    typed = form.read_typed(post, jurisdiction=jurisdiction)
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    linked_to = relations.id_of_code(jurisdiction_id=jurisdiction.id, code=typed.linked)
    return Posted(word, taken, typed, found, linked_to)


def may_be_taken(
    got: Posted, post: Texts, *, jurisdiction: Jurisdiction, address: str, now: datetime
) -> bool:
    """Whether nothing brakes the report; the try is counted."""
    return _brake(got, post, jurisdiction=jurisdiction, address=address, now=now) is Brake.NONE


def _brake(got: Posted, post: Texts, *, jurisdiction: Jurisdiction, address: str, now: datetime) -> Brake:
    """What still stands between the report and being taken in. Something urgent is never braked."""
    found = work.brake(jurisdiction=jurisdiction, address=address, at=now)
    if found is Brake.NONE:
        return found
    assert got.word is not None
    filled = got.filled(jurisdiction, command_id=got.word.command_id)
    if sending.is_urgent(jurisdiction=jurisdiction, filled=filled):
        return Brake.NONE
    is_done = work.is_done(post.get("command_id", ""), post.get("work", ""))
    return Brake.NONE if found is Brake.WORK and is_done else found


def to_receipt(code: str, case: Case) -> HttpResponse:
    """The way to the receipt, with the proof of being the sender."""
    response = HttpResponseRedirect(reverse("citizen-receipt", args=[code]), status=303)
    proof.give(response, case=case)
    return response


def _linked_code(request: HttpRequest) -> str:
    """The code of the answered report that the new one takes up again (VL.5.6)."""
    knows = province_of(request).edition.link_clause is not None
    return read_code(request.GET.get("tu", "")) or "" if knows else ""


def _sent_before(jurisdiction: Jurisdiction, word: opened.Opened | None) -> HttpResponse | None:
    """The receipt of an old form that was taken in long ago, its answer lost: never a second report."""
    if word is None:
        return None
    found = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=word.command_id)
    if found is None:
        return None
    return to_receipt(*found)


def errors_of(
    refused: tuple[Refused, ...], unreadable: tuple[str, ...], place_problem: Refused | None
) -> dict[str, str]:
    """Every error by its field, in the order of the form, each with its clause in words."""
    errors: dict[str, str] = {}
    for problem in refused:
        field = problem.field or ""
        if (field == "photo" and unreadable) or (field == "place" and place_problem):
            continue
        errors.setdefault(field, _with_clause(problem))
    if unreadable:
        errors["photo"] = " ".join(unreadable)
    if place_problem:
        errors["lat"] = place_problem.reason
    first = {name: errors[name] for name in _FORM_ORDER if name in errors}
    return {**first, **errors}


def _with_clause(problem: Refused) -> str:
    words = clause_words(problem.clause)
    return f"{problem.reason} ({words})" if words else problem.reason


def page(
    request: HttpRequest,
    typed: Typed,
    taken: Photos,
    errors: dict[str, str],
    *,
    place: Place | None = None,
    status: int = 200,
    brake: Brake = Brake.NONE,
    action: str = "",
    command_id: uuid.UUID | None = None,
) -> HttpResponse:
    """The form as it is, sent to ``action`` where that is not the ordinary address."""
    jurisdiction = province_of(request)
    west, south, east, north = jurisdiction.province.bounds()
    context: dict[str, Any] = {
        "current": "send",
        "action": action or reverse("citizen-send"),
        "typed": typed,
        "kept": taken.shown(),
        "errors": errors,
        "work_bits": work.BITS if brake is Brake.WORK else 0,
        "command_id": opened.fresh(jurisdiction_id=jurisdiction.id, now=clock.now(), command_id=command_id),
        "kinds": [
            {"value": key, "label": name, "hint": _KIND_HINTS[key]} for key, name in KIND_NAMES.items()
        ],
        "fields": field_options(),
        "occurrences": list(OCCURRENCE_NAMES.items()),
        "communes": commune_options(jurisdiction),
        "near_border": place is not None and place.km_outside > 0 and "place" not in errors,
        "place": place,
        "most": photos.MOST,
        "longest": LONGEST_DESCRIPTION,
        "map_center": ((south + north) / 2, (west + east) / 2),
    }
    return render(request, "citizen/send.html", context, status=status)


def prefilled(request: HttpRequest, typed: Typed, taken: Photos, command_id: uuid.UUID) -> HttpResponse:
    """The form with what was said elsewhere, for the one report that both become."""
    return page(request, typed, taken, {}, command_id=command_id)


def commune_options(jurisdiction: Jurisdiction) -> list[Any]:
    """The communes as the select macro takes them: by district where there are districts."""
    province = jurisdiction.province
    if not province.districts:
        return [(commune.code, commune.name) for commune in province.communes]
    by_district: dict[str | None, list[tuple[str, str]]] = {}
    for commune in province.communes:
        by_district.setdefault(commune.district_code, []).append((commune.code, commune.name))
    groups: list[Any] = [
        (district.name, by_district[district.code])
        for district in province.districts
        if district.code in by_district
    ]
    if None in by_district:
        groups.append(("Khác", by_district[None]))
    return groups


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What the sender keeps: the code, how to read it out, what happens next and by when."""
    jurisdiction = province_of(request)
    read = read_code(code)
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=read) if read else None
    if detail is None:
        raise Http404
    context = {
        "current": "send",
        "code": detail.code,
        "groups": detail.code.split("-"),
        "case": detail.case,
        "is_sender": proof.sender_of(request, case=detail.case) is not None,
        "is_signed_in": citizen_of(request) is not None,
        "course": course_of(jurisdiction.edition, is_urgent=detail.case.is_urgent),
        "kind_name": KIND_NAMES[detail.case.kind],
    }
    response = render(request, "citizen/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def new_command() -> str:
    """A fresh identifier for a form on a case that exists."""
    return str(uuid.uuid4())
