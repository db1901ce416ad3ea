"""After the answer: asking back, judging, clarifying, and the calls to an agency."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from paht.cases import belonging
from paht.cases.operations.performing import Done, Outcome, Step, perform
from paht.cases.texts import compose
from paht.cases.words import sealed_words
from paht.law.casework import commands as c
from paht.law.casework.admission import form_state, phone_number, tidy
from paht.law.casework.case import Case, FileRef, Written
from paht.law.casework.deciding.interacting import ASKED_OF
from paht.law.editions import get
from paht.people import senders, standings
from paht.people.actors import interactor
from paht.people.vault import Sealed

_NAMESPACE = uuid.UUID("2f0d7c5b-8f4e-4d0c-9a51-6c1f0f8a7e11")


def interact(step: Step, *, text: str) -> Outcome:
    """The sender asks back; the words are kept sealed, like those of the report."""
    written, sealed = _sealed(step, text, {})
    return perform(step, c.Interact(original=written), sealed=sealed)


def interact_with_public(
    step: Step, *, text: str, personal: Mapping[str, str], person: uuid.UUID | None = None
) -> Outcome:
    """Somebody else asks about a public result; ``personal`` holds name and phone as typed, kept sealed.

    The number alone tells who acts, whatever actor the step names. ``person`` is who is signed in: where the number is
    theirs, so is what was asked.
    """
    asked = {name: tidy(personal.get(name, "")) for name in ASKED_OF}
    form = form_state(edition=step.jurisdiction.edition, values=asked)
    if dict(form)["phone"] == "ok":
        sender = senders.known(jurisdiction_id=step.jurisdiction.id, phone=asked["phone"], now=step.now)
        step = replace(step, actor=interactor(sender))
    kept = {**asked, "phone": phone_number(asked["phone"])}
    written, sealed = _sealed(step, text, kept)
    command = c.InteractWithPublic(
        original=written, form=tuple((name, state) for name, state in form if name in ASKED_OF)
    )
    outcome = perform(step, command, sealed=sealed)
    if isinstance(outcome, Done) and not outcome.repeated and person is not None:
        belonging.claim_words(
            jurisdiction_id=step.jurisdiction.id,
            record_id=uuid.UUID(written.id),
            sender_id=uuid.UUID(step.actor.id),
            person_id=person,
            at=step.now,
        )
    return outcome


def judge_interaction(step: Step, *, request: int, judgement: str, reason: str) -> Outcome:
    """The IOC finds an interaction justified, not justified or improper; an improper one counts against whoever made
    it (VL.15.1.b). A repeat of the command after a crash between the two writes what is missing."""
    text = compose(reason, purpose="interaction_judgement")
    command = c.JudgeInteraction(request=request, judgement=judgement, reason=text.written)
    outcome = perform(step, command, [text])
    if isinstance(outcome, Done):
        _count(step, outcome.case, request=request, judgement=judgement, finding=reason)
    return outcome


def _count(step: Step, case: Case, *, request: int, judgement: str, finding: str) -> None:
    """Record the violation that the judgement is, by the clause that both rows cite; most are none."""
    edition = get(case.edition)
    clauses = {ground.clause for ground in edition.judgements if ground.key == judgement}
    violation = next((ground for ground in edition.violation_grounds if ground.clause in clauses), None)
    asked = next(each for each in case.requests if each.number == request)
    if violation is not None:
        standings.record_violation(
            standings.Step(
                jurisdiction=step.jurisdiction,
                sender=uuid.UUID(asked.by),
                actor=step.actor,
                now=step.now,
                command_id=uuid.uuid5(_NAMESPACE, str(step.command_id)),
            ),
            case_id=uuid.UUID(case.id),
            ground=violation.key,
            finding=finding,
            about=None if asked.by == case.sender else uuid.UUID(asked.text.id),
        )


def answer_interaction(step: Step, *, request: int, answer: str) -> Outcome:
    """The agency clarifies what was asked."""
    text = compose(answer, purpose="clarification")
    return perform(step, c.AnswerInteraction(request=request, answer=text.written), [text])


def return_answer(step: Step, *, request: int, note: str) -> Outcome:
    """The IOC gives an inadequate clarification back to the agency."""
    text = compose(note, purpose="clarification_return")
    return perform(step, c.ReturnAnswer(request=request, note=text.written), [text])


def release_interaction(step: Step, *, request: int, question: str, answer: str) -> Outcome:
    """The IOC gives the checked clarification out, with the question as it may be read."""
    asked = compose(question, purpose="question")
    answered = compose(answer, purpose="clarification")
    command = c.ReleaseInteraction(request=request, question=asked.written, answer=answered.written)
    return perform(step, command, [asked, answered])


def record_call(
    step: Step, *, assignment: int, answered: bool | None, note: str, recording: FileRef | None = None
) -> Outcome:
    """An officer records a call to the agency from the shared number."""
    text = compose(note, purpose="call")
    command = c.RecordCall(assignment=assignment, answered=answered, note=text.written, recording=recording)
    return perform(step, command, [text])


def _sealed(step: Step, text: str, personal: Mapping[str, str]) -> tuple[Written, tuple[Sealed, ...]]:
    written, record = sealed_words(step.jurisdiction.id, text, personal)
    return written, (record,)
