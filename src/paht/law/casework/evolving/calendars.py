"""Terms that follow the calendar."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case


def _term_moved(case: Case, body: e.TermMoved, at: datetime) -> Case:
    moved = {move.number: move for move in body.moved}
    return replace(
        case,
        duties=tuple(
            replace(duty, due_at=moved[duty.number].due_at, violation_at=moved[duty.number].violation_at)
            if duty.number in moved
            else duty
            for duty in case.duties
        ),
    )


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.TermMoved: _term_moved,
}
