"""What a request of the app proves, by headers alone; a cookie counts for nothing here.

The doors' own functions ask the request what a browser would have kept as cookies: who is signed in, of which reports
it is the sender, whose codes and uploads it waits for. Here they get the same from headers, so that one piece of code
decides for both. Nothing that a real cookie said is left.
"""

import base64
import hashlib
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from paht import clock
from paht.doors.api.problems import Problem
from paht.doors.citizen import identified, proof, views_uploads
from paht.doors.citizen.signed import SESSION, WAITING
from paht.doors.pages.province import province_of
from paht.law.casework.case import Case
from paht.people.actors import Official
from paht.people.app_sessions import citizen_of_app
from paht.people.citizen_sessions import Citizen
from paht.people.staff_programs import official_of_program
from paht.subjects.subject import DataSubject

DEVICE, REPORT, SUBJECT = "Device-Secret", "Report-Token", "Data-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43,128}")
_REPORT_TOKEN = re.compile(r"([0-9a-f]{32})\.[\w.:-]{1,200}", re.ASCII)
MOST_REPORT_TOKENS = 20
NO_DEVICE = (
    f"Cần tiêu đề {DEVICE}: 43 đến 128 ký tự chữ, số, dấu gạch do ứng dụng tạo ngẫu nhiên một lần, "
    "chỉ giữ trên máy."
)
NO_STAFF = (
    "Cần mã truy cập còn hiệu lực của cán bộ trong tiêu đề Authorization. Xin tạo mã mới ở trang Tài khoản của tôi "
    "trên hệ thống; mã hết hạn sau 30 phút không dùng và cùng với phiên làm việc đã tạo ra nó."
)


def read(request: HttpRequest) -> None:
    """Replace the request's cookies by what its headers prove. Raises :class:`Problem` for a token that opens
    nothing."""
    request.COOKIES = {}
    secret = request.headers.get(DEVICE, "")
    if secret and not _SECRET.fullmatch(secret):
        raise Problem(400, NO_DEVICE)
    if secret:
        request.COOKIES[WAITING] = _derived(secret, "codes").hex()
        request.COOKIES[views_uploads.COOKIE] = base64.urlsafe_b64encode(_derived(secret, "uploads")).decode()
    for token in request.headers.get(REPORT, "").split(",")[:MOST_REPORT_TOKENS]:
        if found := _REPORT_TOKEN.fullmatch(token.strip()):
            request.COOKIES[f"{'__Host-' if settings.IS_HTTPS else ''}gui-{found[1]}"] = token.strip()
    if request.headers.get(SUBJECT):
        request.COOKIES[identified.COOKIE] = request.headers[SUBJECT]
    if "Authorization" in request.headers:
        _sign_in(request, secret)


def _sign_in(request: HttpRequest, secret: str) -> None:
    scheme, _, token = request.headers["Authorization"].partition(" ")
    citizen = (
        citizen_of_app(token, secret=secret, jurisdiction_id=province_of(request).id, at=clock.now())
        if scheme.lower() == "bearer" and secret and token
        else None
    )
    if citizen is None:
        raise Problem(401)
    request.COOKIES[SESSION] = "app"
    request.citizen = citizen  # type: ignore[attr-defined]


def read_staff(request: HttpRequest) -> None:
    """The same where staff ask: in whose name a program does, by its token alone."""
    request.COOKIES = {}
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = official_of_program(token.strip(), at=clock.now()) if scheme.lower() == "bearer" else None
    if found is None or found.jurisdiction_id != province_of(request).id:
        raise Problem(401, NO_STAFF)
    request.official = found  # type: ignore[attr-defined]


def official(request: HttpRequest) -> Official:
    """Who of the staff a program asks for, behind :func:`read_staff`."""
    found = getattr(request, "official", None)
    assert isinstance(found, Official), "the gate read the token"
    return found


def citizen(request: HttpRequest) -> Citizen:
    """Who is signed in; a :class:`Problem` where nobody is."""
    found = getattr(request, "citizen", None)
    if not isinstance(found, Citizen):
        raise Problem(401)
    return found


def device(request: HttpRequest) -> str:
    """The device's secret; a :class:`Problem` where none came."""
    secret = request.headers.get(DEVICE, "")
    if not secret:
        raise Problem(400, NO_DEVICE)
    return secret


def waiting(request: HttpRequest) -> str:
    """The secret under which this device waits for codes."""
    device(request)
    return request.COOKIES[WAITING]


def report_token(case: Case) -> str:
    """What proves to be the sender of the case."""
    carried = HttpResponse()
    proof.give(carried, case=case)
    return next(iter(carried.cookies.values())).value


def subject_token(subject: DataSubject, *, code: str) -> str:
    """What proves for a quarter of an hour to be this data subject."""
    carried = HttpResponse()
    identified.give(carried, subject, code=code)
    return carried.cookies[identified.COOKIE].value


def _derived(secret: str, use: str) -> bytes:
    return hashlib.sha256(f"paht device {use} {secret}".encode()).digest()
