"""How alike sealed texts are: the vault opens and compares, and tells the likeness alone.

No sketch of a text is kept anywhere: what an erased text said cannot be compared any more. A likeness is told in steps
of a twentieth, to so many records a question and so many questions a minute, so that nobody gropes for a text by trial.
"""

import re
import unicodedata
import uuid
from collections import Counter
from collections.abc import Sequence

from paht.people.vault_wire import ask

MOST_RECORDS = 30
QUESTIONS_A_MINUTE = 600
STEP = 0.05
PURPOSE = "Hệ thống so sánh nội dung với phản ánh khác của cùng người gửi (không hiển thị cho ai)"


def likeness(
    *, jurisdiction_id: int, record_id: uuid.UUID, others: Sequence[uuid.UUID]
) -> dict[uuid.UUID, float]:
    """How alike the description of a record is to those of others, 0 to 1 in steps of :data:`STEP`; without those that
    were erased. Each opening is recorded as the system's.

    Raises :class:`~paht.people.vault_wire.VaultClosed`, :class:`~paht.people.vault_wire.TooMany`.
    """
    if not others:
        return {}
    answer = ask(
        "likeness",
        jurisdiction=jurisdiction_id,
        record=str(record_id),
        others=[str(other) for other in others[:MOST_RECORDS]],
    )
    return {uuid.UUID(record): float(share) for record, share in answer["likeness"].items()}


def compared(text: str, others: dict[str, str]) -> dict[str, float]:
    """The answer to the question, from the opened texts; an empty text is like none."""
    own = _trigrams(text)
    return {record: _share(own, _trigrams(other)) for record, other in others.items() if other.strip()}


def folded(text: str) -> str:
    """The text without diacritics, marks and capitals: words of letters and digits with one space between."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _trigrams(text: str) -> Counter[str]:
    words = f" {folded(text)} "
    return Counter(words[at : at + 3] for at in range(len(words) - 2))


def _share(own: Counter[str], other: Counter[str]) -> float:
    both = own.total() + other.total()
    alike = 2 * (own & other).total() / both if both else 0.0
    return round(round(alike / STEP) * STEP, 2)
