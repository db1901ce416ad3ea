"""What a signed-in citizen has: their reports, their phones, where they are signed in."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.cases import belonging
from paht.cases.belonging import PAGE, Own
from paht.doors.citizen import pushed, views_consenting, views_signing_in
from paht.doors.citizen.signed import WAITING, signed_in_only
from paht.doors.citizen.views_joining import CHAT_NAMES
from paht.doors.citizen.views_signing_in import JOINED, taken_code
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES
from paht.people import citizen_sessions, citizens
from paht.people.citizen_sessions import Citizen
from paht.people.openid import providers

DONE = {
    "so-moi": "Đã thêm số điện thoại. Từ nay đăng nhập được bằng cả hai số.",
    "tro-chuyen": "Đã gắn cuộc trò chuyện với tài khoản. Phản ánh gửi tại đó nay có trong danh sách của ông/bà.",
    "bo-tro-chuyen": "Đã bỏ cuộc trò chuyện khỏi tài khoản. Phản ánh đã gửi tại đó vẫn ở trong danh sách.",
    "so-cu": "Số điện thoại này đã có trong tài khoản.",
    "gop": "Số này thuộc một tài khoản khác của ông/bà: hai tài khoản đã được gộp làm một.",
    "bo-so": "Đã bỏ số điện thoại khỏi tài khoản.",
    "phien": "Đã kết thúc phiên đăng nhập.",
    "thoi-thong-bao": "Thiết bị này thôi nhận thông báo.",
    "tat-ca": "Đã kết thúc mọi phiên đăng nhập khác.",
    "dinh-danh-moi": "Đã thêm cách đăng nhập mới vào tài khoản.",
    "dinh-danh-cu": "Cách đăng nhập này đã có trong tài khoản.",
    "dinh-danh-gop": "Cách đăng nhập này thuộc một tài khoản khác của ông/bà: hai tài khoản đã được gộp làm một.",
    "bo-dinh-danh": "Đã bỏ cách đăng nhập khỏi tài khoản.",
    "cua-toi": "Đã đưa phản ánh vào danh sách của ông/bà.",
    "khong-phai": "Đã ghi nhận: phản ánh đó không phải của ông/bà và không bao giờ tính cho ông/bà.",
}
WARNINGS = {
    "con-mot": "Đây là cách đăng nhập duy nhất còn lại. Xin thêm số điện thoại mới trước khi bỏ cách này.",
    "so-nguoi-khac": "Đã đăng nhập. Số điện thoại đi kèm đã được xác nhận ở một tài khoản khác nên chưa được thêm. Nếu "
    "số đó là của ông/bà, xin bấm Thêm số điện thoại và nhập mã: hai tài khoản sẽ được gộp làm một.",
}


@require_safe
@signed_in_only
def reports(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """The person's reports, and those that somebody sent under their number."""
    after = _place(request.GET.get("sau", ""))
    rows = belonging.reports_of(citizen, after=after, limit=PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    context = {
        "current": "own",
        "rows": [_shown(row) for row in rows[:PAGE]],
        "undecided": [] if after else [_shown(row) for row in belonging.undecided(citizen)],
        "next_href": f"?{urlencode({'sau': f'{last.sent_at.isoformat()}~{last.id}'})}" if last else None,
        "first_href": reverse("own-reports") if after else None,
        "messages": _told(request),
        **views_consenting.waiting_of(citizen),
    }
    return render(request, "citizen/own.html", context)


def _shown(row: Own) -> dict[str, Any]:
    return {
        "row": row,
        "title": f"{KIND_NAMES.get(row.kind, row.kind)}: {FIELD_NAMES.get(row.field, row.field)}",
        "stage": "supplement_owed" if row.waits_for_sender else row.stage,
    }


def _place(text: str) -> tuple[datetime, uuid.UUID] | None:
    sent_at, _, key = text.partition("~")
    try:
        moment, last = datetime.fromisoformat(sent_at), uuid.UUID(key)
    except ValueError:
        return None
    return (moment, last) if moment.tzinfo else None


def _told(request: HttpRequest) -> list[dict[str, str]]:
    word = request.GET.get("xong", "")
    if word in WARNINGS:
        return [{"tone": "warn", "text": WARNINGS[word]}]
    return [{"tone": "ok", "text": DONE[word]}] if word in DONE else []


@require_POST
@signed_in_only
def decide(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """The person says whether a report that was sent under their number is theirs."""
    case_id, is_own = _key(request, "case"), request.POST.get("own") == "1"
    if case_id is not None:
        belonging.decide_whose(citizen, case_id=case_id, is_own=is_own, at=clock.now())
    return _to("own-reports", "cua-toi" if is_own else "khong-phai")


@require_safe
@signed_in_only
def account(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Phones and sessions."""
    now, keys = clock.now(), keys_of(citizen)
    offered = {each.kind: each for each in providers.offered(province_of(request).slug)}
    identities = citizens.identities_of(**keys)
    held = {each.kind for each in identities}
    context = {
        "current": "own",
        "identities": [
            {
                "row": each,
                "name": offered[each.kind].name if each.kind in offered else each.kind.partition(":")[2],
            }
            for each in identities
            if each.kind not in CHAT_NAMES
        ],
        "chats": [
            {"row": each, "name": CHAT_NAMES[each.kind]} for each in identities if each.kind in CHAT_NAMES
        ],
        "providers": [each for each in offered.values() if each.kind not in held],
        "phones": citizens.phones_of(**keys),
        "sessions": citizen_sessions.lasting(citizen, at=now),
        "here": citizen.session_id,
        "pushed": pushed.shown(citizen),
        "messages": _told(request),
    }
    return render(request, "citizen/account.html", context)


@signed_in_only
def add_phone(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Ask for a further number."""
    return views_signing_in.ask(
        request, template="citizen/add_phone.html", code_page="own-phone-code", joiner=citizen
    )


@signed_in_only
def phone_code(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Take the code for a further number: it must have been asked for by the same person."""
    proven = taken_code(request, back="own-phone")
    if isinstance(proven, HttpResponse):
        return proven
    if proven.person_id != citizen.person_id:
        return HttpResponseRedirect(reverse("own-phone"))
    joined = citizens.join_phone(proven, person_id=citizen.person_id, at=clock.now())
    answer = _to("own-account", JOINED[joined])
    answer.delete_cookie(WAITING)
    return answer


@require_POST
@signed_in_only
def leave(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Give a phone or an account elsewhere up; the last way in stays."""
    phone, identity = _key(request, "phone"), _key(request, "identity")
    try:
        if identity is not None:
            citizens.leave_identity(**keys_of(citizen), identity_id=identity, at=clock.now())
        if phone is not None:
            citizens.leave_phone(**keys_of(citizen), phone_id=phone, at=clock.now())
    except citizens.Last:
        return _to("own-account", "con-mot")
    if request.POST.get("chat"):
        return _to("own-account", "bo-tro-chuyen")
    return _to("own-account", "bo-so" if identity is None else "bo-dinh-danh")


@require_POST
@signed_in_only
def end_session(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """End one of the person's sessions, or all but this one."""
    if request.POST.get("session") == "others":
        citizen_sessions.end_others(citizen, at=clock.now())
        return _to("own-account", "tat-ca")
    session_id = _key(request, "session")
    if session_id is not None:
        citizen_sessions.end(citizen, session_id=session_id, at=clock.now())
    return _to("own-account", "phien")


def keys_of(citizen: Citizen) -> dict[str, Any]:
    return {"jurisdiction_id": citizen.jurisdiction_id, "person_id": citizen.person_id}


def _key(request: HttpRequest, name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _to(view: str, word: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(view)}?xong={word}", status=303)
