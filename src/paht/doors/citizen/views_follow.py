"""Following a report: whoever has the code sees how far it is; what only the sender may see or do needs proof."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.cases import operations, queries, relations, sending
from paht.cases.codes import read_code
from paht.cases.operations import Done, NotFound, Outcome, Overtaken, Step
from paht.cases.queries import Detail
from paht.doors.citizen import own, photos, pictures, proof, views_consenting
from paht.doors.citizen.followed import Followed, followed
from paht.doors.citizen.photos import Photos
from paht.doors.citizen.publicwords import public_words
from paht.doors.citizen.signed import citizen_of
from paht.doors.citizen.views_send import new_command
from paht.doors.pages import attachments, course, eventwords, limits
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.exchanges import asked_words, exchanges, own_exchanges
from paht.doors.pages.letters import given_letter
from paht.doors.pages.opinions import with_opinion
from paht.doors.pages.province import province_of
from paht.doors.pages.record import receipt_shown
from paht.doors.pages.rendering import render
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Actor, Case, Refused, Written
from paht.law.casework.decide import Facts, decide
from paht.law.casework.holding import holders
from paht.law.casework.publicity import is_private, partial_results, publicity
from paht.law.casework.results import result_files
from paht.law.casework.states import Party, RequestKind, Stage
from paht.law.editions import get
from paht.people import vault

_SHAPE = re.compile(r"[A-Z]{2}[0-9A-Z]{12}")
_NO_CODE = "Mã phản ánh gồm hai chữ cái của tỉnh và 12 chữ, số, ví dụ VL-7K3M-9QXB-2TRC. Xin kiểm tra lại."
_MISREAD = (
    "Mã này có ký tự bị đọc hoặc gõ nhầm: ký tự kiểm tra ở cuối không khớp. "
    "Xin so lại từng nhóm với phiếu đã nhận."
)
_UNKNOWN = (
    "Không tìm thấy phản ánh có mã này trong hệ thống của tỉnh. Xin kiểm tra lại mã trên phiếu đã nhận."
)
_TOO_OFTEN = (
    f"Đã thử quá nhiều lần nên hệ thống tạm dừng xác nhận. Xin thử lại sau {limits.WINDOW_WORDS}, "
    "hoặc liên hệ Trung tâm bằng số điện thoại đã gửi phản ánh."
)
_TOO_MANY_CODES = (
    f"Đã tra cứu quá nhiều mã không đúng. Xin so lại mã trên phiếu rồi thử lại sau {limits.WINDOW_WORDS}."
)
_WRONG_PHONE = "Không xác nhận được. Xin nhập đúng số điện thoại đã dùng khi gửi phản ánh này."
_ONLY_SENDER = (
    "Việc này chỉ dành cho người gửi. Xin xác nhận bằng số điện thoại đã dùng khi gửi rồi thực hiện lại."
)
_STALE = "Biểu mẫu không còn hợp lệ nên chưa được ghi nhận. Nội dung vẫn còn bên dưới, xin gửi lại."


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """The look-up by code, typed loosely; what is wrong with a code is said."""
    typed = request.GET.get("ma", "").strip()
    error, status = "", 404
    if typed:
        code = read_code(typed)
        jurisdiction_id = province_of(request).id
        if code is None:
            plain = re.sub(r"[\s.\-–]", "", typed.upper())
            error = _MISREAD if _SHAPE.fullmatch(plain) else _NO_CODE
        elif queries.followed(jurisdiction_id=jurisdiction_id, code=code) is None:
            error = _UNKNOWN
            if not limits.may_miss(request, at=clock.now()):
                error, status = _TOO_MANY_CODES, 429
        else:
            return HttpResponseRedirect(reverse("citizen-follow", args=[code]))
    context = {"current": "follow", "typed": typed, "errors": {"ma": error} if error else {}}
    return render(request, "citizen/look_up.html", context, status=status if error else 200)


@never_cache
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """The course of one report, and for its sender what the sender may see and do."""
    read = read_code(code)
    if read is None:
        return HttpResponseRedirect(f"{reverse('citizen-look-up')}?{urlencode({'ma': code})}")
    if read != code:
        return HttpResponseRedirect(reverse("citizen-follow", args=[read]))
    return _page(followed(request, code))


@never_cache
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Prove to be the sender by the phone number used when sending; wrong numbers all get one answer."""
    asked = followed(request, code)
    phone = request.POST.get("phone", "")
    case = asked.detail.case
    if not limits.may_confirm_phone(request, case_id=case.id, at=clock.now()):
        return _page(asked, errors={"phone": _TOO_OFTEN}, typed={"phone": phone}, status=429)
    if not queries.is_sender(jurisdiction=asked.jurisdiction, case=case, phone=phone):
        return _page(asked, errors={"phone": _WRONG_PHONE}, typed={"phone": phone}, status=422)
    limits.phone_was_right(request, case_id=case.id)
    response = HttpResponseRedirect(asked.href, status=303)
    proof.give(response, case=case)
    return response


@never_cache
@require_POST
def supplement(request: HttpRequest, code: str) -> HttpResponse:
    """The sender adds what was asked for; photos stay after an error as in the sending form."""
    asked = followed(request, code)
    if asked.sender is None:
        return _page(asked, errors={"": _ONLY_SENDER}, status=403)
    taken = photos.take(request.POST, request.FILES, jurisdiction_id=asked.jurisdiction.id, now=clock.now())
    typed = {"description": request.POST.get("description", "")}
    if taken.problems:
        return _page(asked, errors={"photo": " ".join(taken.problems)}, typed=typed, taken=taken, status=422)
    step = _step(asked, asked.sender)
    owed = asked.detail.case.open_request(RequestKind.SUPPLEMENT)
    number = owed.number if owed else _number(request.POST.get("request", ""))
    if step is None:
        return _page(asked, errors={"": _STALE}, typed=typed, taken=taken, status=409)
    outcome = sending.supplement(
        step, request=number, description=typed["description"], files=taken.references
    )
    return _answer(asked, outcome, typed=typed, taken=taken)


@never_cache
@require_POST
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """The sender rates the result on the edition's levels."""
    typed = {"level": request.POST.get("level", ""), "comment": request.POST.get("comment", "")}
    return _act(
        request,
        code,
        lambda step: operations.rate(step, level=typed["level"], comment=typed["comment"]),
        typed,
    )


@never_cache
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The sender takes the report back, as long as the regulation allows it."""
    return _act(request, code, operations.withdraw, {})


@never_cache
@require_POST
def interact(request: HttpRequest, code: str) -> HttpResponse:
    """The sender asks for a clarification of the answer."""
    typed = {"text": request.POST.get("text", "")}
    return _act(request, code, lambda step: operations.interact(step, text=typed["text"]), typed)


@never_cache
@require_POST
def answer_verification(request: HttpRequest, code: str) -> HttpResponse:
    """The sender answers what was asked by SMS or e-mail (VL.8.2.5)."""
    typed = {"answer": request.POST.get("answer", "")}
    number = _number(request.POST.get("request", ""))
    return _act(
        request,
        code,
        lambda step: operations.answer_verification(step, request=number, answer=typed["answer"]),
        typed,
    )


@never_cache
@require_POST
def ask_confidentiality(request: HttpRequest, code: str) -> HttpResponse:
    """The sender asks that nobody else sees the answer (ST.9.3.b)."""
    return _act(request, code, operations.ask_confidentiality, {})


def _act(
    request: HttpRequest, code: str, operation: Callable[[Step], Outcome], typed: dict[str, str]
) -> HttpResponse:
    asked = followed(request, code)
    if asked.sender is None:
        return _page(asked, errors={"": _ONLY_SENDER}, typed=typed, status=403)
    step = _step(asked, asked.sender)
    if step is None:
        return _page(asked, errors={"": _STALE}, typed=typed, status=409)
    return _answer(asked, operation(step), typed=typed)


def _step(asked: Followed, actor: Actor) -> Step | None:
    try:
        command_id = uuid.UUID(asked.request.POST.get("command_id", ""))
    except ValueError:
        return None
    return Step(
        jurisdiction=asked.jurisdiction,
        case_id=asked.detail.id,
        actor=actor,
        now=clock.now(),
        command_id=command_id,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _answer(
    asked: Followed, outcome: Outcome, *, typed: dict[str, str], taken: Photos | None = None
) -> HttpResponse:
    if isinstance(outcome, Done):
        return HttpResponseRedirect(asked.href, status=303)
    if isinstance(outcome, NotFound):
        raise Http404
    assert not isinstance(outcome, Overtaken), "no version is expected of a citizen"
    errors = {
        refused.field or "": f"{refused.reason} ({clause_words(refused.clause)})" for refused in outcome.all
    }
    return _page(asked, errors=errors, typed=typed, taken=taken, status=422)


def _page(
    asked: Followed,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    taken: Photos | None = None,
    status: int = 200,
) -> HttpResponse:
    detail, edition, now = asked.detail, get(asked.detail.case.edition), clock.now()
    case, is_sender = detail.case, asked.sender is not None
    is_public = publicity(case).content
    request_owed = case.open_request(RequestKind.SUPPLEMENT)
    verification = case.open_request(RequestKind.VERIFICATION)
    context: dict[str, Any] = {
        "current": "follow",
        "edition": edition,
        "code": detail.code,
        "case": case,
        "is_urgent": case.is_urgent and not case.stage.is_end,
        "stage": "supplement_owed" if request_owed or verification else case.stage.value,
        "verification": verification,
        "is_secret": case.secret_reference is not None,
        "kind_name": KIND_NAMES[case.kind],
        "field_name": FIELD_NAMES[case.field],
        "place_name": place_name(asked),
        "holders": course.holding_names(detail, edition),
        "is_with_sender": Party.SENDER in {holding.party for holding in holders(case)},
        "owed": course.owed(detail, edition, asked.jurisdiction, now=now),
        "events": course.citizen_events(detail, edition, is_sender=is_sender),
        "refusal": refusal_of(detail, asked),
        "is_sender": is_sender,
        "may_claim": own.may_claim(asked.request, case),
        "is_signed_in": citizen_of(asked.request) is not None,
        "is_public": is_public,
        "letter": given_letter(detail, edition=edition) if is_public or is_sender else None,
        "after": result_pictures(case, is_sender=is_sender, is_public=is_public),
        "rating": next((level for level in edition.levels if level.key == case.rating), None),
        **exchanges_of(asked, is_public=is_public),
        "errors": errors or {},
        "typed": {
            **dict.fromkeys(("description", "comment", "level", "phone", "text", "answer"), ""),
            **(typed or {}),
        },
        "kept": taken.shown() if taken else [],
        "command_id": new_command(),
        "request_owed": request_owed,
        "has_ended": case.stage.is_end,
        "receipt": receipt_shown(
            jurisdiction_id=asked.jurisdiction.id,
            case_id=detail.id,
            href=reverse("citizen-follow-receipt", args=[detail.code]),
        ),
        **(for_sender(asked, asked.sender) if asked.sender else {}),
    }
    response = render(asked.request, "citizen/follow.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def result_pictures(case: Case, *, is_sender: bool, is_public: bool) -> list[dict[str, Any]]:
    """The sender sees the result's pictures as they are, everybody else what is public of them."""
    files = result_files(case)
    if is_sender:
        return pictures.shown(case, files, caption="Sau xử lý")
    return pictures.public(case, files, caption="Sau xử lý") if is_public else []


def for_sender(asked: Followed, sender: Actor) -> dict[str, Any]:
    """What only the sender sees: the own words, the own photos, what may be done now."""
    detail, case, edition = asked.detail, asked.detail.case, get(asked.detail.case.edition)
    owed = case.open_request(RequestKind.SUPPLEMENT)
    own_words = _own_words(asked, sender)
    return {
        "own_words": own_words,
        "public_words": None if own_words == [_WORDS_CLOSED] else public_words(detail, own_words),
        **views_consenting.waiting(detail, asked.jurisdiction),
        "own_photos": pictures.shown(case, case.files, caption="Ảnh đã gửi"),
        "own_others": attachments.counted(case.files),
        "own_public": [] if is_private(case) else pictures.own(case, case.files),
        "own_videos": sum(not file.media_type.startswith("image/") for file in case.files),
        "partial": [
            (detail.agencies.get(part.agency, ""), detail.text(part.result)) for part in partial_results(case)
        ],
        "guidance": detail.text(owed.text) if owed else "",
        "grounds": [ground for ground in edition.supplement_grounds if owed and ground.key in owed.grounds],
        "verification_note": _verification_note(asked),
        "links": relations.links(jurisdiction_id=asked.jurisdiction.id, case=case),
        "can_link": asked.jurisdiction.edition.link_clause is not None
        and case.stage in (Stage.PUBLISHED, Stage.ANSWERED),
        "can_ask_confidentiality": _may(asked, sender, c.AskConfidentiality()),
        "can_rate": _may(asked, sender, c.Rate(level=edition.levels[0].key)),
        "can_withdraw": _may(asked, sender, c.Withdraw()),
        "can_interact": _may(asked, sender, c.Interact(original=Written("", "", 1))),
        "interact_clause": clause_words(step.clause) if (step := edition.step(c.Interact)) else "",
    }


def exchanges_of(asked: Followed, *, is_public: bool) -> dict[str, Any]:
    """What was asked and added after the answer: the sender's own in every state, else what everybody may read."""
    detail, edition = asked.detail, get(asked.detail.case.edition)
    if asked.sender is not None:
        sender_id = asked.sender.id
        words = asked_words(
            detail,
            jurisdiction_id=asked.jurisdiction.id,
            actor_id=sender_id,
            purpose="sender's own view",
            of=lambda request: request.by == sender_id,
        )
        detail = with_opinion(
            detail,
            jurisdiction_id=asked.jurisdiction.id,
            actor_id=sender_id,
            purpose="sender's own view",
        )
        shown = own_exchanges(detail, sender=sender_id, words=words, edition=edition)
    else:
        shown = exchanges(detail, edition=edition) if is_public else []
    show = pictures.shown if asked.sender is not None else pictures.public
    photos_of = {one.number: show(detail.case, one.files, caption="Cập nhật") for one in shown}
    return {"exchanges": shown, "exchange_photos": photos_of}


def _verification_note(asked: Followed) -> str:
    request = asked.detail.case.open_request(RequestKind.VERIFICATION)
    return asked.detail.text(request.text) if request else ""


def _may(asked: Followed, sender: Actor, command: c.Command) -> bool:
    """Whether the law would let the sender do it now; the operation decides again."""
    decision = decide(
        asked.detail.case,
        command,
        actor=sender,
        facts=Facts(),
        now=clock.now(),
        edition=get(asked.detail.case.edition),
        calendar=asked.jurisdiction.calendar,
    )
    return not isinstance(decision, Refused)


_WORDS_CLOSED = (
    "Nội dung ông/bà đã gửi được giữ nguyên trong kho dữ liệu cá nhân, kho tạm thời không mở được. "
    "Xin mở lại trang sau ít phút."
)


def _own_words(asked: Followed, sender: Actor) -> list[str]:
    """The sender's descriptions, first and supplements, opened for the sender; each look is recorded."""
    if asked.detail.is_withheld:
        return []
    written = [
        event.body.original
        for event in asked.detail.events
        if isinstance(event.body, (e.Sent, e.Supplemented)) and not event.body.original.is_blank
    ]
    try:
        opened = vault.look(
            jurisdiction_id=asked.jurisdiction.id,
            record_ids=[uuid.UUID(each.id) for each in written],
            fields=frozenset({"description"}),
            actor_id=sender.id,
            purpose="sender's own view",
        )
    except vault.VaultClosed:
        # What the sender came for, where the report is and what it waits for, does not lie in the vault.
        return [_WORDS_CLOSED]
    return [opened.get(uuid.UUID(each.id), {}).get("description", "") for each in written]


def place_name(asked: Followed) -> str:
    place, province = asked.detail.case.place, asked.jurisdiction.province
    if place is None:
        return ""
    try:
        return province.full_name(province.commune(code=place.commune))
    except KeyError:
        return ""


def refusal_of(detail: Detail, asked: Followed) -> dict[str, str] | None:
    """Why the report was not taken, and where to go with it; the officer's own words for the sender alone."""
    if detail.case.stage is not Stage.REFUSED:
        return None
    edition = get(asked.detail.case.edition)
    for event in reversed(detail.events):
        if isinstance(event.body, e.CaseRefused):
            ground = eventwords.refusal_ground(edition, event.body.ground)
            return {
                "name": ground.name if ground else clause_words(event.body.ground),
                "clause": clause_words(ground.clause) if ground else "",
                "guidance": ground.guidance if ground else "",
                "reason": detail.text(event.body.reason) if asked.sender else "",
            }
        if isinstance(event.body, e.VerificationFailed):
            ground = eventwords.refusal_ground(edition, event.body.clause)
            return {
                "name": ground.name if ground else "Thông tin xác minh không chính xác",
                "clause": clause_words(event.body.clause),
                "guidance": "Nếu sự việc vẫn còn, xin gửi phản ánh mới với thông tin đúng.",
                "reason": detail.text(event.body.note) if asked.sender else "",
            }
        if isinstance(event.body, e.VerificationLapsed):
            return {
                "name": "Xác minh không thành công trong thời hạn",
                "clause": clause_words(event.body.clause),
                "guidance": "Nếu sự việc vẫn còn, xin gửi phản ánh mới và giữ liên lạc qua số điện thoại đã ghi.",
                "reason": "",
            }
        if isinstance(event.body, e.SupplementLapsed):
            return {
                "name": "Không nhận được bổ sung trong thời hạn",
                "clause": clause_words(event.body.clause),
                "guidance": "Nếu sự việc vẫn còn, xin gửi phản ánh mới kèm đủ nội dung, hình ảnh.",
                "reason": "",
            }
    return None
