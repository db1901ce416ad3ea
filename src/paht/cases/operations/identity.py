"""Verifying a sender's identity, or a content, by call, SMS or e-mail."""

import os

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose, in_vault
from paht.identity import new_id
from paht.law.casework import commands as c
from paht.people.vault import seal


def request_verification(step: Step, *, matter: str, way: str, note: str) -> Outcome:
    """Seek the sender out to verify a matter of the edition."""
    text = compose(note, purpose="verification_request")
    return perform(step, c.RequestVerification(matter=matter, way=way, note=text.written), [text])


def record_verification(step: Step, *, request: int, outcome: str, way: str, note: str) -> Outcome:
    """Record what the call, SMS or e-mail came to."""
    text = compose(note, purpose="verification_outcome")
    command = c.RecordVerification(request=request, outcome=outcome, way=way, note=text.written)
    return perform(step, command, [text])


def answer_verification(step: Step, *, request: int, answer: str) -> Outcome:
    """The sender answers in writing; the words are sealed like a description, as they speak of a person."""
    answer = answer.replace("\r\n", "\n").strip()
    record_id, salt = new_id(), os.urandom(16)
    fields = {"description": answer, "salt": salt.hex()}
    command = c.AnswerVerification(request=request, answer=in_vault(answer, record_id=record_id, salt=salt))
    sealed = (
        (seal(record_id=record_id, jurisdiction_id=step.jurisdiction.id, fields=fields),) if answer else ()
    )
    return perform(step, command, sealed=sealed)


def lapse_verification(step: Step, *, request: int) -> Outcome:
    """Close a report whose verification did not succeed in term; the sweep calls this."""
    return perform(step, c.LapseVerification(request=request))
