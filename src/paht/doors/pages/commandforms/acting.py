"""Giving a command by its form: one way for every door."""

import uuid

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest

from paht import clock
from paht.cases.operations import Done, NotFound, Overtaken, Step
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.commandforms.form import Answers, Asks
from paht.doors.pages.commandforms.showing import Attempted
from paht.doors.pages.province import province_of
from paht.doors.pages.uploads import uploaded
from paht.law.casework.case import Refused
from paht.people.actors import Official


def give(request: HttpRequest, official: Official, detail: Detail, action: str) -> Done | Attempted:
    """Give the command; what did not come to pass is an :class:`Attempted` to show the page again with (422, or 409
    where somebody was faster). Raises Http404 for an unknown form and BadRequest for tampered hidden fields."""
    form = FORMS.get(action)
    if form is None:
        raise Http404
    typed = request.POST
    files, problem = (
        uploaded(request, official) if any(f.asks is Asks.FILES for f in form.fields) else ((), "")
    )
    if problem:
        return Attempted(action, typed, files, {"files": problem}, 422)
    step = Step(
        jurisdiction=province_of(request),
        case_id=detail.id,
        actor=official.actor,
        now=clock.now(),
        command_id=_uuid(typed.get("command_id", "")),
        expected_version=_number(typed.get("expected_version", "")),
    )
    outcome = form.run(step, Answers(typed, _number(typed.get("number") or "0"), files, detail))
    if isinstance(outcome, NotFound):
        raise Http404
    if isinstance(outcome, Refused):
        return Attempted(action, typed, files, _errors(outcome), 422)
    if isinstance(outcome, Overtaken):
        return Attempted(action, typed, files, {}, 409, step.expected_version)
    return outcome


def _errors(refused: Refused) -> dict[str, str]:
    """Each refusal at its field, with its clause; what has no field stands for the form as a whole."""
    return {
        one.field or "": f"{one.reason} Căn cứ: {clause_words(one.clause)}." if one.clause else one.reason
        for one in refused.all
    }


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadRequest("command_id") from error


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadRequest("number") from error
