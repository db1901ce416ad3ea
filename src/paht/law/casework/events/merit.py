"""What a report proved to be worth, once the case has ended."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendationProposed(Body):
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFalse(Body):
    finding: Written


BODIES: tuple[type[Body], ...] = (
    CommendationProposed,
    FoundFalse,
)
