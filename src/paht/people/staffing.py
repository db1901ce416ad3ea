"""Central creation of staff accounts, with the body and the roles they act for (VL.20.6, VL.12.3)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from paht.agencies.models import Agency, Jurisdiction
from paht.law.casework.states import Role
from paht.people.models import Membership, RosterEntry, Staff, qualified


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person to be given an account: login, name, body, roles."""

    login: str
    name: str
    agency: Agency
    roles: Sequence[Role]


@transaction.atomic
def appoint(
    *, jurisdiction: Jurisdiction, appointments: Sequence[Appointment], password: str, at: datetime
) -> list[Staff]:
    """Accounts with one first password, members of their bodies from ``at`` on, on duty for the coming thirty days."""
    first_password = make_password(password)
    people = [
        Staff(
            jurisdiction=jurisdiction,
            login=qualified(a.login, jurisdiction.slug),
            name=a.name,
            password=first_password,
        )
        for a in appointments
    ]
    Staff.objects.bulk_create(people)
    pairs = list(zip(people, appointments, strict=True))
    Membership.objects.bulk_create(
        [
            Membership(staff=staff, agency=a.agency, role=role.value, valid_from=at)
            for staff, a in pairs
            for role in a.roles
        ]
    )
    RosterEntry.objects.bulk_create(
        [
            RosterEntry(agency=a.agency, staff=staff, starts_at=at, ends_at=at + timedelta(days=30))
            for staff, a in pairs
        ]
    )
    return people


def has_role(*, staff_id: uuid.UUID, at: datetime) -> bool:
    """Whether the person holds any role at the moment."""
    return Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=at), staff_id=staff_id, valid_from__lte=at
    ).exists()
