"""Checking a result, answering the sender, publishing, rating."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReturned(AssignmentBody):
    ground: str
    note: Written
    to_leader: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Body):
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPrivately(Body):
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Body):
    level: str
    comment: Written | None


BODIES: tuple[type[Body], ...] = (
    ResultReturned,
    Published,
    AnsweredPrivately,
    Rated,
)
