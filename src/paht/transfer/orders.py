"""Who is told of a state body's request: orders in the outbox, which name the request and quote nothing."""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from paht.identity import new_id
from paht.law.providing import Provision, ProvisionBody
from paht.law.providing.events import (
    PackageDropped,
    PackageEnded,
    PackageMade,
    ProvisionApproved,
    ProvisionAsked,
    ProvisionRecalled,
    ProvisionRefused,
)
from paht.messages.orders import AGENCY, DESK, SUPERVISING

ASKER = "asker"
_TOLD: dict[type[ProvisionBody], tuple[str, tuple[str, ...]]] = {
    ProvisionAsked: ("provision_asked", (SUPERVISING,)),
    ProvisionApproved: ("provision_approved", (SUPERVISING, ASKER)),
    ProvisionRefused: ("provision_refused", (SUPERVISING, ASKER)),
    ProvisionRecalled: ("provision_recalled", (SUPERVISING, ASKER)),
    PackageMade: ("provision_ready", (SUPERVISING, ASKER)),
    PackageDropped: ("provision_made_anew", (ASKER,)),
    PackageEnded: ("provision_ended", (SUPERVISING, ASKER)),
}


def orders_for(body: ProvisionBody) -> Iterable[tuple[str, str]]:
    """Whom it concerns, and the template: the supervising department, and the one member of staff who recorded it."""
    template, whom = _TOLD.get(type(body), ("", ()))
    return ((each, template) for each in whom)


# Whoever recorded the request is told as the member of staff that they are, of the body they belong to.
_ORDERED = f"""
INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, staff_id, template, context,
    made_at, due_at)
SELECT %(jurisdiction)s, %(id)s, NULL,
       CASE WHEN %(asker)s::uuid IS NULL THEN %(kind)s WHEN b.body IS NULL THEN '{DESK}' ELSE '{AGENCY}' END,
       b.body, %(asker)s, %(template)s, %(context)s, %(now)s, %(now)s
FROM (SELECT (SELECT m.agency_id FROM people_membership m JOIN people_staff s ON s.id = m.staff_id
      WHERE m.staff_id = %(asker)s AND s.jurisdiction_id = %(jurisdiction)s
        AND (m.valid_until IS NULL OR m.valid_until > %(now)s) ORDER BY m.id LIMIT 1) AS body) b
"""


def order(
    cursor: Any,
    jurisdiction_id: int,
    provision_id: uuid.UUID,
    after: Provision,
    body: ProvisionBody,
    *,
    now: datetime,
) -> None:
    """Write the orders, in the transaction that makes them true."""
    for kind, template in orders_for(body):
        given = {
            "jurisdiction": jurisdiction_id,
            "id": new_id(),
            "kind": kind,
            "asker": uuid.UUID(after.asker) if kind == ASKER else None,
            "template": template,
            "context": json.dumps({"provision": str(provision_id)}),
            "now": now,
        }
        cursor.execute(_ORDERED, given)
