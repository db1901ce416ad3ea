"""“Dữ liệu của tôi”: a data subject sees, corrects, has erased or restricted what is held, or withdraws consent.

Who asks proves it by a one-time code first: a person with an account by a phone of theirs, anybody else by the code of
their report and the phone that it was sent with. What was typed before the code is kept in the form.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.cases.codes import read_code
from paht.doors.citizen import identified, wished
from paht.doors.citizen.dataforms import offered, shown_request, terms_shown, typed_of
from paht.doors.citizen.extractwords import file_name, sections
from paht.doors.citizen.signed import WAITING, WAITING_SECONDS, citizen_of, keep
from paht.doors.citizen.views_signing_in import NO_MOBILE, NOT_CONNECTED, TOO_MANY_GUESSES, WRONG, too_often
from paht.doors.pages import limits
from paht.doors.pages.devices import address_of
from paht.doors.pages.phone import is_demo
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.sandbox import sandboxed
from paht.doors.pages.subjectwords import basis
from paht.identity import new_id
from paht.law.casework.case import Refused
from paht.law.subjects import CORRECTED, law_at, unproven
from paht.messages import codes as asking
from paht.messages.codes import TooOften
from paht.messages.gateway import connected
from paht.people import citizens, codes
from paht.people.codes import Guess, mobile
from paht.people.vault import TooMany, VaultClosed
from paht.subjects import operations, queries
from paht.subjects.extract import Extract, extract_of
from paht.subjects.keeping import NoRequest, Step
from paht.subjects.subject import DataSubject, is_number_of

NO_REPORT = "Không tìm thấy phản ánh có mã này do người dân gửi. Xin kiểm tra lại mã trên phiếu đã nhận."
OTHER_NUMBER = (
    "Đã xác nhận số điện thoại, nhưng đây không phải số đã dùng khi gửi phản ánh này (hoặc không thuộc tài khoản đang "
    "đăng nhập). Xin nhập đúng mã phản ánh và số đã dùng."
)
_CLOSED = "Kho dữ liệu cá nhân tạm thời không mở được. Xin thử lại sau ít phút; yêu cầu đã gửi không bị mất."
_DONE = {
    "da-gui": "Đã nhận yêu cầu. Tình trạng và thời hạn có trong danh sách bên dưới.",
    "da-lam": "Đã thực hiện yêu cầu.",
    "da-rut": "Đã rút yêu cầu.",
    "nhan-tin": "Đã lưu cách nhận tin.",
    "xac-nhan": "Đã xác nhận. Trong 15 phút ông/bà gửi được yêu cầu, xem và tải bản trích dữ liệu.",
}


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The requests and their form; the proof first, where it is not there."""
    subject = identified.subject_of(request)
    return _identity(request) if subject is None else _page(request, subject)


@require_POST
@never_cache
def send_code(request: HttpRequest) -> HttpResponse:
    """Send a code to the phone: of whoever is signed in, else to the number typed, fitting or not."""
    report, problem = _report(request)
    if problem is not None:
        return problem
    number, errors = _number(request)
    if number is None:
        return _identity(request, errors=errors, status=422)
    if connected() is None:
        return _identity(request, errors={"phone": NOT_CONNECTED}, status=503)
    try:
        asked = asking.ask(
            jurisdiction_id=province_of(request).id,
            phone=number,
            browser=request.COOKIES.get(WAITING, ""),
            address=address_of(request),
            at=clock.now(),
        )
    except (VaultClosed, TooMany):
        return _identity(request, errors={"": _CLOSED}, status=503)
    if isinstance(asked, TooOften):
        return _identity(request, errors={"phone": too_often(asked)}, status=429)
    answer = _identity(request, is_sent=True, report=report)
    keep(answer, WAITING, asked.browser, WAITING_SECONDS)
    return answer


@require_POST
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code; what was typed before it comes back in the form."""
    report, problem = _report(request)
    if problem is not None:
        return problem
    found = codes.guess(
        jurisdiction_id=province_of(request).id,
        browser=request.COOKIES.get(WAITING, ""),
        typed=request.POST.get("otp", "")[:20],
        address=address_of(request),
        at=clock.now(),
    )
    if isinstance(found, Guess):
        wrong = found is Guess.WRONG
        errors = {"otp": WRONG if wrong else TOO_MANY_GUESSES}
        return _identity(request, errors=errors, is_sent=True, report=report, status=422 if wrong else 429)
    subject = identified.candidate(request, report)
    if subject is None or not is_number_of(subject, found.phone_index):
        return _identity(request, errors={"": OTHER_NUMBER}, status=422)
    typed = typed_of(request.POST)
    answer = (
        _page(request, subject, typed=typed, done="xac-nhan")
        if any(typed.values())
        else HttpResponseRedirect(f"{reverse('own-data')}?xong=xac-nhan", status=303)
    )
    answer.delete_cookie(WAITING)
    identified.give(answer, subject, code=report)
    return answer


@require_POST
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Make a request; a refusal shows the form again with all that was typed."""
    subject = identified.subject_of(request)
    if subject is None:
        return _unproven(request)
    typed = typed_of(request.POST)
    try:
        outcome = operations.ask(
            _step(request, subject),
            subject,
            right=typed["right"],
            note=typed["note"],
            corrected={name: typed[name] for name in CORRECTED},
            is_proven=True,
        )
    except (VaultClosed, TooMany):
        return _page(request, subject, typed=typed, errors={"": _CLOSED}, status=503)
    if isinstance(outcome, Refused):
        return _page(request, subject, typed=typed, errors=_errors(outcome), status=422)
    word = "da-gui" if outcome.request.is_open else "da-lam"
    return HttpResponseRedirect(f"{reverse('own-data')}?xong={word}", status=303)


@require_POST
@never_cache
def take_back(request: HttpRequest) -> HttpResponse:
    """Take a request back, or lift a restriction."""
    subject = identified.subject_of(request)
    if subject is None:
        return _unproven(request)
    key = _uuid(request.POST.get("request", ""))
    if key is None:
        raise Http404
    outcome = operations.take_back(_step(request, subject), subject, request_id=key, is_proven=True)
    if isinstance(outcome, NoRequest):
        raise Http404
    if isinstance(outcome, Refused):
        return _page(request, subject, errors=_errors(outcome), status=422)
    return HttpResponseRedirect(f"{reverse('own-data')}?xong=da-rut", status=303)


@require_safe
@never_cache
def extract(request: HttpRequest) -> HttpResponse:
    """Everything that is held, on a page; the look is recorded."""
    found = _extract(request)
    if isinstance(found, HttpResponse):
        return found
    context = {"current": "own", "at": found.at, "sections": sections(found, _edition(request))}
    return _never_stored(render(request, "citizen/extract.html", context))


@require_safe
@never_cache
def extract_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same to keep: a page that opens without us, or JSON. It is made for this answer and stored nowhere."""
    found = _extract(request)
    if isinstance(found, HttpResponse):
        return found
    told = sections(found, _edition(request))
    if form == "json":
        plain = {"at": found.at.isoformat(), "sections": [section.plain() for section in told]}
        answer: HttpResponse = JsonResponse(plain, json_dumps_params={"ensure_ascii": False, "indent": 1})
    elif form == "html":
        province = province_of(request).edition.province
        context = {"at": found.at, "sections": told, "province": province}
        answer = render(request, "citizen/extract_file.html", context)
    else:
        raise Http404
    return _never_stored(sandboxed(answer, name=file_name(found, form)))


def _extract(request: HttpRequest) -> Extract | HttpResponse:
    subject = identified.subject_of(request)
    if subject is None:
        return HttpResponseRedirect(reverse("own-data"))
    rows = queries.own_requests(subject)
    if not any(row.request.right == "see" for row in rows):
        return HttpResponseRedirect(reverse("own-data"))
    try:
        return extract_of(subject, citizen=citizen_of(request), at=clock.now())
    except VaultClosed:
        return _page(request, subject, errors={"": _CLOSED}, status=503)


def _never_stored(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store, max-age=0"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _edition(request: HttpRequest) -> Any:
    return province_of(request).at(clock.now()).edition


def _page(
    request: HttpRequest,
    subject: DataSubject,
    *,
    typed: Mapping[str, str] | None = None,
    errors: dict[str, str] | None = None,
    done: str = "",
    status: int = 200,
) -> HttpResponse:
    """The subject's requests, the form for another, what the law says of each."""
    now, rows = clock.now(), queries.own_requests(subject)
    law = law_at(now)
    told = _DONE.get(done or request.GET.get("xong", ""))
    context = {
        "current": "own",
        "rows": [shown_request(row, jurisdiction_id=subject.jurisdiction_id, now=now) for row in rows],
        "may_see": any(row.request.right == "see" for row in rows),
        "law": law.name,
        "rights": offered(law),
        "terms": terms_shown(law),
        "typed": dict(typed) if typed else typed_of({}),
        "errors": errors or {},
        "messages": [{"tone": "ok", "text": told}] if told and not errors else [],
        "wishes": wished.shown(subject),
        "wish_error": wished.LAST_WAY if request.GET.get("xong") == "cach-cuoi" else None,
        "is_person": subject.person_id is not None,
        "command_id": new_id(),
    }
    return render(request, "citizen/data.html", context, status=status)


def _identity(
    request: HttpRequest,
    *,
    errors: dict[str, str] | None = None,
    is_sent: bool = False,
    report: str = "",
    status: int = 200,
) -> HttpResponse:
    """Proving who asks: a code to the phone; with whatever was typed before, in hidden fields."""
    law, posted = law_at(clock.now()), request.POST
    context = {
        "current": "own",
        "is_signed_in": citizen_of(request) is not None,
        "is_sent": is_sent,
        "report": report or posted.get("report", "")[:40],
        "phone": posted.get("phone", "")[:40],
        "kept": {name: value for name, value in typed_of(posted).items() if value},
        "errors": errors or {},
        "terms": terms_shown(law),
        "law": law.name,
        "is_demo": is_demo(),
    }
    return render(request, "citizen/data_identity.html", context, status=status)


def _unproven(request: HttpRequest) -> HttpResponse:
    return _identity(request, errors=_errors(unproven(law_at(clock.now()))), status=403)


def _report(request: HttpRequest) -> tuple[str, HttpResponse | None]:
    """The report's code as stored, for whoever has no account; else the page that says what is wrong with it."""
    if citizen_of(request) is not None:
        return "", None
    code = read_code(request.POST.get("report", ""))
    if code is None or identified.candidate(request, code) is None:
        known = limits.may_miss(request, at=clock.now())
        words = NO_REPORT if known else f"{NO_REPORT} Xin thử lại sau {limits.WINDOW_WORDS}."
        return "", _identity(request, errors={"report": words}, status=422 if known else 429)
    return code, None


def _number(request: HttpRequest) -> tuple[str | None, dict[str, str]]:
    """The mobile number that the code goes to."""
    citizen = citizen_of(request)
    if citizen is None:
        number = mobile(request.POST.get("phone", ""))
        return number, {} if number else {"phone": NO_MOBILE}
    try:
        phones = citizens.phones_of(jurisdiction_id=citizen.jurisdiction_id, person_id=citizen.person_id)
    except VaultClosed:
        return None, {"": _CLOSED}
    number = next((number for phone in phones if (number := mobile(phone.number))), None)
    missing = "Tài khoản chưa có số di động để nhận mã. Xin thêm số điện thoại trong trang Tài khoản trước."
    return number, {} if number else {"": missing}


def _step(request: HttpRequest, subject: DataSubject) -> Step:
    return Step(
        jurisdiction=province_of(request),
        actor=subject.actor,
        now=clock.now(),
        command_id=_uuid(request.POST.get("command_id", "")) or new_id(),
    )


def _errors(refused: Refused) -> dict[str, str]:
    return {each.field or "": f"{each.reason} Căn cứ: {basis(each.clause)}." for each in refused.all}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
