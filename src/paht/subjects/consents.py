"""Withdrawing consent: everything that rests on it ends at once."""

import uuid
from datetime import datetime

from paht.agencies import jurisdictions
from paht.consents import operations, queries
from paht.law.consent import ConsentState
from paht.people.actors import sender
from paht.people.forgetting import drop_profile
from paht.people.merging import note
from paht.subjects.subject import DataSubject


def withdraw_all(subject: DataSubject, *, request_id: uuid.UUID, at: datetime) -> None:
    """End what rests on the subject's consent, in the caller's transaction.

    THE one place to call for it: what agencies were granted, and what fills in a person's next form; whoever adds
    something else that is done by consent ends it here too. Reports go on being dealt with, and what another law
    compels goes on being seen: neither rests on consent (Law 91/2025/QH15, Điều 19).
    """
    _withdraw_grants(subject, request_id=request_id, at=at)
    if subject.person_id is None:
        return
    drop_profile(subject.jurisdiction_id, subject.person_id)
    note(subject.jurisdiction_id, subject.person_id, "consent_withdrawn", request_id, at)


def _withdraw_grants(subject: DataSubject, *, request_id: uuid.UUID, at: datetime) -> None:
    """Take back what agencies may see; the law refuses where it is not the sender's to take back."""
    where = subject.jurisdiction_id
    if subject.person_id is not None:
        rows = queries.of_person(jurisdiction_id=where, person_id=subject.person_id, limit=_MOST)
    else:
        assert subject.case_id is not None, "a subject is a person or the sender of a report"
        rows = queries.of_case(jurisdiction_id=where, case_id=subject.case_id)
    for row in rows:
        if row.state(at) is ConsentState.GRANTED:
            step = operations.Step(
                jurisdiction=jurisdictions.of_id(where),
                actor=sender(uuid.UUID(row.case.sender)),
                now=at,
                command_id=uuid.uuid5(request_id, str(row.id)),
            )
            operations.withdraw(step, consent_id=row.id)


_MOST = 1000
"""Questions to one person that are looked at, the latest; a grant ends by itself within three days."""
