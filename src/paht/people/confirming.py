"""Confirming by a second factor: when signing in, and again before personal data are opened (step-up).

One confirmation covers an officer's own queue for a quarter of an hour; anything else needs one of its own.
"""

import uuid
from datetime import datetime, timedelta
from enum import Enum, auto

from paht.people import attempts, factors, passkeys
from paht.people.models import PASSKEY, AccountEvent, StaffSession
from paht.people.passkeys import Site

COVERS = timedelta(minutes=15)
"""How long one confirmation covers the officer's own queue."""

TRIES = 5
"""Wrong confirmations of one person in a window of :data:`attempts.WINDOW`."""


class Outcome(Enum):
    """What came of a confirmation."""

    CONFIRMED = auto()
    WRONG = auto()
    TOO_MANY = auto()


def is_covered(confirmed_at: datetime | None, *, at: datetime) -> bool:
    """Whether the last confirmation still covers the officer's own queue."""
    return confirmed_at is not None and at - confirmed_at < COVERS


def confirm(
    *,
    staff_id: uuid.UUID,
    session_id: uuid.UUID,
    site: Site,
    code: str,
    answer: str,
    purpose: str,
    at: datetime,
) -> Outcome:
    """Confirm by the code typed or the passkey's answer; what was confirmed, with what and why, is written down."""
    tried = f"confirm:{staff_id}"
    if not attempts.spend({tried: TRIES}, at=at):
        return Outcome.TOO_MANY
    kind = _kind_of(staff_id=staff_id, session_id=session_id, site=site, code=code, answer=answer, at=at)
    if kind is None:
        _write(staff_id, "confirm_failed", purpose, at)
        return Outcome.WRONG
    attempts.give_back(tried)
    _write(staff_id, "confirmed", f"{kind}: {purpose}", at)
    StaffSession.objects.filter(pk=session_id, confirmed_at__isnull=False).update(confirmed_at=at)
    return Outcome.CONFIRMED


def _kind_of(
    *, staff_id: uuid.UUID, session_id: uuid.UUID, site: Site, code: str, answer: str, at: datetime
) -> str | None:
    if answer:
        used = passkeys.use(site=site, session_id=session_id, staff_id=staff_id, answer=answer, at=at)
        return PASSKEY if used else None
    return factors.use_code(staff_id=staff_id, typed=code, at=at)


def _write(staff_id: uuid.UUID, what: str, detail: str, at: datetime) -> None:
    AccountEvent.objects.create(
        staff_id=staff_id, happened_at=at, what=what, by=staff_id, detail=detail[:200]
    )
