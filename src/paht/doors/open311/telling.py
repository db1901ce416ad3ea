"""POST of ``servicerequestupdates``, as FixMyStreet's clients send it: an agency's own software that speaks Open311
says how far its work is. Its key is the credential of the exchange; what it says is the agency's command by the law.

Who asks about a result as a citizen proves a phone number, and does so on the report's page, not here.
"""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import operations as do
from paht.cases import queries
from paht.cases.operations import Done, NotFound, Outcome, Step
from paht.doors.agency.casepage import own_assignment
from paht.doors.exchange.access import FAILURES, WRITES
from paht.doors.open311 import media
from paht.doors.open311.formats import Failure, Problem, failure
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.devices import address_of
from paht.exchange.credentials import Client, client_of
from paht.law.casework.case import FileRef, Refused
from paht.people import attempts
from paht.people.networks import network_of

LONGEST_ID, LONGEST_TEXT = 200, 10_000
_QUARTER = 900

Tell = Callable[[Step, int, str, tuple[FileRef, ...]], Outcome]


def _received(step: Step, assignment: int, _words: str, _files: tuple[FileRef, ...]) -> Outcome:
    return do.receive(step, assignment=assignment)


def _begun(step: Step, assignment: int, _words: str, _files: tuple[FileRef, ...]) -> Outcome:
    return do.begin_handling(step, assignment=assignment)


def _done(step: Step, assignment: int, words: str, files: tuple[FileRef, ...]) -> Outcome:
    return do.record_result(step, assignment=assignment, result=words, files=files)


TELLS: dict[str, Tell] = {
    "OPEN": _received,
    "INVESTIGATING": _received,
    "IN_PROGRESS": _begun,
    "CLOSED": _done,
    "FIXED": _done,
}
"""What a status means; nobody closes a report from outside: a result waits for its leader (VL.12.3, ST.7.3)."""


def tell(request: HttpRequest, *, jurisdiction: Jurisdiction, now: datetime) -> str:
    """Give the command that the update means; the update's identifier. The same ``update_id`` takes effect once."""
    client, post = _client(request, jurisdiction=jurisdiction, now=now), request.POST
    given = (post.get("update_id_ext") or post.get("update_id") or "").strip()
    if not 1 <= len(given) <= LONGEST_ID:
        raise failure(
            400, "update_id: xin gửi mã của cập nhật, giữ nguyên khi gửi lại (update_id is needed)."
        )
    status = post.get("status", "").strip().upper()
    if status not in TELLS:
        raise failure(400, f"status: một trong {', '.join(TELLS)} (unknown status).")
    words = post.get("description", "").strip()
    if len(words) > LONGEST_TEXT:
        raise failure(400, f"description: tối đa {LONGEST_TEXT} ký tự (too long).")
    case_id = _key(post.get("service_request_id", ""))
    detail = queries.detail(client.official, case_id=case_id) if case_id else None
    own = own_assignment(client.official, detail) if detail else None
    if detail is None or own is None:
        raise failure(404, "service_request_id: không có phản ánh nào của cơ quan mang mã này (not found).")
    command = uuid.uuid5(client.id, f"open311 {detail.id} {given}")
    files = _files(request, jurisdiction, now) if TELLS[status] is _done else ()
    step = Step(
        jurisdiction=jurisdiction,
        case_id=detail.id,
        actor=client.official.actor,
        now=now,
        command_id=command,
    )
    _accepted(TELLS[status](step, own.number, words, files))
    return str(command)


def _accepted(outcome: Outcome) -> None:
    if isinstance(outcome, Done):
        return
    if isinstance(outcome, NotFound):
        raise failure(404, "service_request_id: không tìm thấy (not found).")
    if isinstance(outcome, Refused):
        raise Failure(
            *(
                Problem(400, f"{each.reason} ({clause_words(each.clause)}; {each.clause})")
                for each in outcome.all
            )
        )
    raise Failure(Problem(503, "Hồ sơ vừa thay đổi; xin gửi lại cập nhật này."), retry_after=5)


def _client(request: HttpRequest, *, jurisdiction: Jurisdiction, now: datetime) -> Client:
    """The agency's software whose credential the form brings; 403 otherwise, as the standard has it."""
    if request.GET.get("api_key"):
        raise failure(403, "api_key: xin gửi khóa trong nội dung yêu cầu (api_key must be in the body).")
    token = request.POST.get("api_key", "").strip()[:200]
    client = client_of(token, jurisdiction_id=jurisdiction.id, at=now) if token else None
    if client is None:
        if token and not attempts.spend({f"exchange:{network_of(address_of(request))}": FAILURES}, at=now):
            raise Failure(Problem(429, "Quá nhiều lần thử khóa không đúng."), retry_after=_QUARTER)
        raise failure(
            403, "api_key: cần khóa kết nối của phần mềm cơ quan xử lý (an agency's credential is needed)."
        )
    if not client.can_write:
        raise failure(403, "api_key: kết nối này chỉ được đọc (the credential may only read).")
    if not attempts.spend({f"exchange:write:{client.id}": WRITES}, at=now):
        raise Failure(Problem(429, "Quá nhiều yêu cầu; xin gửi lại sau 15 phút."), retry_after=_QUARTER)
    return client


def _files(request: HttpRequest, jurisdiction: Jurisdiction, now: datetime) -> tuple[FileRef, ...]:
    taken = media.take(
        [upload for name in ("media", "media[]", "file") for upload in request.FILES.getlist(name)],
        [each for each in request.POST.getlist("media_url") if each.strip()],
        jurisdiction_id=jurisdiction.id,
        now=now,
    )
    if taken.problems:
        raise Failure(*(Problem(400, each) for each in taken.problems))
    return taken.references


def _key(given: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(given.strip())
    except ValueError:
        return None
