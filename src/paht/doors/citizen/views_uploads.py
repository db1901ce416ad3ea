"""Sending a file in pieces by the tus protocol, version 1.0.0 (core, creation, expiration, termination): what has come
stays, and the browser asks how much that is before it goes on. https://tus.io/protocols/resumable-upload

An upload is its browser's alone, known by a cookie whose secret also seals the pieces. ``Upload-Token`` is ours: what
the form sends in the place of the file.
"""

import base64
import binascii
import secrets
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from paht import clock
from paht.doors.citizen.signed import citizen_of
from paht.doors.pages import limits
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.evidence import queries, tokens, uploads
from paht.evidence.uploads import Begun
from paht.examining.refusals import Unreadable
from paht.people.allowances import Allowance
from paht.people.networks import network_of

VERSION = "1.0.0"
COOKIE = "paht-tai-len"
PIECE_TYPE = "application/offset+octet-stream"
PER_BROWSER, PER_PHONE, PER_NETWORK, IN_ALL = 60, 60, 2_000, 60_000
"""Uploads begun in an hour: five a report, ten reports a phone number; thousands of phones are behind one network."""
_HOUR = timedelta(hours=1)

_TOO_OFTEN = (
    "Đã tải lên quá nhiều tệp trong thời gian ngắn nên tệp này chưa được nhận. Xin thử lại sau một giờ, hoặc gửi phản "
    "ánh với các ảnh đã nhận. Việc khẩn cấp xin gọi ngay 112, 113, 114 hoặc 115."
)
_TOO_LARGE = (
    f"Tệp lớn hơn {uploads.LONGEST_BYTES // 1_048_576} MB nên chưa được nhận. Xin quay đoạn ngắn hơn hoặc chụp ảnh "
    "hiện trường."
)
_EMPTY = "Tệp rỗng, không có nội dung. Xin chọn lại tệp."
_GONE = (
    "Lần tải lên này không còn (đã quá 24 giờ hoặc của trình duyệt khác). Xin chọn lại tệp để tải lên từ đầu."
)
_ELSEWHERE = "Phần đã nhận khác với phần trình duyệt gửi tiếp; trình duyệt sẽ hỏi lại và gửi từ chỗ đã nhận."
_WRONG_TYPE = "Nội dung gửi không đúng kiểu của lần tải lên từng phần."


def create(request: HttpRequest) -> HttpResponse:
    """Begin an upload (POST), or say what is spoken here (OPTIONS)."""
    if request.method == "OPTIONS":
        return _spoken()
    if request.method != "POST":
        return _not_here("OPTIONS, POST")
    if (wrong := _other_version(request)) is not None:
        return wrong
    length = _number(request.headers.get("Upload-Length"))
    if length is None or length == 0:
        return _said(400, _EMPTY)
    if length > uploads.LONGEST_BYTES:
        return _said(413, _TOO_LARGE)
    given = _secret_of(request)
    secret = given or secrets.token_bytes(uploads.SECRET_BYTES)
    try:
        begun = uploads.begin(
            jurisdiction_id=province_of(request).id,
            secret=secret,
            length=length,
            most=_allowances(request, secret),
            at=clock.now(),
        )
    except uploads.TooMuch:
        return _said(429, _TOO_OFTEN)
    response = _of(begun, 201)
    response["Location"] = reverse("citizen-upload", args=[begun.id])
    if given is None:
        response.set_cookie(
            COOKIE,
            base64.urlsafe_b64encode(secret).decode(),
            max_age=uploads.LASTS,
            secure=settings.IS_HTTPS,
            httponly=True,
            samesite="Strict",
        )
    return response


def upload(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """How much has come (HEAD), what comes next (PATCH), or that it is given up (DELETE)."""
    if request.method == "OPTIONS":
        return _spoken()
    if request.method not in ("HEAD", "PATCH", "DELETE"):
        return _not_here("OPTIONS, HEAD, PATCH, DELETE")
    if (wrong := _other_version(request)) is not None:
        return wrong
    secret = _secret_of(request)
    begun = (
        uploads.find(
            jurisdiction_id=province_of(request).id, upload_id=upload_id, secret=secret, at=clock.now()
        )
        if secret
        else None
    )
    if begun is None or secret is None:
        return _said(404, _GONE)
    if request.method == "HEAD":
        return _of(begun, 200)
    if request.method == "DELETE":
        uploads.drop(begun)
        return _of(begun, 204)
    return _taken(request, begun, secret)


def _taken(request: HttpRequest, begun: Begun, secret: bytes) -> HttpResponse:
    """Keep what the browser sends, as far as it comes."""
    if request.content_type != PIECE_TYPE:
        return _said(415, _WRONG_TYPE)
    if _number(request.headers.get("Upload-Offset")) != begun.received:
        return _said(409, _ELSEWHERE)
    for piece in _pieces(request):
        if len(piece) > begun.length - begun.received:
            return _said(413, _ELSEWHERE)
        received = uploads.add(begun, piece, secret=secret)
        if isinstance(received, Unreadable):
            return _said(422, received.reason)
        if received is None:
            return _said(409, _ELSEWHERE)
        begun = Begun(
            begun.jurisdiction_id, begun.id, begun.length, received, begun.expires_at, begun.file_id
        )
    if not begun.is_whole:
        return _of(begun, 204)
    stored = uploads.finish(begun, secret=secret, at=clock.now())
    if isinstance(stored, Unreadable):
        return _said(422, stored.reason)
    response = _of(begun, 204)
    response["Upload-Token"] = tokens.sign_kept(tokens.kept(stored))
    return response


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body as far as it comes, in pieces; a connection that breaks off ends it."""
    piece = b""
    while True:
        try:
            read = request.read(uploads.PIECE_BYTES - len(piece))
        except (UnreadablePostError, OSError):
            read = b""
        piece += read
        if piece and (not read or len(piece) == uploads.PIECE_BYTES):
            yield piece
            piece = b""
        if not read:
            return


def _allowances(request: HttpRequest, secret: bytes) -> tuple[Allowance, ...]:
    """What the upload is counted in; the phone is known where somebody is signed in by it."""
    jurisdiction, wide, citizen = province_of(request).id, limits.factor(), citizen_of(request)
    network = network_of(address_of(request))
    return (
        Allowance(f"upload:browser:{secret.hex()}", PER_BROWSER * wide, _HOUR),
        *([Allowance(f"upload:person:{citizen.person_id}", PER_PHONE * wide, _HOUR)] if citizen else []),
        Allowance(f"upload:network:{jurisdiction}:{network}", PER_NETWORK * wide, _HOUR),
        Allowance(f"upload:all:{jurisdiction}", IN_ALL * wide, _HOUR),
    )


def _secret_of(request: HttpRequest) -> bytes | None:
    try:
        secret = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == uploads.SECRET_BYTES else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else None


def _of(begun: Begun, status: int) -> HttpResponse:
    """An answer that says how far the upload is; with the token where the file is kept already."""
    response = _answer(status)
    response["Upload-Offset"] = str(begun.received)
    response["Upload-Length"] = str(begun.length)
    response["Upload-Expires"] = http_date(begun.expires_at.timestamp())
    if begun.file_id is not None:
        stored = queries.file(jurisdiction_id=begun.jurisdiction_id, id=begun.file_id)
        assert stored is not None, "an upload is finished by its file"
        response["Upload-Token"] = tokens.sign_kept(tokens.kept(stored))
    return response


def _spoken() -> HttpResponse:
    response = _answer(204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = "creation,expiration,termination"
    response["Tus-Max-Size"] = str(uploads.LONGEST_BYTES)
    return response


def _other_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    response = _answer(412)
    response["Tus-Version"] = VERSION
    return response


def _not_here(methods: str) -> HttpResponse:
    response = _answer(405)
    response["Allow"] = methods
    return response


def _said(status: int, words: str) -> HttpResponse:
    """A refusal in words that the page shows as they are."""
    response = _answer(status)
    response.content = words.encode()
    response["Content-Type"] = "text/plain; charset=utf-8"
    return response


def _answer(status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response
