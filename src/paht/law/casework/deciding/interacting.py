"""After the answer: asking back, judging, clarifying, and the calls to an agency."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.case import Assignment, Case, Refused, Request, Written
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, ground_of
from paht.law.casework.publicity import publicity
from paht.law.casework.states import AssignmentRole, AssignmentState, RequestState
from paht.law.editions.rows import Edition
from paht.law.standing.locks import interaction_problem

ASKED_OF = ("name", "phone")
"""The fields of the sending form that somebody else who asks about a public result fills in."""


def answering_assignments(case: Case) -> tuple[Assignment, ...]:
    """The parts whose agencies gave the answer: the lead's alone, else every one that was brought to an end."""
    given = [a for a in case.assignments if a.state is AssignmentState.ENDED and a.approved_at is not None]
    lead = tuple(a for a in given if a.role is AssignmentRole.LEAD)
    return lead or tuple(a for a in given if a.role is AssignmentRole.SOLE)


def _asked_parts(case: Case) -> tuple[int | None, ...]:
    return tuple(a.number for a in answering_assignments(case)) or (None,)


def _interact(inquiry: Inquiry, command: c.Interact) -> Decision:
    return (
        _locked(inquiry)
        or _unasked(inquiry, command, command.original)
        or _sent(inquiry, command.original, is_sender=True)
    )


def _interact_with_public(inquiry: Inquiry, command: c.InteractWithPublic) -> Decision:
    if not publicity(inquiry.case).content:
        step = inquiry.edition.by_command[c.InteractWithPublic]
        return Refused(step.clause, step.otherwise)
    locked = _locked(inquiry)
    if locked:
        return locked
    problems = [*_person(inquiry.edition, command)]
    unasked = _unasked(inquiry, command, command.original)
    if unasked:
        problems.append(unasked)
    if problems:
        first, *others = problems
        return Refused(first.clause, first.reason, first.field, tuple(others))
    return _sent(inquiry, command.original, is_sender=False)


def _locked(inquiry: Inquiry) -> Refused | None:
    """Why whoever asks may not interact at present (VL.15.1.b)."""
    return interaction_problem(standing=inquiry.facts.standing, edition=inquiry.edition, now=inquiry.now)


def _sent(inquiry: Inquiry, text: Written, *, is_sender: bool) -> Decision:
    """Each agency that answered is asked, under a number of its own; where none did, the IOC is."""
    first = len(inquiry.case.requests) + 1
    return tuple(
        e.InteractionSent(
            request=request, original=text, by=inquiry.actor.id, is_sender=is_sender, assignment=assignment
        )
        for request, assignment in enumerate(_asked_parts(inquiry.case), first)
    )


def _unasked(inquiry: Inquiry, command: c.Command, text: Written) -> Refused | None:
    clause = inquiry.edition.by_command[type(command)].clause
    if text.is_blank:
        return Refused(clause, "Xin ghi điều ông/bà muốn được làm rõ.", field="text")
    if text.characters > LONGEST_DESCRIPTION:
        return Refused(clause, f"Nội dung dài quá {LONGEST_DESCRIPTION} ký tự; xin rút gọn.", field="text")
    return None


def _person(edition: Edition, command: c.InteractWithPublic) -> list[Refused]:
    """Name and phone are asked as of a sender, and kept as such (VL.7.4, VL.7.5)."""
    states = dict(command.form)
    problems = []
    for field in edition.form:
        if field.name in ASKED_OF and states.get(field.name, "missing") != "ok":
            missing = states.get(field.name, "missing") == "missing"
            reason = field.missing if missing else field.malformed
            problems.append(Refused(field.clause, reason, field=field.name))
    return problems


def clarifications(case: Case, comment: Written | None) -> tuple[e.Body, ...]:
    """What a rating asks of every agency that answered: to clarify (VL.14.2, ST.10.2)."""
    first = len(case.requests) + 1
    return tuple(
        e.ClarificationOwed(request=request, text=comment or Written("", "", 0), assignment=assignment)
        for request, assignment in enumerate(_asked_parts(case), first)
    )


def _judge(inquiry: Inquiry, command: c.JudgeInteraction) -> Decision:
    clause = inquiry.edition.by_command[c.JudgeInteraction].clause
    ground = ground_of(inquiry.edition.judgements, command.judgement)
    if ground is None:
        return Refused(clause, "Xin chọn một kết luận về tương tác.", field="judgement")
    request = _request(inquiry, command)
    if ground.is_taken and request.state is RequestState.OPEN:
        return Refused(clause, "Tương tác này đã được chuyển cho cơ quan xử lý.", field="judgement")
    if not request.is_asked:
        return Refused(clause, "Cơ quan phải làm rõ vì người gửi đánh giá không hài lòng.", field="judgement")
    return blank(inquiry, command.reason, "reason") or (
        e.InteractionJudged(
            request=command.request,
            judgement=ground.key,
            reason=command.reason,
            is_taken=ground.is_taken,
            by=request.by,
        ),
    )


def _answer(inquiry: Inquiry, command: c.AnswerInteraction) -> Decision:
    return blank(inquiry, command.answer, "answer") or (
        e.InteractionAnswered(request=command.request, answer=command.answer),
    )


def _return_answer(inquiry: Inquiry, command: c.ReturnAnswer) -> Decision:
    if _request(inquiry, command).assignment is None:
        clause = inquiry.edition.by_command[c.ReturnAnswer].clause
        return Refused(clause, "Không có cơ quan xử lý nào để trả lại; Trung tâm trực tiếp trả lời.")
    return blank(inquiry, command.note, "note") or (
        e.AnswerReturned(request=command.request, note=command.note),
    )


def _release(inquiry: Inquiry, command: c.ReleaseInteraction) -> Decision:
    if command.question.is_blank and _request(inquiry, command).is_asked:
        clause = inquiry.edition.by_command[c.ReleaseInteraction].clause
        return Refused(clause, "Xin ghi câu hỏi như sẽ hiển thị kèm kết quả.", field="question")
    return blank(inquiry, command.answer, "answer") or (
        e.InteractionReleased(request=command.request, question=command.question, answer=command.answer),
    )


def _record_call(inquiry: Inquiry, command: c.RecordCall) -> Decision:
    if command.answered is None:
        clause = inquiry.edition.by_command[c.RecordCall].clause
        return Refused(clause, "Xin ghi có người nhận máy hay không.", field="answered")
    return blank(inquiry, command.note, "note") or (
        e.CallRecorded(
            assignment=command.assignment,
            answered=command.answered,
            note=command.note,
            recording=command.recording,
        ),
    )


def _request(inquiry: Inquiry, command: c.RequestCommand) -> Request:
    request = next((r for r in inquiry.case.requests if r.number == command.request), None)
    assert request is not None, "the table has been asked before"
    return request


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.Interact: _interact,
    c.InteractWithPublic: _interact_with_public,
    c.JudgeInteraction: _judge,
    c.AnswerInteraction: _answer,
    c.ReturnAnswer: _return_answer,
    c.ReleaseInteraction: _release,
    c.RecordCall: _record_call,
}


def _asks_of_a_secret(case: Case, edition: Edition) -> Refused | None:
    """What touches a state secret is neither asked nor answered here (VL.13.1.b, ST.9.3.c)."""
    if case.secret_reference is None:
        return None
    clause = edition.by_command[c.MarkSecret].clause
    return Refused(
        clause,
        "Phản ánh này liên quan đến bí mật nhà nước nên không trao đổi nội dung qua hệ thống; "
        f"xin liên hệ trực tiếp {edition.ioc}.",
    )


OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.Interact: _asks_of_a_secret,
}
