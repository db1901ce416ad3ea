"""The sender and their own data: who asks to see them, yes or no by a code, taking it back, who looked."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from paht import clock
from paht.consents import confirming, operations, queries
from paht.consents.operations import NoConsent, Outcome
from paht.doors.api.credentials import device
from paht.doors.api.following import Code, of_sender
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.shapes import Done, Line, Moment, Shape
from paht.doors.citizen import views_consenting
from paht.doors.citizen.signed import WAITING
from paht.doors.pages.consentwords import looked, shown
from paht.doors.pages.devices import address_of
from paht.law.casework.case import Refused
from paht.law.consent import ConsentState
from paht.people.codes import Guess

router = Router(tags=["consents"])


class ConsentQuestion(Shape):
    """A question about a sender's data, or a grant."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    report: str = Field(examples=["VL-7K3M-9QXB-2TRC"])
    body: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    fields: list[str] = Field(examples=[["Số điện thoại"]])
    purpose: str = Field(examples=["Hẹn giờ kiểm tra tại nhà"])
    hours: int = Field(examples=[48])
    state: str = Field(examples=["asked"])
    state_name: str = Field(examples=["Đang chờ người gửi trả lời"])
    asked_at: datetime | None = Field(examples=["2026-11-18T10:00:00+07:00"])
    answer_by: datetime | None = Field(examples=["2026-11-20T10:00:00+07:00"])
    ends_at: datetime | None = Field(examples=[None])
    basis: str = Field(examples=["khoản 5 Điều 7"])


class Looked(Shape):
    """A look at the sender's data."""

    at: Moment
    times: int = Field(examples=[1])
    body: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    office: str = Field(examples=["Chuyên viên"])
    fields: list[str] = Field(examples=[["Số điện thoại"]])
    purpose: str = Field(examples=["Hẹn giờ kiểm tra tại nhà"])


class Consents(Shape):
    """Everything about one report's data."""

    items: list[ConsentQuestion]
    looks: list[Looked]


class Agreeing(Shape):
    """Yes or no."""

    agrees: bool = Field(examples=[True])


class AgreeingByCode(Agreeing):
    """The same with the code that came for this very answer."""

    otp: Line = Field(examples=["123456"])


def question(row: dict[str, Any]) -> ConsentQuestion:
    """A row as :func:`paht.doors.pages.consentwords.shown` tells it."""
    names = ConsentQuestion.model_fields.keys() - {"report"}
    return ConsentQuestion(report=row["code"], **{name: row[name] for name in names})


@router.get("/reports/{code}/consents", response={200: Consents, **ERRORS}, operation_id="listConsents")
def listed(request: HttpRequest, code: Code) -> Consents:
    """Questions, grants and looks of one report, for its sender."""
    asked, _sender = of_sender(request, code)
    key, case = asked.jurisdiction.id, asked.detail
    rows = queries.of_case(jurisdiction_id=key, case_id=case.id)
    records = queries.records_of(jurisdiction_id=key, case_id=case.id)
    looks = queries.looks_at(jurisdiction_id=key, records=records, sender_id=case.case.sender)
    return Consents(
        items=[question(shown(row, now=clock.now())) for row in rows],
        looks=[Looked(**looked(look)) for look in looks],
    )


_CONSENT = "/reports/{code}/consents/{consent_id}"


@router.post(f"{_CONSENT}/codes", response={202: Done, **ERRORS}, operation_id="askConsentCode")
def ask_code(request: HttpRequest, code: Code, consent_id: uuid.UUID, body: Agreeing) -> Status[Done]:
    """Send the code for this answer to the sender's own number."""
    asked, sender = of_sender(request, code)
    device(request)
    word = _word(body)
    row = views_consenting.row_of(asked, consent_id, word)
    if row.state(clock.now()) is not ConsentState.ASKED:
        return Status(
            202,
            _told(
                operations.answer(
                    views_consenting.step_of(asked, sender), consent_id=row.id, agrees=body.agrees
                )
            ),
        )
    problem, _browser = views_consenting.send_code(asked, row, word)
    if problem:
        raise Problem(problem[1], problem[0])
    return Status(202, Done())


@router.post(f"{_CONSENT}/answer", response={200: Done, **ERRORS}, operation_id="answerConsent")
def answer(request: HttpRequest, code: Code, consent_id: uuid.UUID, body: AgreeingByCode) -> Done:
    """Answer by the code that came."""
    asked, sender = of_sender(request, code)
    device(request)
    views_consenting.row_of(asked, consent_id, _word(body))
    found = confirming.guess(
        jurisdiction_id=asked.jurisdiction.id,
        consent_id=consent_id,
        agrees=body.agrees,
        typed=body.otp[:20],
        browser=request.COOKIES.get(WAITING, ""),
        address=address_of(request),
        at=clock.now(),
    )
    if found is Guess.WRONG:
        raise field_problem("otp", views_consenting.WRONG_CODE)
    if found is Guess.TOO_MANY:
        raise Problem(429)
    step = views_consenting.step_of(asked, sender)
    return _told(operations.answer(step, consent_id=consent_id, agrees=body.agrees))


@router.post(f"{_CONSENT}/withdrawal", response={200: Done, **ERRORS}, operation_id="withdrawConsent")
def withdraw(request: HttpRequest, code: Code, consent_id: uuid.UUID) -> Done:
    """Take the consent back: as easy as anything can be, for it only closes."""
    asked, sender = of_sender(request, code)
    views_consenting.row_of(asked, consent_id)
    return _told(operations.withdraw(views_consenting.step_of(asked, sender), consent_id=consent_id))


def _word(body: Agreeing) -> str:
    return next(word for word, agrees in views_consenting.ANSWERS.items() if agrees is body.agrees)


def _told(outcome: Outcome) -> Done:
    if isinstance(outcome, NoConsent):
        raise Problem(404)
    if isinstance(outcome, Refused):
        raise Problem(422, refused=outcome)
    return Done()
