"""Who is told of a request: orders in the outbox, which name the request and quote nothing."""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from paht.identity import new_id
from paht.law.reminding import DUE, Mark
from paht.law.subjects import Right, SubjectBody, SubjectRequest
from paht.law.subjects.events import (
    RequestAcknowledged,
    RequestExtended,
    RequestFulfilled,
    RequestRefused,
    RightAsked,
)
from paht.messages.orders import OFFICER, SENDER, SUPERVISING

_TO_SUBJECT: dict[type[SubjectBody], str] = {
    RightAsked: "data_request_received",
    RequestAcknowledged: "data_request_acknowledged",
    RequestExtended: "data_request_extended",
    RequestRefused: "data_request_refused",
    RequestFulfilled: "data_request_fulfilled",
}


def orders_for(body: SubjectBody, request: SubjectRequest) -> Iterable[tuple[str, str]]:
    """Recipient kinds and templates: who asked is told of every step, the officer of what is to be done or was. Once
    everything is erased there is no number left to tell it to: their page does."""
    is_gone = request.right is Right.DELETE and isinstance(body, RequestFulfilled) and not body.kept
    if not is_gone and (template := _TO_SUBJECT.get(type(body))):
        yield SENDER, template
    if isinstance(body, RightAsked):
        yield OFFICER, "data_request_asked"


def orders_of_mark(mark: Mark) -> Iterable[tuple[str, str]]:
    """The officer is reminded; of a term long missed the supervising department hears."""
    if mark.is_escalation:
        yield SUPERVISING, "data_request_overdue"
    else:
        yield OFFICER, "data_request_overdue" if mark.name == DUE else "data_request_due"


_ORDERED = """
INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context, made_at,
    due_at)
VALUES (%s, %s, NULL, %s, %s, %s, %s, %s, %s)
"""


def order(
    cursor: Any,
    jurisdiction_id: int,
    request_id: uuid.UUID,
    each: tuple[str, str],
    *,
    sender_id: uuid.UUID | None,
    now: datetime,
) -> None:
    """Write the order, in the transaction that makes it true; a subject without a phone is told by their page alone."""
    kind, template = each
    if kind == SENDER and sender_id is None:
        return
    recipient = sender_id if kind == SENDER else None
    context = json.dumps({"request": str(request_id)})
    cursor.execute(_ORDERED, [jurisdiction_id, new_id(), kind, recipient, template, context, now, now])
