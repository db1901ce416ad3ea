"""Signing in as a citizen: a phone number, the code that comes to it, no password. Nobody has to, to send a report."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.cases import queries
from paht.cases.belonging import decide_whose
from paht.cases.codes import read_code
from paht.doors.citizen.signed import SESSION, THROUGH, WAITING, WAITING_SECONDS, citizen_of, keep
from paht.doors.pages.confirming import target_of
from paht.doors.pages.devices import address_of, device_of
from paht.doors.pages.phone import is_demo
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.messages import codes as asking
from paht.messages.codes import Asked, TooOften
from paht.messages.gateway import connected
from paht.people import citizen_sessions, citizens, codes
from paht.people.citizen_sessions import LONGEST, Citizen
from paht.people.citizens import Joining
from paht.people.codes import Guess, Proven, mobile
from paht.people.openid import providers

NO_MOBILE = (
    "Số này không phải số di động Việt Nam nên không nhận được mã. Xin nhập số có 10 chữ số bắt đầu bằng 03, 05, 07, "
    "08 hoặc 09, ví dụ 0912 345 678."
)
WRONG = (
    "Mã chưa đúng, đã hết hiệu lực (5 phút, nhập sai 5 lần) hoặc được gửi cho trình duyệt khác. "
    "Xin xem lại tin nhắn mới nhất, hoặc lấy mã mới."
)
TOO_MANY_GUESSES = (
    "Đã nhập sai quá nhiều lần. Xin thử lại sau một giờ; gửi và tra cứu phản ánh không cần đăng nhập."
)
NOT_CONNECTED = (
    "Hệ thống của tỉnh chưa kết nối tin nhắn SMS nên chưa đăng nhập được bằng số điện thoại. Ông/bà vẫn gửi và tra cứu "
    "phản ánh bình thường mà không cần đăng nhập."
)
_FOLLOWED = re.compile(r"/theo-doi/([A-Z0-9-]+)")


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the number, send the code. The answer is the same for a number that is known here and one that is not."""
    citizen = citizen_of(request)
    if citizen is not None and request.method != "POST":
        _take_followed(request, citizen)
        return HttpResponseRedirect(target_of(request, reverse("own-reports")))
    return ask(request, template="citizen/sign_in.html", code_page="own-code")


def ask(
    request: HttpRequest, *, template: str, code_page: str, joiner: Citizen | None = None
) -> HttpResponse:
    """The form for a number and what follows from it, also for a further number of ``joiner``."""
    typed, target = request.POST.get("phone", ""), target_of(request, "")
    context: dict[str, Any] = {
        "current": "own",
        "next": target,
        "typed": typed,
        "errors": {},
        "providers": providers.offered(province_of(request).slug),
    }
    if request.method != "POST":
        return render(request, template, context)
    number = mobile(typed)
    if number is None:
        return render(request, template, {**context, "errors": {"phone": NO_MOBILE}}, status=422)
    if connected() is None:
        return render(request, template, {**context, "errors": {"phone": NOT_CONNECTED}}, status=503)
    asked = asking.ask(
        jurisdiction_id=province_of(request).id,
        phone=number,
        browser=request.COOKIES.get(WAITING, ""),
        address=address_of(request),
        at=clock.now(),
        person_id=joiner.person_id if joiner else None,
    )
    if isinstance(asked, TooOften):
        errors = {"phone": too_often(asked)}
        return render(request, template, {**context, "errors": errors}, status=429)
    return _to_code(asked, code_page, target)


def _to_code(asked: Asked, code_page: str, target: str) -> HttpResponse:
    query = f"?{urlencode({'next': target})}" if target else ""
    answer = HttpResponseRedirect(reverse(code_page) + query, status=303)
    keep(answer, WAITING, asked.browser, WAITING_SECONDS)
    return answer


def too_often(asked: TooOften) -> str:
    """What to say to whoever must wait; it does not tell which of the allowances it was."""
    wait = {timedelta(minutes=1): "một phút", timedelta(hours=1): "một giờ"}.get(asked.length, "một ngày")
    return f"Đã có quá nhiều mã được yêu cầu. Xin thử lại sau {wait}; gửi và tra cứu phản ánh không cần đăng nhập."


@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code; the right one signs in, and joins the report whose page asked for it."""
    proven = taken_code(request, back="own-sign-in")
    if isinstance(proven, HttpResponse):
        return proven
    now, jurisdiction = clock.now(), province_of(request)
    if proven.person_id is not None:
        # A code for a further number of somebody signed in opens no session of its own.
        return HttpResponseRedirect(reverse("own-account"))
    person = citizens.person_of_phone(proven, at=now)
    return let_in(request, person_id=person, jurisdiction_id=jurisdiction.id)


def let_in(request: HttpRequest, *, person_id: Any, jurisdiction_id: int, target: str = "") -> HttpResponse:
    """Open a session under a fresh secret and go on."""
    now = clock.now()
    token = citizen_sessions.open_session(
        jurisdiction_id=jurisdiction_id, person_id=person_id, device=device_of(request), at=now
    )
    citizen = citizen_sessions.citizen_of(token, jurisdiction_id=jurisdiction_id, at=now)
    assert citizen is not None
    target = target or target_of(request, "")
    _take_followed(request, citizen, target)
    answer = HttpResponseRedirect(target or reverse("own-reports"), status=303)
    answer.delete_cookie(WAITING)
    keep(answer, SESSION, token, int(LONGEST.total_seconds()))
    return answer


def _take_followed(request: HttpRequest, citizen: Citizen, target: str = "") -> None:
    """Whoever comes from a report's page to confirm its number calls that report their own by it."""
    found = _FOLLOWED.fullmatch(target or target_of(request, ""))
    code = read_code(found[1]) if found else None
    detail = queries.followed(jurisdiction_id=citizen.jurisdiction_id, code=code) if code else None
    if detail is not None:
        decide_whose(citizen, case_id=detail.id, is_own=True, at=clock.now())


def taken_code(request: HttpRequest, *, back: str) -> Proven | HttpResponse:
    """What the code proves, or the page on which to type it (again); ``back`` is where another can be asked for."""
    context: dict[str, Any] = {
        "current": "own",
        "next": target_of(request, ""),
        "errors": {},
        "back": reverse(back),
        "is_demo": is_demo(),
    }
    if request.method != "POST":
        return render(request, "citizen/code.html", context)
    found = codes.guess(
        jurisdiction_id=province_of(request).id,
        browser=request.COOKIES.get(WAITING, ""),
        typed=request.POST.get("otp", "")[:20],
        address=address_of(request),
        at=clock.now(),
    )
    if isinstance(found, Proven):
        return found
    is_wrong = found is Guess.WRONG
    errors = {"otp": WRONG if is_wrong else TOO_MANY_GUESSES}
    return render(
        request, "citizen/code.html", {**context, "errors": errors}, status=422 if is_wrong else 429
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the person's others are on their page."""
    citizen = citizen_of(request)
    if citizen is not None:
        citizen_sessions.end(citizen, session_id=citizen.session_id, at=clock.now())
    through_provider = THROUGH in request.COOKIES
    answer = HttpResponseRedirect(reverse("own-signed-out" if through_provider else "citizen-home"))
    answer.delete_cookie(SESSION)
    return answer


JOINED = {Joining.JOINED: "so-moi", Joining.ALREADY: "so-cu", Joining.MERGED: "gop"}
