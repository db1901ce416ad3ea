"""What a report proved to be worth, once the case has ended."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case


def _commendation_proposed(case: Case, body: e.CommendationProposed, at: datetime) -> Case:
    return replace(case, commended_at=at)


def _found_false(case: Case, body: e.FoundFalse, at: datetime) -> Case:
    return replace(case, found_false_at=at)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.CommendationProposed: _commendation_proposed,
    e.FoundFalse: _found_false,
}
