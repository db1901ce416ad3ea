"""What is done about a sender's personal data: lock, decide, write. A repeated ``command_id`` changes nothing.

The case's row is locked first, so that a question, the end of a handling and a look follow one another. What is typed
as a purpose goes through the masking first: whoever asks for a number tends to quote one.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from paht.cases.store import read_state
from paht.consents.orders import orders_for, place
from paht.consents.queries import records_of
from paht.law.casework.case import Case, Document, FileRef, Refused
from paht.law.consent import (
    NEW,
    AnswerConsent,
    AskConsent,
    Basis,
    Consent,
    ConsentCommand,
    ConsentEvent,
    Facts,
    LookUnderConsent,
    RecallConsent,
    RecordDemand,
    WithdrawConsent,
    decide,
)
from paht.law.editions import get
from paht.people import vault
from paht.people.kept_logs import CONSENTS
from paht.people.kept_logs import Step as Step
from paht.people.logs import Words
from paht.people.masking import mask


@dataclass(frozen=True, slots=True)
class Recorded:
    """The command took effect, now or when it first came; the question or grant after it."""

    id: uuid.UUID
    consent: Consent


@dataclass(frozen=True, slots=True)
class Opened:
    """The fields that were granted, as the sender wrote them; a field that was left empty is not there."""

    consent: Consent
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoConsent:
    """There is no such question, grant or case in this jurisdiction."""


Outcome = Recorded | Refused | NoConsent


def ask(step: Step, *, case_id: uuid.UUID, fields: frozenset[str], purpose: str, hours: int) -> Outcome:
    """An agency asks the sender to let it see some of their personal data, for a purpose (VL.7.5, ST.4.5)."""
    words = Words(" ".join(mask(purpose).split()))
    return _begin(step, case_id, AskConsent(fields=fields, purpose=words.written, hours=hours), words)


def record_demand(
    step: Step,
    *,
    case_id: uuid.UUID,
    body: uuid.UUID | None,
    body_name: str,
    fields: frozenset[str],
    purpose: str,
    hours: int,
    number: str,
    dated_on: date | None,
    file: FileRef | None,
    law: str,
) -> Outcome:
    """The supervising department records a competent body's formal request (VL.20.4)."""
    words = Words(" ".join(mask(purpose).split()))
    command = RecordDemand(
        body=str(body) if body else "",
        body_name=mask(body_name),
        fields=fields,
        purpose=words.written,
        hours=hours,
        document=Document(number.strip(), dated_on, file),
        law=law,
    )
    return _begin(step, case_id, command, words)


def answer(step: Step, *, consent_id: uuid.UUID, agrees: bool) -> Outcome:
    """The sender agrees or refuses; the caller has had it confirmed by a one-time code."""
    return _go_on(step, consent_id, AnswerConsent(agrees=agrees))


def withdraw(step: Step, *, consent_id: uuid.UUID) -> Outcome:
    """The sender takes the consent back; a look that is under way is finished before, none begins after."""
    return _go_on(step, consent_id, WithdrawConsent())


def recall(step: Step, *, consent_id: uuid.UUID) -> Outcome:
    """Whoever asked needs it no longer."""
    return _go_on(step, consent_id, RecallConsent())


def look(step: Step, *, consent_id: uuid.UUID) -> Opened | Refused | NoConsent:
    """Open what was granted, for a member of the grantee: exactly the fields of the grant.

    Both records of the look, the vault's and the grant's, are on disk before this returns. The grant stays locked
    meanwhile. Raises :class:`paht.people.vault.VaultClosed`; then the grant's own record says nothing of it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        found = _locked(cursor, step, consent_id)
        if found is None:
            return NoConsent()
        consent, case = found
        events = _decided(cursor, step, consent, LookUnderConsent(), case)
        if isinstance(events, Refused):
            return events
        after = _written(cursor, step, consent_id, consent, events)
        cursor.execute(_PURPOSE, [step.jurisdiction.id, consent_id])
        (purpose,) = cursor.fetchone()
        first = records_of(jurisdiction_id=step.jurisdiction.id, case_id=uuid.UUID(case.id))[:1]
        opened = vault.look(
            jurisdiction_id=step.jurisdiction.id,
            record_ids=first,
            fields=consent.fields,
            actor_id=step.actor.id,
            purpose=_reason(consent, purpose),
        )
        fields = opened.get(first[0], {}) if first else {}
    return Opened(after, {name: value for name, value in fields.items() if value})


def _reason(consent: Consent, purpose: str) -> str:
    """What the record of looks says the look was for; the sender reads it."""
    if consent.basis is Basis.HANDLING:
        return f"Người gửi đã đồng ý: {purpose}"
    assert consent.document is not None, "a demand has its document"
    whom = f" của {consent.body_name}" if consent.body_name else ""
    ground = f", bắt buộc theo {consent.law}" if consent.law else ", người gửi đã đồng ý"
    return f"Yêu cầu số {consent.document.number}{whom}{ground}: {purpose}"


_CASE = "SELECT state FROM cases_case WHERE jurisdiction_id = %s AND id = %s FOR UPDATE"
_CASE_OF = "SELECT case_id FROM consents_consent WHERE jurisdiction_id = %s AND id = %s"
_PURPOSE = "SELECT purpose FROM consents_consent WHERE jurisdiction_id = %s AND id = %s"
_EARLIER = "SELECT state FROM consents_consent WHERE jurisdiction_id = %s AND case_id = %s AND body_id = %s"


def _begin(step: Step, case_id: uuid.UUID, command: AskConsent | RecordDemand, words: Words) -> Outcome:
    """A new question or demand; its command's key is its own."""
    consent_id = step.command_id
    key = (step.jurisdiction.id, consent_id)
    with transaction.atomic(), connection.cursor() as cursor:
        case = _case(cursor, step.jurisdiction.id, case_id)
        if case is None:
            return NoConsent()
        if (known := CONSENTS.locked(cursor, key)) is not None:
            return Recorded(consent_id, known) if known.case == str(case_id) else NoConsent()
        body = command.body if isinstance(command, RecordDemand) else step.actor.body
        events = _decided(cursor, step, NEW, command, case, body=body)
        if isinstance(events, Refused):
            return events
        CONSENTS.begin(
            cursor, key, case_id=case_id, body_id=body or None, purpose=words.words, asked_at=step.now
        )
        after = _written(cursor, step, consent_id, NEW, events, words=words)
        _order(cursor, step, consent_id, after, case, events)
        return Recorded(consent_id, after)


def _go_on(step: Step, consent_id: uuid.UUID, command: ConsentCommand) -> Outcome:
    with transaction.atomic(), connection.cursor() as cursor:
        found = _locked(cursor, step, consent_id)
        if found is None:
            return NoConsent()
        consent, case = found
        if CONSENTS.is_repeated(cursor, (step.jurisdiction.id, consent_id), step.command_id):
            return Recorded(consent_id, consent)
        events = _decided(cursor, step, consent, command, case)
        if isinstance(events, Refused):
            return events
        after = _written(cursor, step, consent_id, consent, events)
        _order(cursor, step, consent_id, after, case, events)
        return Recorded(consent_id, after)


def _locked(cursor: Any, step: Step, consent_id: uuid.UUID) -> tuple[Consent, Case] | None:
    """The question or grant and its case under their locks, the case's first."""
    cursor.execute(_CASE_OF, [step.jurisdiction.id, consent_id])
    row = cursor.fetchone()
    case = _case(cursor, step.jurisdiction.id, row[0]) if row else None
    found = CONSENTS.locked(cursor, (step.jurisdiction.id, consent_id)) if case else None
    return None if case is None or found is None else (found, case)


def _case(cursor: Any, jurisdiction_id: int, case_id: uuid.UUID) -> Case | None:
    cursor.execute(_CASE, [jurisdiction_id, case_id])
    row = cursor.fetchone()
    return read_state(row[0]) if row else None


def _decided(
    cursor: Any,
    step: Step,
    consent: Consent,
    command: ConsentCommand,
    case: Case,
    *,
    body: str | None = None,
) -> tuple[ConsentEvent, ...] | Refused:
    earlier: tuple[Consent, ...] = ()
    if body:
        cursor.execute(_EARLIER, [step.jurisdiction.id, uuid.UUID(case.id), uuid.UUID(body)])
        earlier = tuple(CONSENTS.read(row[0]) for row in cursor.fetchall())
    return decide(
        consent,
        command,
        actor=step.actor,
        case=case,
        facts=Facts(earlier),
        now=step.now,
        edition=get(case.edition),
    )


def _written(
    cursor: Any,
    step: Step,
    consent_id: uuid.UUID,
    consent: Consent,
    events: tuple[ConsentEvent, ...],
    *,
    words: Words | None = None,
) -> Consent:
    key = (step.jurisdiction.id, consent_id)
    return CONSENTS.append(cursor, key, consent, events, command_id=step.command_id, words=words)


def _order(
    cursor: Any,
    step: Step,
    consent_id: uuid.UUID,
    consent: Consent,
    case: Case,
    events: tuple[ConsentEvent, ...],
) -> None:
    for event in events:
        for each in orders_for(consent, case, event.body):
            place(cursor, step.jurisdiction.id, uuid.UUID(case.id), consent_id, each, now=step.now)
