"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.doors.pages.devices import device_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import SIGN_IN, home_of, signed_in
from paht.people.models import Staff, qualified
from paht.people.sessions import end_session, official_of, open_session

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra lại, hoặc liên hệ quản trị hệ thống."
WITHOUT_ROLE = (
    "Tài khoản hiện không có vai trò nào đang hiệu lực. Xin đề nghị cơ quan thông báo nhân sự với Trung tâm, "
    "hoặc liên hệ quản trị hệ thống."
)


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page of staff; one answer for every wrong pair, so that nobody learns which logins exist."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    typed, errors = "", {}
    if request.method == "POST":
        typed = request.POST.get("username", "")
        login_name = qualified(typed, province_of(request).slug)
        account = authenticate(
            request, login=login_name, username=login_name, password=request.POST.get("password", "")
        )
        if isinstance(account, Staff):
            now = clock.now()
            token = open_session(staff_id=account.pk, device=device_of(request), at=now)
            official = official_of(token, at=now)
            if official is not None:
                safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
                answer = HttpResponseRedirect(target if safe and target else home_of(official))
                keep(answer, token)
                return answer
            errors["username"] = WITHOUT_ROLE
        else:
            errors["username"] = WRONG
    context = {"errors": errors, "username": typed, "next": target}
    return render(request, "signin.html", context, status=401 if errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the person's other ones are listed on their own page and can be ended there."""
    official = signed_in(request)
    if official is not None and official.session_id is not None:
        end_session(staff_id=official.id, session_id=official.session_id, at=clock.now())
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
