"""What must stay with few: answers for the sender alone, state secrets."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialityAsked(Body):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretMarked(Body):
    reference: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredElsewhere(Body):
    """The answer follows the law on state secrets, outside this system; ``reference`` is the file's."""

    reference: Written


BODIES: tuple[type[Body], ...] = (
    ConfidentialityAsked,
    SecretMarked,
    AnsweredElsewhere,
)
