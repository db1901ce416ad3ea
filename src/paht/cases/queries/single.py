"""One case found by a key, without its texts."""

import uuid

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import chain
from paht.cases.queries.scope import visible_to
from paht.cases.store import read_state
from paht.law.casework.case import Case
from paht.people import senders
from paht.people.actors import Official


def id_of_code(official: Official, *, code: str) -> uuid.UUID | None:
    """The case of a code (as stored), if it exists and the official may see it."""
    scope = visible_to(official)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM cases_case c WHERE {scope.condition} AND c.code = %s",
            [*scope.parameters, code],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def code_of_command(*, jurisdiction_id: int, command_id: uuid.UUID) -> tuple[str, Case] | None:
    """The code and the case that this command made, or ``None`` when it never took effect."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, state FROM cases_case WHERE jurisdiction_id = %s AND command_id = %s",
            [jurisdiction_id, command_id],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], read_state(row[1]))


def command_of(*, jurisdiction_id: int, case_id: uuid.UUID) -> uuid.UUID | None:
    """The command that made the case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT command_id FROM cases_case WHERE jurisdiction_id = %s AND id = %s",
            [jurisdiction_id, case_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def case_alone(*, jurisdiction_id: int, case_id: uuid.UUID) -> Case | None:
    """The law's value of a case without its events and texts: one cheap statement for checking a photo's address."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM cases_case WHERE jurisdiction_id = %s AND id = %s", [jurisdiction_id, case_id]
        )
        row = cursor.fetchone()
    return None if row is None else read_state(row[0])


def is_sender(*, jurisdiction: Jurisdiction, case: Case, phone: str) -> bool:
    """Whether the phone number is the one that the report was sent with."""
    if not case.sender:
        return False
    return senders.has_number(jurisdiction_id=jurisdiction.id, sender_id=uuid.UUID(case.sender), phone=phone)


def head_at(*, jurisdiction_id: int, case_id: uuid.UUID, version: int) -> bytes | None:
    """The chained hash of the case's events up to that number, worked out from their contents; ``None`` where there
    are fewer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content FROM cases_event WHERE jurisdiction_id = %s AND case_id = %s AND number <= %s "
            "ORDER BY number",
            [jurisdiction_id, case_id, version],
        )
        contents = [row[0] for row in cursor.fetchall()]
    if len(contents) != version:
        return None
    head = chain.START
    for content in contents:
        head = chain.link(head, content)
    return head
