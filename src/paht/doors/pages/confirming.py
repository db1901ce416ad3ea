"""Asking a member of staff for their second factor, on a page of its own or inside the form that needs it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import EVERYBODY, frame, home_of, signed_in, staff_only
from paht.evidence import tokens
from paht.law.casework.case import FileRef
from paht.people import confirming, passkeys
from paht.people.actors import Official
from paht.people.confirming import Outcome
from paht.people.passkeys import Site
from paht.people.sessions import Waiting, waiting

CODE, ANSWER = "otp", "passkey"
"""The names of the inputs: what was typed, and what a passkey answered."""

FIELD_ERRORS = {
    Outcome.WRONG: "Mã chưa đúng hoặc đã dùng. Xin nhập mã 6 số đang hiện trong ứng dụng xác thực (nếu vừa dùng, chờ "
    "mã kế tiếp), hoặc một mã dự phòng chưa dùng.",
    Outcome.TOO_MANY: "Đã thử sai quá nhiều lần. Xin thử lại sau 15 phút, hoặc liên hệ quản trị hệ thống.",
}
ASKED = (
    "Xin xác nhận bằng mã 6 số trong ứng dụng xác thực hoặc khóa truy cập; nội dung đã nhập được giữ nguyên."
)


def site_of(request: HttpRequest) -> Site:
    """Where the browser is."""
    origin = f"{request.scheme}://{request.get_host()}"
    return Site(urlsplit(origin).hostname or "", origin, f"PAHT {province_of(request).edition.province}")


def waiting_of(request: HttpRequest) -> Waiting | None:
    """Who of this province gave the password in this browser and has still to confirm."""
    found = waiting(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), at=clock.now())
    return found if found and found.jurisdiction_id == province_of(request).id else None


def is_given(request: HttpRequest) -> bool:
    """Whether the form brings a confirmation."""
    return bool(request.POST.get(CODE, "").strip() or request.POST.get(ANSWER))


def confirm(request: HttpRequest, person: Official | Waiting, *, purpose: str) -> Outcome:
    """Try the confirmation that the form brings."""
    session_id = person.session_id
    assert session_id is not None, "whoever is signed in has a session"
    return confirming.confirm(
        staff_id=person.id if isinstance(person, Official) else person.staff_id,
        session_id=session_id,
        site=site_of(request),
        code=request.POST.get(CODE, "").strip(),
        answer=request.POST.get(ANSWER, ""),
        purpose=purpose,
        at=clock.now(),
    )


def is_asked(official: Official, *, in_own_queue: bool) -> bool:
    """Whether the official must confirm before personal data are opened."""
    return not (in_own_queue and confirming.is_covered(official.confirmed_at, at=clock.now()))


def refused(request: HttpRequest, official: Official, *, purpose: str, in_own_queue: bool) -> str | None:
    """Why personal data may not be opened yet, in words for the form's code; ``None`` once it is confirmed.

    In the officer's own queue one confirmation covers a quarter of an hour; elsewhere each look has its own.
    """
    if is_given(request):
        return FIELD_ERRORS.get(confirm(request, official, purpose=purpose))
    return ASKED if is_asked(official, in_own_queue=in_own_queue) else None


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why somebody is asked once more: as the page says it, and as the log of accounts keeps it."""

    lead: str
    purpose: str


_CHANGING = _Reason(
    "Trước khi thay đổi cách xác thực, xin xác nhận chính ông/bà đang thao tác.", "Thay đổi cách xác thực"
)
_READING = _Reason(
    "Lời người gửi được bảo mật: xin xác nhận chính ông/bà đang đọc. Mỗi lần xác nhận có hiệu lực 15 phút.",
    "Đọc nội dung phản ánh tại bàn điều hành",
)


def before_reading(
    request: HttpRequest, official: Official, *, files: Iterable[FileRef] = (), tries: bool = True
) -> HttpResponse | None:
    """The page that asks to confirm before a form comes back on a page with a sender's words; ``None`` where nothing is
    to be asked. It sends the form once more, with all that was typed and the ``files`` that came with it, to where it
    was sent; ``tries`` says whether what the form brings was for this, and not for something of its own."""
    error = None
    if tries:
        error = refused(request, official, purpose=_READING.purpose, in_own_queue=True)
    if error is None and (tries or not is_asked(official, in_own_queue=True)):
        return None
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in _OWN]
    kept = [("files_kept", tokens.sign(uuid.UUID(ref.id), official.jurisdiction_id)) for ref in files]
    home = home_of(official)
    context = {
        **frame(official, area="Tài khoản của tôi", area_href=home, nav=_nav(home)),
        "errors": {CODE: error} if error and is_given(request) else {},
        "lead": f"{_READING.lead} Nội dung đã nhập được giữ nguyên và hiện lại sau khi xác nhận.",
        "next": "",
        "typed": [*typed, *kept],
    }
    return render(request, "confirm.html", context, status=422)


_OWN = frozenset({CODE, ANSWER, "csrfmiddlewaretoken"})


@require_POST
@never_cache
def challenge(request: HttpRequest) -> HttpResponse:
    """What a passkey shall sign, as JSON; 404 where the person has none for this address."""
    person = signed_in(request) or waiting_of(request)
    asked = None
    if person is not None and person.session_id is not None:
        staff_id = person.id if isinstance(person, Official) else person.staff_id
        asked = passkeys.ask_to_confirm(
            site=site_of(request), session_id=person.session_id, staff_id=staff_id
        )
    if asked is None:
        return JsonResponse(
            {"error": "Tài khoản chưa có khóa truy cập cho địa chỉ này. Xin dùng mã 6 số."}, status=404
        )
    return JsonResponse(asked)


@staff_only(EVERYBODY)
def again(request: HttpRequest, official: Official) -> HttpResponse:
    """Confirm once more, then go on to the page that wanted it."""
    target = target_of(request, reverse("account"))
    reason = _READING if target.startswith(reverse("desk")) else _CHANGING
    errors = {}
    if request.method == "POST":
        outcome = confirm(request, official, purpose=reason.purpose)
        if outcome is Outcome.CONFIRMED:
            return HttpResponseRedirect(target)
        errors[CODE] = FIELD_ERRORS[outcome]
    home = home_of(official)
    context = {
        **frame(official, area="Tài khoản của tôi", area_href=home, nav=_nav(home)),
        "errors": errors,
        "next": target,
        "typed": [],
        "lead": reason.lead,
    }
    return render(request, "confirm.html", context, status=422 if errors else 200)


def to_confirm(target: str) -> HttpResponse:
    """To the page that asks once more, and from there to the target."""
    return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': target})}")


def target_of(request: HttpRequest, otherwise: str) -> str:
    """Where to go on to: a page of this site alone."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if target and safe else otherwise


def _nav(home: str) -> list[dict[str, object]]:
    return [{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]}]
