"""The sender and their own data: who asks to see them, yes or no by one tap and a one-time code, taking it back, and
who has looked, when and why (VL.7.5, ST.4.5)."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.consents import confirming, operations, queries
from paht.consents.operations import NoConsent, Outcome, Step
from paht.consents.queries import Row
from paht.doors.citizen import proof
from paht.doors.citizen.followed import Followed, followed
from paht.doors.citizen.signed import WAITING, WAITING_SECONDS, citizen_of, keep
from paht.doors.pages.consentwords import errors_of, looked, shown
from paht.doors.pages.devices import address_of
from paht.doors.pages.phone import is_demo
from paht.doors.pages.rendering import render
from paht.identity import new_id
from paht.law.casework.case import Actor, Refused
from paht.law.consent import ConsentState
from paht.messages.codes import TooOften
from paht.messages.gateway import connected
from paht.people.citizen_sessions import Citizen
from paht.people.codes import Guess, new_browser
from paht.people.vault import VaultClosed

ANSWERS = {"dong-y": True, "khong-dong-y": False}
"""The word in the address, and whether it agrees."""
DONE = {
    "dong-y": "Đã ghi nhận ông/bà đồng ý. Ông/bà rút lại được bất cứ lúc nào ở trang này.",
    "khong-dong-y": "Đã ghi nhận ông/bà không đồng ý. Không ai xem được thông tin theo câu hỏi này; việc giải quyết "
    "phản ánh vẫn tiếp tục.",
    "rut": "Đã rút sự đồng ý. Từ lúc này không ai xem được nữa, kể cả trang đang mở.",
}
_ONLY_SENDER = (
    "Trang này chỉ dành cho người gửi. Xin mở trang theo dõi và xác nhận bằng số điện thoại đã dùng khi gửi."
)
WRONG_CODE = (
    "Mã chưa đúng, đã hết hiệu lực (5 phút, nhập sai 5 lần), hoặc được gửi cho việc khác hay trình duyệt khác. Xin xem "
    "lại tin nhắn mới nhất, hoặc quay lại lấy mã mới. Chưa có gì được ghi nhận."
)
_TOO_MANY_GUESSES = "Đã nhập sai quá nhiều lần. Xin thử lại sau một giờ; chưa trả lời thì không ai được xem."
_NOT_CONNECTED = (
    "Hệ thống của tỉnh chưa kết nối tin nhắn SMS nên chưa xác nhận được câu trả lời. Chưa trả lời thì không ai được "
    "xem thông tin của ông/bà."
)
_NO_MOBILE = (
    "Số điện thoại đã dùng khi gửi không nhận được tin nhắn SMS. Xin đăng nhập bằng số di động của ông/bà, nhận phản "
    "ánh này là của mình rồi trả lời; chưa trả lời thì không ai được xem."
)
_VAULT_CLOSED = "Kho dữ liệu cá nhân tạm thời không mở được nên chưa gửi được mã. Xin thử lại sau ít phút."


@never_cache
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Questions, grants and looks of one report, for its sender."""
    asked = followed(request, code)
    return _page(asked) if asked.sender else _denied(asked)


@never_cache
@require_POST
def answer(request: HttpRequest, code: str, consent_id: uuid.UUID, word: str) -> HttpResponse:
    """One tap: the code for this answer goes to the sender's own number."""
    asked = followed(request, code)
    if asked.sender is None:
        return _denied(asked)
    row = row_of(asked, consent_id, word)
    if row.state(clock.now()) is not ConsentState.ASKED:
        return _refused_by_law(asked, row, word)
    problem, browser = send_code(asked, row, word)
    if problem:
        return _page(asked, errors={"": problem[0]}, status=problem[1])
    to = HttpResponseRedirect(reverse("citizen-consent-code", args=[code, consent_id, word]), status=303)
    keep(to, WAITING, browser, WAITING_SECONDS)
    return to


@never_cache
def enter_code(request: HttpRequest, code: str, consent_id: uuid.UUID, word: str) -> HttpResponse:
    """Take the code; the right one is the answer."""
    asked = followed(request, code)
    if asked.sender is None:
        return _denied(asked)
    row = row_of(asked, consent_id, word)
    if request.method != "POST":
        return _code_page(asked, row, word)
    found = confirming.guess(
        jurisdiction_id=asked.jurisdiction.id,
        consent_id=consent_id,
        agrees=ANSWERS[word],
        typed=request.POST.get("otp", "")[:20],
        browser=request.COOKIES.get(WAITING, ""),
        address=address_of(request),
        at=clock.now(),
    )
    if isinstance(found, Guess):
        is_wrong = found is Guess.WRONG
        error = WRONG_CODE if is_wrong else _TOO_MANY_GUESSES
        return _code_page(asked, row, word, error=error, status=422 if is_wrong else 429)
    outcome = operations.answer(step_of(asked, asked.sender), consent_id=consent_id, agrees=ANSWERS[word])
    return _told(asked, outcome, word)


@never_cache
@require_POST
def withdraw(request: HttpRequest, code: str, consent_id: uuid.UUID) -> HttpResponse:
    """Take the consent back: as easy as anything can be, for it only closes."""
    asked = followed(request, code)
    if asked.sender is None:
        return _denied(asked)
    row_of(asked, consent_id)
    return _told(asked, operations.withdraw(step_of(asked, asked.sender), consent_id=consent_id), "rut")


def waiting(detail: Detail, jurisdiction: Jurisdiction) -> dict[str, Any]:
    """What the sender's own page of a report shows of it: questions to answer, grants in force. One statement."""
    now = clock.now()
    rows = queries.of_case(jurisdiction_id=jurisdiction.id, case_id=detail.id)
    return _sorted([shown(row, now=now) for row in rows])


def waiting_of(citizen: Citizen) -> dict[str, Any]:
    """The same over all reports that a signed-in person calls their own."""
    now = clock.now()
    rows = queries.of_person(jurisdiction_id=citizen.jurisdiction_id, person_id=citizen.person_id)
    return _sorted([shown(row, now=now) for row in rows])


def _sorted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "questions": [row for row in rows if row["state"] == ConsentState.ASKED],
        "grants": [row for row in rows if row["state"] == ConsentState.GRANTED],
    }


def send_code(asked: Followed, row: Row, word: str) -> tuple[tuple[str, int] | None, str]:
    """Order the code's message: what stood in the way, with its status, and the browser's secret."""
    if connected() is None:
        return (_NOT_CONNECTED, 503), ""
    try:
        number = _number(asked)
        if number is None:
            return (_NO_MOBILE, 422), ""
        browser = asked.request.COOKIES.get(WAITING, "") or new_browser()
        sent = confirming.ask(
            jurisdiction_id=asked.jurisdiction.id,
            consent_id=row.id,
            agrees=ANSWERS[word],
            phone=number,
            browser=browser,
            address=address_of(asked.request),
            at=clock.now(),
        )
    except VaultClosed:
        return (_VAULT_CLOSED, 503), ""
    return ((_too_often(sent), 429), "") if isinstance(sent, TooOften) else (None, browser)


def _number(asked: Followed) -> str | None:
    """The number that the signed-in person confirmed last where the report is theirs, else that of the form."""
    assert asked.sender is not None
    citizen = citizen_of(asked.request)
    if citizen is not None and proof.is_own(asked.request, asked.detail.case):
        return confirming.number_of_person(citizen)
    records = queries.records_of(jurisdiction_id=asked.jurisdiction.id, case_id=asked.detail.id)
    return confirming.number_of_form(
        jurisdiction_id=asked.jurisdiction.id, record_id=records[0], sender_id=asked.sender.id
    )


def _too_often(sent: TooOften) -> str:
    wait = {timedelta(minutes=1): "một phút", timedelta(hours=1): "một giờ"}.get(sent.length, "một ngày")
    return f"Đã có quá nhiều mã được yêu cầu. Xin thử lại sau {wait}; chưa trả lời thì không ai được xem."


def _refused_by_law(asked: Followed, row: Row, word: str) -> HttpResponse:
    """The law's own words for a question that does not wait for an answer any more."""
    assert asked.sender is not None
    outcome = operations.answer(step_of(asked, asked.sender), consent_id=row.id, agrees=ANSWERS[word])
    return _told(asked, outcome, word)


def _told(asked: Followed, outcome: Outcome, word: str) -> HttpResponse:
    if isinstance(outcome, NoConsent):
        raise Http404
    if isinstance(outcome, Refused):
        return _page(asked, errors=errors_of(outcome), status=422)
    return HttpResponseRedirect(f"{asked.consents_href}?xong={word}", status=303)


def _page(asked: Followed, *, errors: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    now, key, case = clock.now(), asked.jurisdiction.id, asked.detail.case
    rows = [shown(row, now=now) for row in queries.of_case(jurisdiction_id=key, case_id=asked.detail.id)]
    records = queries.records_of(jurisdiction_id=key, case_id=asked.detail.id)
    looks = queries.looks_at(jurisdiction_id=key, records=records, sender_id=case.sender)
    done = DONE.get(asked.request.GET.get("xong", ""))
    context = {
        "current": "follow",
        "code": asked.detail.code,
        "is_denied": False,
        "rows": rows,
        **_sorted(rows),
        "looks": [looked(look) for look in looks],
        "errors": errors or {},
        "messages": [{"tone": "ok", "text": done}] if done else [],
    }
    return _private(render(asked.request, "citizen/consents.html", context, status=status))


def _code_page(asked: Followed, row: Row, word: str, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "current": "follow",
        "code": asked.detail.code,
        "row": shown(row, now=clock.now()),
        "word": word,
        "agrees": ANSWERS[word],
        "errors": {"otp": error} if error else {},
        "back": asked.consents_href,
        "is_demo": is_demo(),
    }
    return _private(render(asked.request, "citizen/consent_code.html", context, status=status))


def _denied(asked: Followed) -> HttpResponse:
    context = {
        "current": "follow",
        "code": asked.detail.code,
        "is_denied": True,
        "errors": {"": _ONLY_SENDER},
    }
    return _private(render(asked.request, "citizen/consents.html", context, status=403))


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


def row_of(asked: Followed, consent_id: uuid.UUID, word: str = "dong-y") -> Row:
    rows = queries.of_case(jurisdiction_id=asked.jurisdiction.id, case_id=asked.detail.id)
    found = next((row for row in rows if row.id == consent_id), None)
    if found is None or word not in ANSWERS:
        raise Http404
    return found


def step_of(asked: Followed, sender: Actor) -> Step:
    return Step(jurisdiction=asked.jurisdiction, actor=sender, now=clock.now(), command_id=new_id())
