"""Withdrawing consent: everything that rests on it ends at once."""

import uuid
from datetime import datetime

from django.db import connection

from paht.people.merging import note
from paht.subjects.subject import DataSubject


def withdraw_all(subject: DataSubject, *, request_id: uuid.UUID, at: datetime) -> None:
    """End what rests on the subject's consent, in the caller's transaction.

    THE one place to call for it. Today that is what fills in a person's next form; whoever adds something else that is
    done by consent (an agency's grant to see a sender's data, for one) ends it here too. Reports go on being dealt
    with: that rests on the law and the regulation, not on consent (Law 91/2025/QH15, Điều 19).
    """
    if subject.person_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET profile_id = NULL WHERE jurisdiction_id = %s AND id = %s",
            [subject.jurisdiction_id, subject.person_id],
        )
    note(subject.jurisdiction_id, subject.person_id, "consent_withdrawn", request_id, at)
