"""How a province and its bodies want to be reminded of their terms: a choice of the operator, never a rule of law."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paht.agencies.models import ReminderChoice
from paht.law.reminding import Reminding
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

MOST_DAYS, MOST_HOURS = 30, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """So many working days and hours before the term (0: not), halfway, at the term; and escalated so many working
    hours after it (0: never)."""

    days_before: int = 1
    hours_before: int = 1
    halfway: bool = True
    at_due: bool = True
    escalate_hours: int = 4

    @property
    def reminding(self) -> Reminding:
        """The choice as the law's reminders take it."""
        before = [
            amount * unit
            for amount, unit in ((self.days_before, WORKING_DAY), (self.hours_before, WORKING_HOUR))
            if amount
        ]
        return Reminding(
            before=tuple(before),
            halfway=self.halfway,
            at_due=self.at_due,
            escalate_after=self.escalate_hours * WORKING_HOUR if self.escalate_hours else None,
        )


DEFAULT = Choice()


def choices(*, jurisdiction_id: int) -> Mapping[uuid.UUID | None, Choice]:
    """The province's choice under ``None`` (the default where nothing was chosen), and those of its bodies."""
    rows = ReminderChoice.objects.filter(jurisdiction_id=jurisdiction_id).values_list("agency_id", "content")
    return {None: DEFAULT, **{agency: Choice(**content) for agency, content in rows}}


def choose(*, jurisdiction_id: int, agency_id: uuid.UUID | None, choice: Choice) -> None:
    """Keep the choice; it bears on reminders not yet sent."""
    content: dict[str, Any] = {name: getattr(choice, name) for name in Choice.__slots__}
    ReminderChoice.objects.update_or_create(
        jurisdiction_id=jurisdiction_id,
        agency_id=agency_id,  # type: ignore[misc]  # null is the province's own choice
        defaults={"content": content},
    )
