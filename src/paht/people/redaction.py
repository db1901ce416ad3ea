"""What handlers may read of a sender's words: without the personal data that the vault knows (VL.7.5, ST.4.5)."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from paht.people.actors import SYSTEM
from paht.people.corrections import corrections_of
from paht.people.masking import mask
from paht.people.vault import Look, look, looks

LEFT_OUT = "[…]"
HIDDEN = "[đã ẩn thông tin cá nhân]"
_PERSONAL = frozenset({"name", "phone", "email", "address", "identity_number"})
_PURPOSE = "Hệ thống che thông tin cá nhân trong nội dung trước khi cơ quan xử lý đọc"
_ALIKE = 0.6
"""From which likeness on a changed word is taken for the same, spelt otherwise."""
_SHORTEST = 4
"""Values shorter than this are parts of ordinary words, and hiding them would hide the matter."""


@dataclass(frozen=True, slots=True)
class Redactor:
    """Takes one sender's personal data out of texts; nobody is shown what it knows."""

    values: tuple[str, ...]
    own: tuple[str, ...]

    def released(self, text: str) -> str:
        """A text that an officer released, without the sender's own name, numbers and e-mail all the same: no officer
        can give those to a handler (VL.7.5). An address may be the matter's and stays."""
        for value in self.own:
            text = re.sub(re.escape(value), HIDDEN, text, flags=re.IGNORECASE)
        return text

    def __call__(self, text: str) -> str:
        """The text with the sender's own data, and whatever looks like personal data, replaced by words."""
        for value in self.values:
            text = re.sub(re.escape(value), HIDDEN, text, flags=re.IGNORECASE)
        return mask(text)


def travelling(original: str, released: str) -> str:
    """The original as it travels with the released text (VL.10.1): its words as far as an officer released them, and
    those that were only spelt otherwise; whatever was masked or taken out is left out."""
    were, are = (re.findall(r"\S+|\s+", text) for text in (original, released))
    made = []
    for step in Levenshtein.opcodes(were, are):
        said = "".join(were[step.src_start : step.src_end])
        instead = "".join(are[step.dest_start : step.dest_end])
        is_spelling = step.tag == "replace" and Levenshtein.normalized_similarity(said, instead) >= _ALIKE
        if step.tag == "equal" or is_spelling or not said.strip():
            made.append(said)
        else:
            made.append(LEFT_OUT)
    return "".join(made)


def redactor(*, jurisdiction_id: int, record_id: uuid.UUID) -> Redactor:
    """The redactor of the sender whose form lies in the vault record; the system's look is recorded. What the sender
    had corrected is taken out as well as what they wrote at first."""
    later = corrections_of(jurisdiction_id=jurisdiction_id, record_ids=[record_id]).get(record_id, [])
    opened = looks(jurisdiction_id, [redacting_look([record_id, *later])])[0]
    return redactor_of(opened.values())


def redacting_look(record_ids: Sequence[uuid.UUID]) -> Look:
    """The look that finds what is to be taken out, for pages that open something else in the same round trip."""
    return Look(record_ids, _PERSONAL, SYSTEM.id, _PURPOSE)


def redactor_of(records: Iterable[Mapping[str, str]]) -> Redactor:
    """The redactor of what such a look found in the records of one sender."""
    found = [each for fields in records for each in fields.items()]

    def of(names: frozenset[str]) -> tuple[str, ...]:
        values = {value.strip() for name, value in found if name in names}
        return tuple(sorted((v for v in values if len(v) >= _SHORTEST), key=len, reverse=True))

    return Redactor(of(_PERSONAL), of(_PERSONAL - {"address"}))


def own_name(*, jurisdiction_id: int, record_id: uuid.UUID) -> str:
    """The name in the sender's form, for finding it in the words of the same sender; the system's look is recorded."""
    asked = Look([record_id], frozenset({"name"}), SYSTEM.id, _PURPOSE)
    return looks(jurisdiction_id, [asked])[0].get(record_id, {}).get("name", "")


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
