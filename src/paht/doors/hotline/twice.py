"""One call, one report, unless an officer means a second: what is told to whoever enters a call once more."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from paht.calls import entered
from paht.calls.entered import Linked
from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Entering:
    """What an officer enters: the command, the reports that they knew of, whether they are to be told of others."""

    command_id: uuid.UUID
    is_held: bool


def entering(request: HttpRequest, official: Official, *, call_id: uuid.UUID) -> Entering:
    """Held where a colleague linked a report that the officer's page did not show, or where one was shown and the
    officer did not say that theirs is another matter."""
    links = entered.linked(official, call_id=call_id)
    shown = set(request.POST.get("known", "").split())
    known = {each.case_id for each in links if str(each.case_id) in shown}
    unseen = [each for each in links if each.case_id not in known and each.staff_id != official.id]
    return Entering(
        command_id=entered.next_command(call_id=call_id, known=known),
        is_held=bool(unseen) or (bool(known) and not request.POST.get("second")),
    )


def is_colleagues(official: Official, *, call_id: uuid.UUID, case_id: uuid.UUID) -> bool:
    """Whether a command that had been sent before was a colleague's: the officer's own is a double click."""
    return not any(
        each.case_id == case_id and each.staff_id == official.id
        for each in entered.linked(official, call_id=call_id)
    )


def shown(official: Official, *, call_id: uuid.UUID) -> dict[str, Any]:
    """What the form says of the call's reports: each with who, when and its link; the ones it has shown."""
    links = entered.linked(official, call_id=call_id)
    return {
        "links": [_row(each) for each in links],
        "known": " ".join(str(each.case_id) for each in links),
    }


def _row(each: Linked) -> dict[str, Any]:
    href = reverse("desk-case", args=[each.case_id])
    return {"code": each.code, "href": href, "staff": each.staff, "at": each.at}
