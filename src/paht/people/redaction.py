"""What handlers may read of a sender's words: without the personal data that the vault knows (VL.7.5, ST.4.5)."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from paht.people.actors import SYSTEM
from paht.people.masking import mask
from paht.people.vault import look

HIDDEN = "[đã ẩn thông tin cá nhân]"
_PERSONAL = frozenset({"name", "phone", "email", "address", "identity_number"})
_PURPOSE = "Hệ thống che thông tin cá nhân trong nội dung trước khi cơ quan xử lý đọc"
_SHORTEST = 4
"""Values shorter than this are parts of ordinary words, and hiding them would hide the matter."""


@dataclass(frozen=True, slots=True)
class Redactor:
    """Takes one sender's personal data out of texts; nobody is shown what it knows."""

    values: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """The text with the sender's own data, and whatever looks like personal data, replaced by words."""
        for value in self.values:
            text = re.sub(re.escape(value), HIDDEN, text, flags=re.IGNORECASE)
        return mask(text)


def redactor(*, jurisdiction_id: int, record_id: uuid.UUID, at: datetime) -> Redactor:
    """The redactor of the sender whose form lies in the vault record; the system's look is recorded."""
    opened = look(
        jurisdiction_id=jurisdiction_id,
        record_ids=[record_id],
        fields=_PERSONAL,
        actor_id=SYSTEM.id,
        purpose=_PURPOSE,
        at=at,
    )
    values = {value.strip() for fields in opened.values() for value in fields.values()}
    return Redactor(tuple(sorted((v for v in values if len(v) >= _SHORTEST), key=len, reverse=True)))


def original_text(
    *, jurisdiction_id: int, record_id: uuid.UUID, actor_id: str, purpose: str, at: datetime
) -> str:
    """The original description of a vault record, unmasked; the look is recorded under the actor's name."""
    opened = look(
        jurisdiction_id=jurisdiction_id,
        record_ids=[record_id],
        fields=frozenset({"description"}),
        actor_id=actor_id,
        purpose=purpose,
        at=at,
    )
    return opened.get(record_id, {}).get("description", "")
