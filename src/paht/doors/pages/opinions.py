"""What senders say beside their rating, opened for a page: it lies in the vault, and each look is recorded (VL.7.5)."""

import uuid
from dataclasses import replace

from paht.cases.queries import Detail
from paht.cases.texts import opinions
from paht.people import vault


def with_opinion(
    detail: Detail,
    *,
    jurisdiction_id: int,
    actor_id: str,
    purpose: str,
) -> Detail:
    """The case with the opinion among its texts, for the desk and the sender alone. Nothing is asked of the vault where
    there is none, or where the content is withheld."""
    written = {
        each.id
        for event in detail.events
        for each in opinions(event.body)
        if not each.is_blank and each.id not in detail.texts
    }
    if not written or detail.is_withheld:
        return detail
    opened = vault.look(
        jurisdiction_id=jurisdiction_id,
        record_ids=sorted(map(uuid.UUID, written)),
        fields=frozenset({"description"}),
        actor_id=actor_id,
        purpose=purpose,
    )
    words = {str(record): fields.get("description", "") for record, fields in opened.items()}
    return replace(detail, texts={**detail.texts, **words})
