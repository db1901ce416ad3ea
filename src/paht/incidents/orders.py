"""Who is told of an incident and of its notice: orders in the outbox, which name the incident and quote nothing."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from paht.identity import new_id
from paht.law.incidents import Incident
from paht.law.reminding import DUE, Mark
from paht.messages.orders import COMMITTEE, DESK, SUPERVISING


@dataclass(frozen=True, slots=True)
class IncidentOrder:
    """To which office, by which template."""

    recipient_kind: str
    template: str


def orders_on_report(incident: Incident) -> Iterable[IncidentOrder]:
    """The supervising department is told at once (VL.21.8); of a leak the desk too."""
    template = "incident_leak" if incident.notice else "incident_reported"
    yield IncidentOrder(SUPERVISING, template)
    if incident.notice:
        yield IncidentOrder(DESK, template)


def orders_of_mark(mark: Mark) -> Iterable[IncidentOrder]:
    """The supervising department is reminded of the notice, and the desk; of a missed term the committee hears too."""
    is_late = mark.name == DUE or mark.name.startswith("after")
    template = "incident_notice_overdue" if is_late else "incident_notice_due"
    yield IncidentOrder(SUPERVISING, template)
    yield IncidentOrder(DESK, template)
    if mark.name == DUE:
        yield IncidentOrder(COMMITTEE, template)


_ORDERED = """
INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context, made_at,
    due_at)
VALUES (%s, %s, NULL, %s, NULL, %s, %s, %s, %s)
"""


def order(
    cursor: Any, jurisdiction_id: int, incident_id: uuid.UUID, each: IncidentOrder, *, now: datetime
) -> None:
    """Write the order, in the transaction that makes it true."""
    context = json.dumps({"incident": str(incident_id)})
    cursor.execute(
        _ORDERED, [jurisdiction_id, new_id(), each.recipient_kind, each.template, context, now, now]
    )
