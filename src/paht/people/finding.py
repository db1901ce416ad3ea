"""Finding what may have to be masked in a text: proposals for an officer, who decides each of them (VL.7.5, ST.4.5).

What is found, and how, stands in :mod:`paht.triage.personal`. What is ``sure`` is proposed as masked; the rest waits
for a decision.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paht.people.masking import EMAIL_MASK, IDENTITY_MASK, PHONE_MASK
from paht.triage.personal import Found, find, tidied

__all__ = ["MASKS", "Found", "Settled", "find", "pieces", "settle", "tidied"]

MASKS: dict[str, str] = {
    "phone": PHONE_MASK,
    "email": EMAIL_MASK,
    "cccd": IDENTITY_MASK,
    "plate": "[đã ẩn biển số]",
    "account": "[đã ẩn số tài khoản]",
    "name": "[đã ẩn họ tên]",
    "address": "[đã ẩn địa chỉ riêng]",
}
"""What stands in the place of each kind of personal data."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A text with its decisions carried out: how often each kind was masked, and what nobody has decided yet."""

    text: str
    masked: tuple[tuple[str, int], ...]
    undecided: tuple[Found, ...]


def settle(text: str, decisions: Mapping[str, bool], *, own_name: str = "") -> Settled:
    """The text as it goes out: what was decided to be masked (by ``Found.key``) is replaced by words that say so."""
    text = tidied(text)
    made, last, undecided = [], 0, []
    counts: Counter[str] = Counter()
    for found in find(text, own_name=own_name):
        decision = decisions.get(found.key)
        if decision is None:
            undecided.append(found)
        elif decision:
            made += [text[last : found.start], MASKS[found.kind]]
            last = found.end
            counts[found.kind] += 1
    return Settled("".join((*made, text[last:])), tuple(sorted(counts.items())), tuple(undecided))


def pieces(text: str, found: Sequence[Found]) -> Iterator[tuple[str, Found | None]]:
    """The text cut at its findings, for marking them."""
    last = 0
    for each in found:
        if each.start > last:
            yield text[last : each.start], None
        yield each.text, each
        last = each.end
    if last < len(text):
        yield text[last:], None
