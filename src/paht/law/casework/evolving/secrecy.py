"""What must stay with few: answers for the sender alone, state secrets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.states import Stage


def _confidentiality_asked(case: Case, body: e.ConfidentialityAsked, at: datetime) -> Case:
    return replace(case, confidential=True)


def _secret_marked(case: Case, body: e.SecretMarked, at: datetime) -> Case:
    """What was published before is taken off: from now on it was answered to the sender alone."""
    stage = Stage.ANSWERED if case.stage is Stage.PUBLISHED else case.stage
    return replace(case, secret_reference=body.reference, stage=stage)


def _answered_elsewhere(case: Case, body: e.AnsweredElsewhere, at: datetime) -> Case:
    return replace(case, stage=Stage.ANSWERED)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.ConfidentialityAsked: _confidentiality_asked,
    e.SecretMarked: _secret_marked,
    e.AnsweredElsewhere: _answered_elsewhere,
}
