"""Refusals as problem details (RFC 9457): the sentence, its clause, and each wrong field by its path."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from paht.cases.operations import Done, NotFound, Outcome, Overtaken
from paht.doors.api.shapes import Shape
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.errors import unkeepable
from paht.law.casework.case import Refused
from paht.people.vault_wire import TooMany, VaultClosed

MEDIA_TYPE = "application/problem+json"
STATUSES = (400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 503)
RETRY_SECONDS = 60

TITLES: Mapping[int, str] = {
    400: "Yêu cầu không đọc được",
    401: "Chưa đăng nhập hoặc phiên đã hết hạn",
    403: "Không được thực hiện",
    404: "Không tìm thấy",
    405: "Địa chỉ này không có phương thức đó",
    409: "Trùng với yêu cầu khác",
    412: "Phiên bản giao thức không phù hợp",
    413: "Nội dung quá lớn",
    415: "Kiểu nội dung không được nhận",
    422: "Nội dung chưa đúng",
    429: "Quá nhiều yêu cầu",
    500: "Lỗi hệ thống",
    503: "Tạm thời chưa phục vụ được",
}
DETAILS: Mapping[int, str] = {
    400: "Nội dung gửi lên không phải JSON hợp lệ hoặc có ký tự không lưu được. Chưa có gì được ghi nhận.",
    401: "Xin đăng nhập lại, hoặc làm mới phiên bằng refresh token, rồi gửi lại.",
    403: "Việc này chỉ dành cho người gửi phản ánh.",
    404: "Không có nội dung này, hoặc nội dung không công khai.",
    413: "Nội dung gửi lên lớn hơn mức được nhận; tệp xin gửi bằng /uploads.",
    503: "Kho dữ liệu hoặc kênh gửi tin tạm thời không trả lời. Chưa có gì được ghi nhận; xin thử lại sau ít phút.",
}
_WRONG_SHAPE = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường này.",
    "uuid_parsing": "Không phải mã UUID.",
}


class FieldError(Shape):
    """What is wrong with one field."""

    field: str = Field(description="Path of the field, parts joined by dots", examples=["personal.phone"])
    reason: str = Field(examples=["Xin ghi số điện thoại để Trung tâm liên hệ khi cần."])
    clause: str = Field(default="", description="Clause of the regulation", examples=["VL.7.2"])
    clause_words: str = Field(default="", examples=["khoản 2 Điều 7"])


class Work(Shape):
    """A piece of work that the app does before sending again: find ``work``, a decimal number of at most 20 digits,
    such that SHA-256 of ``word:work`` begins with ``bits`` zero bits."""

    word: str = Field(examples=["1.018f3a5e0c2b7c3d8e4f5a6b7c8d9e0f"])
    bits: int = Field(examples=[16])


class ProblemDetails(Shape):
    """RFC 9457."""

    type: str = Field(examples=["urn:paht:problem:422"])
    title: str = Field(examples=["Nội dung chưa đúng"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["Xin ghi số điện thoại để Trung tâm liên hệ khi cần."])
    clause: str = Field(default="", examples=["VL.7.2"])
    clause_words: str = Field(default="", examples=["khoản 2 Điều 7"])
    errors: list[FieldError] = Field(default_factory=list)
    work: Work | None = Field(default=None, description="Only with 429 where work lifts the brake")


ERRORS: dict[Any, Any] = {frozenset(STATUSES): ProblemDetails}
"""What every operation may answer besides."""


class Problem(Exception):  # noqa: N818 (an answer, not a fault)
    """Raised by a view to answer with problem details."""

    def __init__(
        self, status: int, detail: str = "", *, refused: Refused | None = None, work: Work | None = None
    ) -> None:
        super().__init__(status)
        self.status, self.detail, self.refused, self.work = status, detail, refused, work


def field_problem(field: str, reason: str, status: int = 422) -> Problem:
    """One field is wrong."""
    return Problem(status, refused=Refused("", reason, field))


def done(outcome: Outcome) -> Done:
    """The operation took effect; otherwise its refusal is the answer."""
    if isinstance(outcome, Refused):
        raise Problem(422, refused=outcome)
    if isinstance(outcome, NotFound):
        raise Problem(404)
    assert not isinstance(outcome, Overtaken), "no version is expected of a citizen"
    return outcome


def response(problem: Problem) -> HttpResponse:
    """The problem as an answer."""
    errors = [
        FieldError(
            field=each.field or "",
            reason=each.reason,
            clause=each.clause,
            clause_words=clause_words(each.clause),
        )
        for each in (problem.refused.all if problem.refused else ())
    ]
    status, first = problem.status, errors[0] if errors else None
    details = ProblemDetails(
        type=f"urn:paht:problem:{status}",
        title=TITLES[status],
        status=status,
        detail=problem.detail or (first.reason if first else DETAILS.get(status, TITLES[status])),
        clause=first.clause if first else "",
        clause_words=first.clause_words if first else "",
        errors=errors,
        work=problem.work,
    )
    answer = JsonResponse(
        details.model_dump(exclude_none=True), status=status, json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Type"] = MEDIA_TYPE
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="paht"'
    if status in (429, 503):
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def answered(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The answer to an exception; ``None`` for a bug, which goes its way."""
    match exception:
        case Problem():
            problem = exception
        case ValidationError():
            problem = Problem(422, refused=_misshapen(exception))
        case Http404():
            problem = Problem(404)
        case HttpError():
            problem = Problem(exception.status_code if exception.status_code in TITLES else 400)
        case RequestDataTooBig():
            problem = Problem(413)
        case SuspiciousOperation():
            problem = Problem(400)
        case VaultClosed() | TooMany() | OperationalError():
            problem = Problem(503)
        case _:
            if unkeepable(request, exception) is None:
                return None
            problem = Problem(400)
    return response(problem)


def _misshapen(exception: ValidationError) -> Refused:
    """Every field that has not the form that the description says; what was typed is never quoted."""
    found = []
    for each in exception.errors:
        place = [str(part) for part in each.get("loc", ())]
        # Ninja says first where it lay (body, query, path) and how the parameter is called in our code.
        path = place[2:] if place[:1] == ["body"] else place[1:]
        found.append(
            Refused(
                "", _WRONG_SHAPE.get(str(each.get("type")), "Sai kiểu hoặc ngoài giới hạn."), ".".join(path)
            )
        )
    first, *others = found or [Refused("", DETAILS[400], "")]
    return Refused(first.clause, first.reason, first.field, tuple(others))
