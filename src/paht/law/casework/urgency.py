"""What is urgent: recognised by a row of the edition, from the field chosen and from what the sender ticked.

The software raises the alarm; only an officer acts on it, or lowers it.
"""

from dataclasses import dataclass

from paht.law.casework.states import AlarmSource, Field, Kind
from paht.law.editions.rows import Edition

OTHER = "other"
"""The kind of what none of the named ones fits: the regulations' lists are open."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A kind of the edition's list, and how it was recognised."""

    kind: str
    source: AlarmSource


def recognised(*, edition: Edition, kind: Kind, field: Field, ticked: bool) -> Recognised | None:
    """Whether a report of this field, ticked as urgent or not, raises the alarm (VL.16.0, ST.8.6.0)."""
    if not edition.urgent_kinds:
        return None
    sign = next((sign for sign in edition.urgent_signs if sign.field is field), None)
    if ticked:
        return Recognised(sign.kind if sign else OTHER, AlarmSource.TICK)
    if sign and sign.alone and kind is Kind.REPORT:
        return Recognised(sign.kind, AlarmSource.FIELD)
    return None
