"""What handlers may read of a sender's words: without the personal data that the vault knows (VL.7.5, ST.4.5)."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paht.people.actors import SYSTEM
from paht.people.corrections import corrections_of
from paht.people.masking import mask
from paht.people.vault import Look, look, looks

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


def redactor(*, jurisdiction_id: int, record_id: uuid.UUID) -> Redactor:
    """The redactor of the sender whose form lies in the vault record; the system's look is recorded. What the sender
    had corrected is taken out as well as what they wrote at first."""
    later = corrections_of(jurisdiction_id=jurisdiction_id, record_ids=[record_id]).get(record_id, [])
    opened = looks(jurisdiction_id, [redacting_look([record_id, *later])])[0]
    values = (value for fields in opened.values() for value in redactor_of(fields).values)
    return Redactor(tuple(sorted(set(values), key=len, reverse=True)))


def redacting_look(record_ids: Sequence[uuid.UUID]) -> Look:
    """The look that finds what is to be taken out, for pages that open something else in the same round trip."""
    return Look(record_ids, _PERSONAL, SYSTEM.id, _PURPOSE)


def redactor_of(fields: Mapping[str, str]) -> Redactor:
    """The redactor of what such a look found in a record."""
    values = {value.strip() for name, value in fields.items() if name in _PERSONAL}
    return Redactor(tuple(sorted((v for v in values if len(v) >= _SHORTEST), key=len, reverse=True)))


def original_text(*, jurisdiction_id: int, record_id: uuid.UUID, actor_id: str, purpose: str) -> str:
    """The original description of a vault record, unmasked; the look is recorded under the actor's name."""
    opened = look(
        jurisdiction_id=jurisdiction_id,
        record_ids=[record_id],
        fields=frozenset({"description"}),
        actor_id=actor_id,
        purpose=purpose,
    )
    return opened.get(record_id, {}).get("description", "")
