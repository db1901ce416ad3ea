"""Doing what a conversation asks for, by the operations that every door calls. Commands are named after the event
or the draft that causes them, so that doing it again does nothing."""

import uuid
from datetime import datetime

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import operations, queries, sending
from paht.cases.codes import read_code
from paht.cases.operations import Done, Outcome, Step
from paht.conversations import draft as d
from paht.conversations import links, reports, talking
from paht.conversations.draft import Draft
from paht.conversations.filling import files_of
from paht.conversations.heard import Heard
from paht.conversations.reports import Own
from paht.conversations.store import Conversation
from paht.conversations.talking import Said
from paht.law.casework.case import Refused
from paht.law.casework.states import RequestKind
from paht.people.actors import sender

_NOT_NOW = Refused("", "Việc này hiện không thực hiện được với phản ánh đã chọn.")


def act(
    each: Heard,
    *,
    conversation: Conversation,
    draft: uuid.UUID,
    jurisdiction: Jurisdiction,
    own: list[Own],
    now: datetime,
    origin: str,
) -> Said:
    """Do one of the acts that are done at once, and say what came of it."""
    verb, _, rest = each.text.partition(":")
    if verb == d.FORM:
        return talking.form_link(links.made(conversation, draft, origin=origin))
    if verb == d.ACCOUNT:
        return talking.account_link(links.to_account(conversation, origin=origin))
    if verb == d.RATE:
        case_id, _, level = rest.partition(":")
        found = _own(own, case_id)
        if found is None:
            return talking.NO_REPORT
        step = step_on(
            found, jurisdiction=jurisdiction, now=now, command_id=uuid.uuid5(uuid.UUID(each.id), "rate")
        )
        outcome = operations.rate(step, level=level)
        return talking.RATED if isinstance(outcome, Done) else _refusal(outcome)
    return _status(rest, jurisdiction=jurisdiction, own=own)


def _status(typed: str, *, jurisdiction: Jurisdiction, own: list[Own]) -> Said:
    if not typed:
        return talking.status([reports.line_of(each.code, each.case) for each in own])
    code = read_code(typed)
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=code) if code else None
    if detail is None:
        return talking.NO_REPORT
    return talking.status([reports.line_of(detail.code, detail.case)])


def speak_about(
    draft: Draft,
    *,
    own: list[Own],
    jurisdiction: Jurisdiction,
    now: datetime,
    command_id: uuid.UUID,
) -> Said:
    """Take in what was said about a report that was sent."""
    assert draft.about is not None
    verb, case_id = draft.about
    found = _own(own, case_id)
    if found is None:
        return talking.NO_REPORT
    step = step_on(found, jurisdiction=jurisdiction, now=now, command_id=command_id)
    outcome = _spoken(verb, step, draft, found)
    return talking.taken(verb, found.code) if isinstance(outcome, Done) else _refusal(outcome)


def _spoken(verb: str, step: Step, draft: Draft, found: Own) -> Outcome:
    if verb == d.INTERACT:
        return operations.interact(step, text=draft.words)
    kind = RequestKind.SUPPLEMENT if verb == d.SUPPLEMENT else RequestKind.VERIFICATION
    # A repeat after a crash finds the request answered: its number is still that of the latest one.
    request = next((each for each in reversed(found.case.requests) if each.kind is kind), None)
    if request is None:
        return _NOT_NOW
    if verb == d.VERIFY:
        return operations.answer_verification(step, request=request.number, answer=draft.words)
    files = files_of(draft, jurisdiction_id=step.jurisdiction.id)
    return sending.supplement(step, request=request.number, description=draft.words, files=files)


def step_on(found: Own, *, jurisdiction: Jurisdiction, now: datetime, command_id: uuid.UUID) -> Step:
    """A step of the report's own sender."""
    return Step(
        jurisdiction=jurisdiction,
        case_id=found.case_id,
        actor=sender(uuid.UUID(found.case.sender)),
        now=now,
        command_id=command_id,
    )


def _own(own: list[Own], case_id: str) -> Own | None:
    return next((each for each in own if str(each.case_id) == case_id), None)


def _refusal(outcome: Outcome) -> Said:
    return talking.refused(outcome.all if isinstance(outcome, Refused) else (_NOT_NOW,))
