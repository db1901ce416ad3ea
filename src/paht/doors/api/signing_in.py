"""Signing in by the app: a one-time code, or a provider of identities; tokens bound to the device."""

import uuid
from typing import Annotated

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from paht import clock
from paht.doors.api.credentials import citizen, device, waiting
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.shapes import Done, Line, Moment, Shape
from paht.doors.citizen import views_identity, views_signing_in
from paht.doors.citizen.signed import citizen_of
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.messages import codes as asking
from paht.messages.codes import TooOften
from paht.messages.gateway import connected
from paht.people import citizen_sessions, citizens, codes
from paht.people.app_sessions import Tokens, open_app_session, refreshed
from paht.people.codes import Guess, Proven, mobile
from paht.people.openid import joining, providers, signing_in
from paht.people.openid.fetching import Away
from paht.people.openid.joining import PhoneJoined
from paht.people.openid.providers import Provider
from paht.people.openid.signing_in import Refusal, Refused

router = Router(tags=["session"])
_NO_RETURN = (
    "Tỉnh chưa khai báo địa chỉ quay về ứng dụng (PAHT_APP_RETURN) nên chưa đăng nhập được bằng cách này."
)


class PhoneNumber(Shape):
    """A mobile number of Việt Nam."""

    phone: Line = Field(examples=["0912345678"])


class Code(Shape):
    """The six digits that came."""

    otp: Annotated[str, Field(max_length=20, examples=["123456"])]


class SignIn(Code):
    """The code, and how the telephone is called in the person's list."""

    device: Line = Field(default="Ứng dụng trên điện thoại", examples=["Ứng dụng trên Pixel 8"])


class Session(Shape):
    """The tokens. Send ``access_token`` as ``Authorization: Bearer``, always with ``Device-Secret``."""

    access_token: str = Field(examples=["q3mXkJv0w8mFqkq3QmWm8m5m3o2b1v0w8mFqkq3QmWm"])
    refresh_token: str = Field(examples=["Zk2mXkJv0w8mFqkq3QmWm8m5m3o2b1v0w8mFqkq3Qm0"])
    access_ends_at: Moment
    ends_at: Moment
    phone_is_anothers: bool = Field(
        default=False, description="The provider's phone is confirmed by another account", examples=[False]
    )


class Refresh(Shape):
    """The refresh token in use."""

    refresh_token: Annotated[
        str, Field(max_length=200, examples=["Zk2mXkJv0w8mFqkq3QmWm8m5m3o2b1v0w8mFqkq3Qm0"])
    ]


def send_code(request: HttpRequest, number: str | None, *, person_id: uuid.UUID | None = None) -> Done:
    """Send a code to the number, for this device alone; counted like the web's."""
    if number is None:
        raise field_problem("phone", views_signing_in.NO_MOBILE)
    if connected() is None:
        raise Problem(503, views_signing_in.NOT_CONNECTED)
    asked = asking.ask(
        jurisdiction_id=province_of(request).id,
        phone=number,
        browser=waiting(request),
        address=address_of(request),
        at=clock.now(),
        person_id=person_id,
    )
    if isinstance(asked, TooOften):
        raise Problem(429, views_signing_in.too_often(asked))
    return Done()


def take_code(request: HttpRequest, otp: str) -> Proven:
    """What the code proves; counted like the web's guesses."""
    found = codes.guess(
        jurisdiction_id=province_of(request).id,
        browser=waiting(request),
        typed=otp,
        address=address_of(request),
        at=clock.now(),
    )
    if isinstance(found, Proven):
        return found
    if found is Guess.WRONG:
        raise field_problem("otp", views_signing_in.WRONG)
    raise Problem(429, views_signing_in.TOO_MANY_GUESSES)


@router.post("/session/codes", response={202: Done, **ERRORS}, operation_id="askCode")
def ask_code(request: HttpRequest, body: PhoneNumber) -> Status[Done]:
    """Send a one-time code; the answer is the same for a number that is known here and one that is not."""
    waiting(request)
    return Status(202, send_code(request, mobile(body.phone)))


@router.post("/session", response={201: Session, **ERRORS}, operation_id="signIn")
def sign_in(request: HttpRequest, body: SignIn) -> Status[Session]:
    """Sign in by the code that came."""
    proven = take_code(request, body.otp)
    if proven.person_id is not None:
        raise field_problem("otp", views_signing_in.WRONG)
    person = citizens.person_of_phone(proven, at=clock.now())
    return Status(201, _opened(request, person, body.device))


@router.delete("/session", response={200: Done, **ERRORS}, operation_id="signOut")
def sign_out(request: HttpRequest) -> Done:
    """End this session; its pushes end with it."""
    person = citizen(request)
    citizen_sessions.end(person, session_id=person.session_id, at=clock.now())
    return Done()


@router.post("/session/refresh", response={200: Session, **ERRORS}, operation_id="refreshSession")
def refresh(request: HttpRequest, body: Refresh) -> Session:
    """The next pair of tokens; the refresh token sent is void then, and one shown again later ends the session."""
    found = refreshed(
        body.refresh_token, secret=device(request), jurisdiction_id=province_of(request).id, at=clock.now()
    )
    if found is None:
        raise Problem(401)
    return _session(found)


class Begun(Shape):
    """Open ``address`` in the system's browser; keep ``kept`` until the answer has come."""

    address: str = Field(
        examples=["https://dinhdanh.vidu.vn/authorize?response_type=code&code_challenge_method=S256"]
    )
    kept: str = Field(examples=["eyJwcm92aWRlciI6ICJ0aHUifQ==:c2lnbmF0dXJl"])


class ProviderAnswer(Shape):
    """What the provider added to the app's address, and what the app kept."""

    kept: Annotated[str, Field(max_length=4000, examples=["eyJwcm92aWRlciI6ICJ0aHUifQ==:c2lnbmF0dXJl"])]
    state: Line = Field(examples=["n2k3b1v0w8mFqkq3QmWm8m5m3o2b1v0w8mFqkq3QmWm"])
    code: Annotated[str, Field(max_length=2000, examples=["SplxlOBeZQQYbYS6WxSbIA"])] = ""
    iss: Line | None = Field(default=None, examples=["https://dinhdanh.vidu.vn"])
    error: Line | None = Field(default=None, examples=[None])
    device: Line = Field(default="Ứng dụng trên điện thoại", examples=["Ứng dụng trên Pixel 8"])


Key = Annotated[str, Path(max_length=40, examples=["vneid"])]


@router.post("/session/openid/{key}", response={200: Begun, **ERRORS}, operation_id="beginOpenId")
def begin(request: HttpRequest, key: Key) -> Begun:
    """Begin to sign in through a provider: authorisation code with PKCE (RFC 7636, RFC 8252). Whoever is signed in
    joins the account to theirs."""
    provider, person = _provider(request, key), citizen_of(request)
    device(request)
    try:
        begun = signing_in.begin(
            provider,
            jurisdiction_id=province_of(request).id,
            back=settings.APP_RETURN,
            target="",
            session_id=person.session_id if person else None,
            at=clock.now(),
        )
    except Away:
        raise Problem(503) from None
    return Begun(address=begun.address, kept=begun.kept)


@router.post(
    "/session/openid/{key}/answer", response={201: Session, 200: Done, **ERRORS}, operation_id="finishOpenId"
)
def finish(request: HttpRequest, key: Key, body: ProviderAnswer) -> Status[Session | Done]:
    """Take the provider's answer: 201 signs in, 200 has joined the account to whoever is signed in."""
    provider, here, now = _provider(request, key), province_of(request), clock.now()
    device(request)
    answer = body.model_dump(include={"state", "code", "iss", "error"}, exclude_none=True)
    found = signing_in.finish(
        provider,
        jurisdiction_id=here.id,
        kept=body.kept,
        answer=answer,
        back=settings.APP_RETURN,
        address=address_of(request),
        at=now,
    )
    person = citizen_of(request)
    if not isinstance(found, Refused) and found.session_id not in (None, person and person.session_id):
        found = Refused(Refusal.STALE)
    if isinstance(found, Refused):
        words = views_identity.refusal_words(provider, found)
        raise Problem(
            views_identity.STATUS.get(found.why, 403), f"{words['reason']} {words['advice']}".strip()
        )
    if found.session_id is not None and person is not None:
        joining.join(found, provider, jurisdiction_id=here.id, person_id=person.person_id, at=now)
        return Status(200, Done())
    joined = joining.person_of(found, provider, jurisdiction_id=here.id, at=now)
    is_anothers = joined.phone is PhoneJoined.ANOTHERS
    return Status(201, _opened(request, joined.person_id, body.device, is_anothers=is_anothers))


def _provider(request: HttpRequest, key: str) -> Provider:
    found = providers.provider_of(province_of(request).slug, key)
    if found is None:
        raise Http404
    if not settings.APP_RETURN:
        raise Problem(503, _NO_RETURN)
    return found


def _opened(request: HttpRequest, person_id: uuid.UUID, name: str, *, is_anothers: bool = False) -> Session:
    found = open_app_session(
        jurisdiction_id=province_of(request).id,
        person_id=person_id,
        device=name,
        secret=device(request),
        at=clock.now(),
    )
    return _session(found, is_anothers=is_anothers)


def _session(found: Tokens, *, is_anothers: bool = False) -> Session:
    return Session(
        access_token=found.access,
        refresh_token=found.refresh,
        access_ends_at=found.access_ends_at,
        ends_at=found.ends_at,
        phone_is_anothers=is_anothers,
    )
