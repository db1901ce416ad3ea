"""Following, urging, reminding."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.evolving.parts import with_assignment


def _urged(case: Case, body: e.Urged, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    return with_assignment(case, body.assignment, times_urged=before.times_urged + 1)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {e.Urged: _urged}
