"""What was asked and added after the answer, as pages show it: to everybody, to the sender, to staff."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from paht.cases.queries import Detail
from paht.law.casework import events as e
from paht.law.casework.case import FileRef, Request
from paht.law.casework.states import RequestKind, RequestState
from paht.law.editions.rows import Edition
from paht.people import vault

_STATES: dict[RequestState, tuple[str, str, str]] = {
    RequestState.WAITING: ("Chờ Trung tâm xem xét", "warn", "eye-check"),
    RequestState.OPEN: ("Chờ cơ quan làm rõ", "warn", "hourglass"),
    RequestState.CHECKING: ("Trung tâm đang kiểm tra nội dung làm rõ", "info", "checks"),
    RequestState.ANSWERED: ("Đã làm rõ", "ok", "circle-check"),
    RequestState.DECLINED: ("Không chuyển cơ quan", "", "ban"),
}
_UPDATE_STATES: dict[RequestState, tuple[str, str, str]] = {
    RequestState.OPEN: ("Chờ Trung tâm đăng tải", "warn", "hourglass"),
    RequestState.ANSWERED: ("Đã đăng tải", "ok", "news"),
    RequestState.DECLINED: ("Không đăng tải", "", "ban"),
}
PUBLIC, AGENCY, ALL = "public", "agency", "all"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One interaction, or one update (``is_update``), with its words as far as the reader may see them."""

    number: int
    title: str
    is_update: bool
    asked_at: datetime
    state: str
    tone: str
    icon: str
    agency: str
    question: str
    answer: str
    answered_at: datetime | None
    reason: str
    files: tuple[FileRef, ...]


def exchanges(
    detail: Detail, *, edition: Edition, words: Mapping[int, str] | None = None, reader: str = PUBLIC
) -> list[Exchange]:
    """The exchanges in the order they began: for the ``PUBLIC`` those given out, for an ``AGENCY`` those that were
    passed on, for the desk ``ALL``. ``words`` are those of the asker, by number, where the reader may see them."""
    reasons = {
        event.body.request: detail.text(event.body.reason)
        for event in detail.events
        if isinstance(event.body, e.InteractionJudged | e.UpdateDeclined)
    }
    shown = [r for r in detail.case.requests if _is_shown(r, reader)]
    return [
        _exchange(detail, request, (words or {}).get(request.number, ""), reasons, reader)
        for request in shown
    ]


def _is_shown(request: Request, reader: str) -> bool:
    if request.kind not in (RequestKind.INTERACTION, RequestKind.UPDATE):
        return False
    if reader == PUBLIC:
        return request.state is RequestState.ANSWERED
    kept_back = request.kind is RequestKind.INTERACTION and request.state in (
        RequestState.WAITING,
        RequestState.DECLINED,
    )
    return reader == ALL or not kept_back


def own_exchanges(
    detail: Detail, *, sender: str, words: Mapping[int, str], edition: Edition
) -> list[Exchange]:
    """What the sender follows: the own interactions in every state, and whatever was given out."""
    every = exchanges(detail, edition=edition, words=words, reader=ALL)
    own = {r.number for r in detail.case.requests if r.by == sender}
    public = {one.number for one in exchanges(detail, edition=edition)}
    return [one for one in every if one.number in own | public]


def _exchange(
    detail: Detail, request: Request, words: str, reasons: Mapping[int, str], reader: str
) -> Exchange:
    is_update = request.kind is RequestKind.UPDATE
    state, tone, icon = (_UPDATE_STATES if is_update else _STATES)[request.state]
    assignment = detail.case.assignment(request.assignment or 0)
    answer = detail.text(request.answer)
    if is_update:
        words, answer = "", answer or (detail.text(request.text) if reader != PUBLIC else "")
    elif not request.is_asked:
        words = words or detail.text(request.question) or (detail.text(request.text) if reader == ALL else "")
    elif request.answered_at:
        words = words if reader == ALL and words else detail.text(request.question)
    elif reader == AGENCY:
        words = detail.text(request.question)
    given_out = request.state is RequestState.ANSWERED
    return Exchange(
        number=request.number,
        title=_title(detail, request),
        is_update=is_update,
        asked_at=request.asked_at,
        state=state,
        tone=tone,
        icon=icon,
        agency=detail.agencies.get(assignment.agency, "") if assignment else "",
        question=words,
        answer=answer if given_out or reader != PUBLIC else "",
        answered_at=request.answered_at,
        reason=reasons.get(request.number, ""),
        files=request.files if given_out or reader != PUBLIC else (),
    )


def _title(detail: Detail, request: Request) -> str:
    if request.kind is RequestKind.UPDATE:
        return "Cập nhật kết quả"
    if not request.is_asked:
        return "Làm rõ theo đánh giá không hài lòng"
    return "Người gửi đề nghị làm rõ" if request.by == detail.case.sender else "Người dân hỏi về kết quả"


def asked_words(
    detail: Detail,
    *,
    jurisdiction_id: int,
    actor_id: str,
    purpose: str,
    of: Callable[[Request], bool] = lambda request: True,
) -> dict[int, str]:
    """The words of those interactions as they were typed, by number; the look is recorded first (VL.7.5)."""
    asked = {r.number: uuid.UUID(r.text.id) for r in _asked(detail) if of(r)}
    look = vault.Look(list(set(asked.values())), frozenset({"description"}), actor_id, purpose)
    opened = vault.looks(jurisdiction_id, [look])[0]
    return {number: opened.get(record, {}).get("description", "") for number, record in asked.items()}


def _asked(detail: Detail) -> list[Request]:
    return [r for r in detail.case.requests if r.kind is RequestKind.INTERACTION and r.is_asked]
