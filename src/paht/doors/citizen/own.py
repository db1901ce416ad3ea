"""What being signed in changes about sending: the form is filled in, the report is theirs, a lock reaches them."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest

from paht.cases import belonging
from paht.doors.citizen.signed import citizen_of
from paht.law.casework.case import Case
from paht.law.standing import NEW, Standing
from paht.people import citizens, standings
from paht.people.vault_wire import VaultClosed


def personal(request: HttpRequest) -> dict[str, str]:
    """What the form about the sender holds already: nothing where the vault is closed, for sending goes on without."""
    citizen = citizen_of(request)
    if citizen is None:
        return {}
    try:
        return citizens.profile(jurisdiction_id=citizen.jurisdiction_id, person_id=citizen.person_id)
    except VaultClosed:
        return {}


def standing(request: HttpRequest) -> Standing:
    """What is on record about whoever is signed in."""
    citizen = citizen_of(request)
    if citizen is None:
        return NEW
    return standings.standing_of_person(jurisdiction_id=citizen.jurisdiction_id, person_id=citizen.person_id)


def sent(request: HttpRequest, *, case: Case, personal: Mapping[str, str], at: datetime) -> None:
    """The report is the person's where it was sent under a phone of theirs, and their next form is filled in like it.

    A crash before this leaves a report that waits in the person's list to be called their own.
    """
    citizen = citizen_of(request)
    if citizen is None or not belonging.decide_whose(citizen, case_id=uuid.UUID(case.id), is_own=True, at=at):
        return
    citizens.keep_profile(
        jurisdiction_id=citizen.jurisdiction_id,
        person_id=citizen.person_id,
        fields=dict(personal),
        at=at,
    )


def may_claim(request: HttpRequest, case: Case) -> bool:
    """Whether the page asks the person if this is their report."""
    citizen = citizen_of(request)
    return (
        citizen is not None
        and bool(case.sender)
        and belonging.may_decide(citizen, case_id=uuid.UUID(case.id))
    )
