"""Signing in: the password, then the second factor; and signing out."""

import uuid

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.doors.pages import confirming
from paht.doors.pages.confirming import CODE, FIELD_ERRORS, target_of, waiting_of
from paht.doors.pages.devices import address_of, device_of
from paht.doors.pages.phone import is_demo
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import SIGN_IN, home_of, signed_in
from paht.people import attempts
from paht.people.confirming import Outcome
from paht.people.models import Staff, qualified
from paht.people.sessions import confirm_session, end_session, official_of, open_session
from paht.people.staffing import has_role

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra lại, hoặc liên hệ quản trị hệ thống."
WITHOUT_ROLE = (
    "Tài khoản hiện không có vai trò nào đang hiệu lực. Xin đề nghị cơ quan thông báo nhân sự với Trung tâm, "
    "hoặc liên hệ quản trị hệ thống."
)
TOO_OFTEN = "Đã thử đăng nhập quá nhiều lần. Xin thử lại sau 15 phút, hoặc liên hệ quản trị hệ thống."

PER_LOGIN, PER_ADDRESS, IN_ALL = 10, 60, 600
"""Wrong passwords in a window of :data:`attempts.WINDOW`: for one login, from one address, in the whole province."""


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page of staff; one answer for every wrong pair, so that nobody learns which logins exist."""
    official = signed_in(request) if request.method != "POST" else None
    if official is not None:
        return HttpResponseRedirect(target_of(request, home_of(official)))
    typed, errors, status = request.POST.get("username", ""), {}, 200
    if request.method == "POST":
        found = _by_password(request, typed)
        if isinstance(found, Staff):
            return _to_confirmation(request, found)
        errors, status = {"username": found}, 429 if found == TOO_OFTEN else 401
    context = {"errors": errors, "username": typed, "next": target_of(request, "")}
    return render(request, "signin.html", context, status=status)


def _by_password(request: HttpRequest, typed: str) -> Staff | str:
    """The account, or what to say. Whether a login exists changes neither the words nor the work: an unknown one is
    counted like a known one, and Django hashes the password for nobody."""
    now, jurisdiction = clock.now(), province_of(request)
    login = qualified(typed, jurisdiction.slug)
    counted = {
        f"login:{login}": PER_LOGIN,
        f"address:{jurisdiction.id}:{address_of(request)}": PER_ADDRESS,
        f"province:{jurisdiction.id}": IN_ALL,
    }
    if not attempts.spend(counted, at=now):
        return TOO_OFTEN
    account = authenticate(request, login=login, username=login, password=request.POST.get("password", ""))
    if not isinstance(account, Staff):
        return WRONG
    attempts.give_back(*counted)
    return account if has_role(staff_id=account.pk, at=now) else WITHOUT_ROLE


def _to_confirmation(request: HttpRequest, account: Staff) -> HttpResponse:
    token = open_session(staff_id=account.pk, device=device_of(request), at=clock.now())
    target = target_of(request, "")
    address = reverse("sign-in-confirm") + (f"?{urlencode({'next': target})}" if target else "")
    answer = HttpResponseRedirect(address)
    keep(answer, token)
    return answer


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """The second factor; who has none is led to set one up, before anything else."""
    person = waiting_of(request)
    target = target_of(request, "")
    if person is None:
        return HttpResponseRedirect(SIGN_IN + (f"?{urlencode({'next': target})}" if target else ""))
    if not person.has_factor:
        return HttpResponseRedirect(reverse("second-factor"))
    errors = {}
    if request.method == "POST":
        outcome = confirming.confirm(request, person, purpose="Đăng nhập")
        if outcome is Outcome.CONFIRMED:
            return let_in(person.session_id, target)
        errors[CODE] = FIELD_ERRORS[outcome]
    context = {"errors": errors, "name": person.name, "next": target, "is_demo": is_demo()}
    return render(request, "signin_confirm.html", context, status=401 if errors else 200)


def let_in(session_id: uuid.UUID, target: str = "") -> HttpResponse:
    """Open the session and go on to the target, or to the interface of the person's work."""
    now = clock.now()
    token = confirm_session(session_id=session_id, at=now)
    official = official_of(token, at=now)
    if not target and official is not None:
        target = home_of(official)
    answer = HttpResponseRedirect(target or SIGN_IN)
    keep(answer, token)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the person's other ones are listed on their own page and can be ended there."""
    official, person = signed_in(request), waiting_of(request)
    if official is not None and official.session_id is not None:
        end_session(staff_id=official.id, session_id=official.session_id, at=clock.now())
    elif person is not None:
        end_session(staff_id=person.staff_id, session_id=person.session_id, at=clock.now())
    answer = HttpResponseRedirect(SIGN_IN)
    answer.delete_cookie(settings.SESSION_COOKIE_NAME)
    return answer


def keep(answer: HttpResponse, token: str) -> None:
    """Let the browser keep the session's secret, for as long as a session may last at most."""
    answer.set_cookie(
        settings.SESSION_COOKIE_NAME,
        token,
        max_age=settings.SESSION_LONGEST,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
