"""Setting up second factors: an authenticator application or a passkey, and the recovery codes that come with them."""

import base64
import binascii
import uuid
from collections.abc import Sequence
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.doors.pages.confirming import ANSWER, site_of, to_confirm, waiting_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.signing_in import let_in
from paht.doors.pages.staff import EVERYBODY, SIGN_IN, home_of, signed_in, staff_only
from paht.people import factors, passkeys
from paht.people.actors import Official
from paht.people.confirming import is_covered
from paht.people.sessions import Waiting

NAME = 60
CODE = "code"
WRONG_CODE = (
    "Mã chưa đúng. Xin nhập mã 6 số đang hiện trong ứng dụng sau khi đã quét hoặc nhập khóa; nếu mã vẫn sai, kiểm tra "
    "giờ của điện thoại."
)
NO_PASSKEY = "Thiết bị chưa tạo được khóa truy cập. Xin thử lại, hoặc dùng ứng dụng xác thực."


@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """The page: for whoever has just given the password and has no factor yet, or to add a further one."""
    person = _person(request)
    if isinstance(person, HttpResponse):
        return person
    staff_id, session_id, login = person
    secret = _secret_of(request, staff_id) or factors.new_secret()
    errors: dict[str, str] = {}
    if request.method == "POST":
        codes = _add(request, staff_id, session_id, secret)
        if codes is not None:
            return _added(request, session_id, codes)
        by_passkey = bool(request.POST.get(ANSWER))
        errors = {"passkey": NO_PASSKEY} if by_passkey else {CODE: WRONG_CODE}
    issuer = f"PAHT {province_of(request).edition.province}"
    uri = factors.address(secret, login=login.partition("@")[0], issuer=issuer)
    context = {
        "errors": errors,
        "sealed": base64.urlsafe_b64encode(factors.sealed(secret, staff_id=staff_id)).decode(),
        "secret": factors.as_typed(secret),
        "uri": uri,
        "picture": segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="#fff"),
        "name": request.POST.get("name", ""),
        "may_have_passkeys": site_of(request).may_have_passkeys,
        "is_first": signed_in(request) is None,
    }
    return render(request, "factor_setup.html", context, status=422 if errors else 200)


@require_POST
@never_cache
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey, as JSON."""
    person = _person(request)
    if isinstance(person, HttpResponse):
        return JsonResponse({"error": "Phiên làm việc đã hết hạn. Xin đăng nhập lại."}, status=403)
    staff_id, session_id, login = person
    name = login.partition("@")[0]
    asked = passkeys.ask_to_register(
        site=site_of(request), session_id=session_id, staff_id=staff_id, login=name, name=name
    )
    return JsonResponse(asked)


@require_POST
@staff_only(EVERYBODY)
def change(request: HttpRequest, official: Official) -> HttpResponse:
    """Remove a factor, which is never the last one, or renew the recovery codes."""
    now, which = clock.now(), request.POST.get("remove", "")
    if not is_covered(official.confirmed_at, at=now):
        return to_confirm(reverse("account"))
    if which.isdecimal() and len(which) < 18:
        done = factors.remove(staff_id=official.id, factor_id=int(which), at=now)
        return HttpResponseRedirect(f"{reverse('account')}?done={'da-go' if done else 'con-mot'}")
    codes = factors.renew_recovery_codes(staff_id=official.id, at=now)
    return render(request, "recovery_codes.html", {"codes": codes, "onward": reverse("account")})


def _person(request: HttpRequest) -> tuple[uuid.UUID, uuid.UUID, str] | HttpResponse:
    """Who sets up a factor in which session; or where they must go first."""
    official = signed_in(request)
    if official is not None and official.session_id is not None:
        if not is_covered(official.confirmed_at, at=clock.now()):
            return to_confirm(reverse("second-factor"))
        return official.id, official.session_id, official.name
    person: Waiting | None = waiting_of(request)
    if person is None:
        return HttpResponseRedirect(SIGN_IN)
    if person.has_factor:
        return HttpResponseRedirect(reverse("sign-in-confirm"))
    return person.staff_id, person.session_id, person.login


def _secret_of(request: HttpRequest, staff_id: uuid.UUID) -> bytes | None:
    """The secret that the form shows already: it stays the same after a wrong code."""
    try:
        closed = base64.urlsafe_b64decode(request.POST.get("sealed", ""))
    except (ValueError, binascii.Error):
        return None
    return factors.opened(closed, staff_id=staff_id)


def _add(
    request: HttpRequest, staff_id: uuid.UUID, session_id: uuid.UUID, secret: bytes
) -> Sequence[str] | None:
    now, typed = clock.now(), request.POST.get("name", "").strip()[:NAME]
    answer = request.POST.get(ANSWER, "")
    if answer:
        return passkeys.register(
            site=site_of(request),
            session_id=session_id,
            staff_id=staff_id,
            answer=answer,
            name=typed or "Khóa truy cập",
            at=now,
        )
    return factors.add_application(
        staff_id=staff_id,
        secret=secret,
        code=request.POST.get(CODE, "").replace(" ", ""),
        name=typed or "Ứng dụng xác thực",
        at=now,
    )


def _added(request: HttpRequest, session_id: uuid.UUID, codes: Sequence[str]) -> HttpResponse:
    """On to work; on the way the recovery codes, which are shown this once."""
    official = signed_in(request)
    onward: Any = (
        HttpResponseRedirect(f"{reverse('account')}?done=da-them") if official else let_in(session_id)
    )
    if not codes:
        return onward  # type: ignore[no-any-return]
    href = home_of(official) if official else onward["Location"]
    page = render(request, "recovery_codes.html", {"codes": codes, "onward": href})
    page.cookies.update(onward.cookies)
    return page
