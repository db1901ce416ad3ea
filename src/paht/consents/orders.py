"""Who is told of a question, its answer and its end: orders in the outbox, which name the grant and quote nothing."""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from paht.identity import new_id
from paht.law.casework.case import Case
from paht.law.consent import Basis, Consent, ConsentBody
from paht.law.consent.events import (
    ConsentAsked,
    ConsentGiven,
    ConsentRecalled,
    ConsentRefused,
    ConsentWithdrawn,
)
from paht.messages.orders import AGENCY, SENDER, SUPERVISING, Order

_TO_GRANTEE: dict[type[ConsentBody], str] = {
    ConsentGiven: "consent_given",
    ConsentRefused: "consent_refused",
    ConsentWithdrawn: "consent_withdrawn",
}


def orders_for(consent: Consent, case: Case, body: ConsentBody) -> Iterable[Order]:
    """The sender is asked by their channel, and told where another law compels; the grantee hears the answer."""
    if isinstance(body, ConsentAsked):
        is_compelled = body.basis is Basis.COMPELLED
        yield Order(SENDER, case.sender, "data_demanded" if is_compelled else "consent_asked")
        if is_compelled and body.body:
            yield Order(AGENCY, body.body, "consent_given")
    elif isinstance(body, ConsentRecalled):
        yield Order(SENDER, case.sender, "consent_recalled")
    elif type(body) in _TO_GRANTEE:
        template = _TO_GRANTEE[type(body)]
        if consent.body:
            yield Order(AGENCY, consent.body, template)
        else:
            yield Order(SUPERVISING, None, template)


_ORDERED = """
INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context, made_at,
    due_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def place(
    cursor: Any,
    jurisdiction_id: int,
    case_id: uuid.UUID,
    consent_id: uuid.UUID,
    each: Order,
    *,
    now: datetime,
) -> None:
    """Write the order, in the transaction that makes it true."""
    context = json.dumps({"consent": str(consent_id)})
    key = [jurisdiction_id, new_id(), case_id]
    cursor.execute(_ORDERED, [*key, each.recipient_kind, each.recipient_id, each.template, context, now, now])
