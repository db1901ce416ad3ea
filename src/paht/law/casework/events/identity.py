"""Verifying a sender's identity, or a content, by call, SMS or e-mail."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import Body, RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequested(RequestBody):
    matter: str
    way: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationAnswered(RequestBody):
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationTried(RequestBody):
    way: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationSucceeded(RequestBody):
    way: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationFailed(RequestBody):
    way: str
    note: Written
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationLapsed(RequestBody):
    clause: str


BODIES: tuple[type[Body], ...] = (
    VerificationRequested,
    VerificationAnswered,
    VerificationTried,
    VerificationSucceeded,
    VerificationFailed,
    VerificationLapsed,
)
