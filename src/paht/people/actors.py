"""From people to the law's actors: an identifier without a name, roles, a body."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Actor
from paht.law.casework.states import Role

SYSTEM = Actor(id="system", roles=frozenset({Role.SYSTEM}))
"""The system itself, when a term runs out."""


@dataclass(frozen=True, slots=True)
class Official:
    """A signed-in member of staff: who they are, and what they may act as at this moment.

    ``confirmed_at`` is when their second factor confirmed this session last.
    """

    id: uuid.UUID
    jurisdiction_id: int
    name: str
    roles: frozenset[Role]
    agency_id: uuid.UUID | None
    agency_name: str
    session_id: uuid.UUID | None = None
    confirmed_at: datetime | None = None

    @property
    def actor(self) -> Actor:
        """The actor that the law knows."""
        return Actor(id=str(self.id), roles=self.roles, body=str(self.agency_id) if self.agency_id else None)


def sender(sender_id: uuid.UUID) -> Actor:
    """The sender of a report as an actor."""
    return Actor(id=str(sender_id), roles=frozenset({Role.SENDER}))


def interactor(person_id: uuid.UUID) -> Actor:
    """Somebody other than the sender who asks about a public result (VL.1.2.c), as an actor."""
    return Actor(id=str(person_id), roles=frozenset({Role.INTERACTOR}))


def actor_key(actor_id: str) -> uuid.UUID:
    """An actor's identifier as a key of the access record; the system is the nil UUID."""
    return uuid.UUID(int=0) if actor_id == SYSTEM.id else uuid.UUID(actor_id)


def official_of_row(row: tuple[object, ...]) -> Official:
    """The official of a row of the statement that finds who is signed in."""
    staff_id, jurisdiction_id, name, roles, agency_id, agency_name, session_id, confirmed_at = row
    assert isinstance(staff_id, uuid.UUID)
    assert isinstance(jurisdiction_id, int)
    assert isinstance(roles, list)
    assert isinstance(confirmed_at, datetime)
    return Official(
        id=staff_id,
        jurisdiction_id=jurisdiction_id,
        name=str(name),
        roles=frozenset(Role(role) for role in roles),
        agency_id=uuid.UUID(str(agency_id)) if agency_id else None,
        agency_name=str(agency_name or ""),
        session_id=uuid.UUID(str(session_id)),
        confirmed_at=confirmed_at,
    )
