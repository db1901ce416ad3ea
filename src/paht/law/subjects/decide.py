"""``decide(request, command, …)``: what follows from what a data subject asks or an officer does about it, or why it
is refused. Pure."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Actor, Refused, Written
from paht.law.subjects.commands import (
    AcknowledgeRequest,
    AskRight,
    ExtendRequest,
    FulfilRequest,
    RefuseRequest,
    SubjectCommand,
    TakeBackRequest,
)
from paht.law.subjects.course import AT_ONCE, MAY
from paht.law.subjects.events import (
    RequestAcknowledged,
    RequestExtended,
    RequestFulfilled,
    RequestRefused,
    RequestTakenBack,
    RightAsked,
    SubjectBody,
    SubjectEvent,
)
from paht.law.subjects.laws import LAWS, Law, Right, law_at
from paht.law.subjects.request import SubjectRequest, acknowledging, duty_of, extended
from paht.law.worktime import Calendar

LONGEST = 2000
"""Characters of any text about a request."""
CORRECTED = ("name", "phone", "email", "address", "identity_number")
"""What can be corrected: what somebody said of themselves, never what they reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """What lies outside of the request: whether a one-time code proved just now who asks, which rights they have open
    requests of, whether a number to be put in the place of another is confirmed as theirs; of an erasure how many
    reports may be erased or were, and why others may not."""

    is_proven: bool = False
    open_rights: frozenset[Right] = frozenset()
    is_number_theirs: bool = True
    has_data: bool = True
    erasable: int = 0
    kept: tuple[Refused, ...] = ()


def decide(
    request: SubjectRequest,
    command: SubjectCommand,
    *,
    actor: Actor,
    facts: SubjectFacts,
    now: datetime,
    calendar: Calendar,
) -> tuple[SubjectEvent, ...] | Refused:
    """The events that follow, or the refusal with its clause."""
    law = LAWS.get(request.law) or law_at(now)
    if not actor.roles & MAY[type(command)]:
        return Refused(
            law.officer_clause, "Tài khoản của ông/bà không được giao thực hiện yêu cầu của chủ thể dữ liệu."
        )
    if isinstance(command, AskRight):
        bodies = _ask(command, facts=facts, now=now, calendar=calendar)
    elif isinstance(command, TakeBackRequest):
        bodies = _take_back(request, law, facts)
    elif not request.is_open:
        return Refused(
            law.officer_clause, "Yêu cầu này đã kết thúc; xin tải lại trang để xem kết quả đã ghi nhận."
        )
    elif isinstance(command, AcknowledgeRequest):
        bodies = _acknowledge(request, law)
    elif isinstance(command, ExtendRequest):
        bodies = _extend(request, command, law, now=now, calendar=calendar)
    elif isinstance(command, RefuseRequest):
        bodies = _refuse(request, command, law)
    else:
        assert isinstance(command, FulfilRequest), command
        bodies = _fulfil(request, command, law, facts)
    if isinstance(bodies, Refused):
        return bodies
    return tuple(SubjectEvent(body, now, actor) for body in bodies)


Bodies = tuple[SubjectBody, ...] | Refused


def unproven(law: Law) -> Refused:
    """What is said to whoever has not proven, by a one-time code just now, who they are."""
    return Refused(
        law.asking_clause,
        "Chỉ chủ thể dữ liệu được yêu cầu. Xin xác nhận bằng mã gửi đến số điện thoại của ông/bà; nội dung đã nhập "
        "được giữ nguyên.",
        field="otp",
    )


def _ask(command: AskRight, *, facts: SubjectFacts, now: datetime, calendar: Calendar) -> Bodies:
    law = law_at(now)
    if not facts.is_proven:
        return unproven(law)
    if command.right not in frozenset(Right):
        return Refused(law.asking_clause, "Xin chọn việc cần yêu cầu.", field="right")
    right = Right(command.right)
    problems = list(_wrong_with(command, right, law, facts))
    if problems:
        first, *also = problems
        return Refused(first.clause, first.reason, first.field, tuple(also))
    term = law.terms[right]
    asked = RightAsked(
        right=right,
        law=law.id,
        note=command.note,
        fulfil=duty_of(term, asked_at=now, calendar=calendar),
        acknowledge=acknowledging(law, asked_at=now, calendar=calendar),
        changes=command.changes if right is Right.CORRECT else (),
    )
    if right in AT_ONCE:
        return asked, RequestFulfilled(note=_NOTHING)
    return (asked,)


_NOTHING = Written("", "", 0)


def _wrong_with(command: AskRight, right: Right, law: Law, facts: SubjectFacts) -> list[Refused]:
    clause = law.terms[right].clause
    found = []
    if not facts.has_data and right not in AT_ONCE:
        found.append(
            Refused(
                law.asking_clause,
                "Chưa có phản ánh nào được xác nhận là của ông/bà, nên hệ thống không lưu dữ liệu nào để thực hiện yêu "
                "cầu. Xin mở “Phản ánh của tôi” và xác nhận phản ánh của mình trước.",
                "right",
            )
        )
    if right in facts.open_rights:
        found.append(
            Refused(
                clause,
                "Ông/bà đang có một yêu cầu cùng loại chưa kết thúc. Xin chờ kết quả hoặc rút yêu cầu đó trước.",
                "right",
            )
        )
    if command.note.characters > LONGEST:
        found.append(Refused(clause, f"Nội dung dài quá {LONGEST} ký tự, xin viết gọn lại.", "note"))
    if right is not Right.CORRECT:
        return found
    if not command.changes or not set(command.changes) <= set(CORRECTED):
        found.append(
            Refused(clause, "Xin ghi thông tin đúng vào ít nhất một mục cần đính chính.", field="name")
        )
    if "phone" in command.changes and not facts.is_number_theirs:
        found.append(
            Refused(
                clause,
                "Số điện thoại mới chưa được xác nhận là của ông/bà. Xin đăng nhập, thêm số này vào tài khoản bằng mã "
                "xác nhận, rồi yêu cầu lại.",
                field="phone",
            )
        )
    return found


def _take_back(request: SubjectRequest, law: Law, facts: SubjectFacts) -> Bodies:
    if not facts.is_proven:
        return unproven(law)
    if not (request.is_open or request.is_restricting):
        return Refused(law.asking_clause, "Yêu cầu này đã kết thúc nên không rút được.")
    return (RequestTakenBack(),)


def _acknowledge(request: SubjectRequest, law: Law) -> Bodies:
    if request.acknowledge is None:
        return Refused(law.officer_clause, f"{law.name} không yêu cầu phản hồi riêng; xin thực hiện yêu cầu.")
    if not request.acknowledge.is_open:
        return Refused(request.acknowledge.clause, "Đã phản hồi việc nhận yêu cầu này.")
    return (RequestAcknowledged(),)


def _extend(
    request: SubjectRequest, command: ExtendRequest, law: Law, *, now: datetime, calendar: Calendar
) -> Bodies:
    term, duty = law.terms[request.right], request.fulfil
    assert duty is not None, "an open request has its term"
    if term.extension is None:
        return Refused(term.clause, f"{law.name} không cho gia hạn thời hạn này; xin thực hiện hoặc từ chối.")
    if request.is_extended:
        return Refused(term.clause, "Yêu cầu đã được gia hạn một lần, không gia hạn thêm được.")
    if now > duty.due_at:
        return Refused(
            term.clause,
            "Đã quá thời hạn nên không gia hạn được nữa; xin thực hiện hoặc từ chối ngay.",
        )
    if not 1 <= command.days <= term.extension.amount:
        return Refused(
            term.clause, f"Xin ghi số ngày gia hạn từ 1 đến {term.extension.amount}.", field="days"
        )
    if problem := _unwritten(command.reason, term.clause, "reason"):
        return problem
    moved = extended(duty, command.days * term.extension.unit, calendar=calendar)
    return (RequestExtended(reason=command.reason, fulfil=moved),)


def _refuse(request: SubjectRequest, command: RefuseRequest, law: Law) -> Bodies:
    grounds = {ground.key: ground for ground in law.grounds_for(request.right)}
    if command.ground not in grounds:
        return Refused(law.terms[request.right].clause, "Xin chọn căn cứ từ chối.", field="ground")
    return _unwritten(command.reason, grounds[command.ground].clause, "reason") or (
        RequestRefused(ground=command.ground, reason=command.reason),
    )


def _fulfil(request: SubjectRequest, command: FulfilRequest, law: Law, facts: SubjectFacts) -> Bodies:
    clause = law.terms[request.right].clause
    if command.note.characters > LONGEST:
        return Refused(clause, f"Nội dung dài quá {LONGEST} ký tự, xin viết gọn lại.", field="note")
    if request.right is Right.DELETE and not facts.erasable and facts.kept:
        first, *also = facts.kept
        return Refused(first.clause, first.reason, None, tuple(also))
    return (RequestFulfilled(note=command.note, kept=len(facts.kept)),)


def _unwritten(text: Written, clause: str, field: str) -> Refused | None:
    if text.is_blank:
        return Refused(clause, "Xin ghi rõ lý do để người yêu cầu biết.", field=field)
    if text.characters > LONGEST:
        return Refused(clause, f"Lý do dài quá {LONGEST} ký tự, xin viết gọn lại.", field=field)
    return None
