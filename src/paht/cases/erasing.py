"""Erasing the personal data of one case, where the law lets it (VL.19.1, VL.22.1, ST.5.1)."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import psycopg

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.beside import Held, Whose, held_beside
from paht.cases.queries import Detail
from paht.cases.texts import opinions
from paht.law import erasing
from paht.law.casework import events as e
from paht.law.casework.case import Refused
from paht.law.editions import get
from paht.messages import inbox
from paht.people.corrections import corrections_of
from paht.people.erasures import Erasure, Ledger, erase
from paht.people.forgetting import erased_among

WAITING = "open311"
"""The inbox's channel in which a whole report waits, under the name of its command, while the vault is away."""


def erase_case(
    connection: psycopg.Connection[Any],
    ledger: Ledger,
    *,
    jurisdiction: Jurisdiction,
    code: str,
    actor: uuid.UUID,
    request: str,
    kept_years: int | None,
    now: datetime,
) -> int | Refused | None:
    """How many keys were destroyed, those of what goes with it included; ``None`` for no such case. ``connection`` is
    the vault's role's, ``request`` the document in which the erasure was asked for. Events, texts and the signed record
    stay as they are."""
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=code)
    if detail is None:
        return None
    refused = erasing_refusal(detail, kept_years=kept_years, now=now)
    if refused is not None:
        return refused
    erasure = erasure_of(detail, jurisdiction, now=now, beside=goes_with(jurisdiction.id, [detail]))
    return erase(connection, ledger, erasure, actor=actor, request=request)


def erasing_refusal(detail: Detail, *, kept_years: int | None, now: datetime) -> Refused | None:
    """Why the personal data of the case cannot be erased yet; ``None`` where they may be."""
    return erasing.refusal(
        detail.case,
        ended_at=detail.events[-1].at,
        kept_years=kept_years,
        now=now,
        edition=get(detail.case.edition),
    )


def erasure_of(
    detail: Detail, jurisdiction: Jurisdiction, *, now: datetime, beside: Iterable[Held] = ()
) -> Erasure:
    """The erasure of what the case's sender wrote and sent along, what was corrected of it included, and of what goes
    with it. The key of a file is a record by the file's own identifier (:mod:`paht.evidence.keys`)."""
    records = [*own_records(detail), *own_files(detail)]
    later = corrections_of(jurisdiction_id=jurisdiction.id, record_ids=records)
    records += [one for many in later.values() for one in many]
    records += _waited(detail.id, jurisdiction)
    return Erasure(now, jurisdiction.id, detail.id, tuple(dict.fromkeys([*records, *records_of(beside)])))


def records_of(beside: Iterable[Held]) -> list[uuid.UUID]:
    """The vault's records of what is held beside reports, in a steady order."""
    return sorted({record for held in beside for record in (*held.records, *held.files)})


def goes_with(
    jurisdiction_id: int,
    details: Sequence[Detail],
    *,
    senders: Sequence[uuid.UUID] = (),
    person: uuid.UUID | None = None,
) -> list[Held]:
    """What is held beside these reports (and of these ``senders`` and this ``person`` alone) that is erased when all of
    them are; a report that was erased before keeps nothing back."""
    cases = {detail.id for detail in details}
    held = held_beside(Whose(jurisdiction_id, cases, senders, person))
    going = cases | _erased_among(jurisdiction_id, {case for each in held for case in each.cases} - cases)
    return [each for each in held if erasing.goes_too(each.cases, going=going, is_open=each.is_open)]


def waits_beside(jurisdiction_id: int, details: Sequence[Detail]) -> list[Held]:
    """What is held beside them that somebody has to deal with first."""
    cases = {detail.id for detail in details}
    return [each for each in held_beside(Whose(jurisdiction_id, cases)) if each.is_open]


def _erased_among(jurisdiction_id: int, cases: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of the cases have lost what their senders wrote."""
    found = set()
    for case_id in cases:
        case = queries.case_alone(jurisdiction_id=jurisdiction_id, case_id=case_id)
        if case is not None and case.original is not None:
            record = uuid.UUID(case.original.id)
            if erased_among(jurisdiction_id, [record]):
                found.add(case_id)
    return found


def _waited(case_id: uuid.UUID, jurisdiction: Jurisdiction) -> list[uuid.UUID]:
    command = queries.command_of(jurisdiction_id=jurisdiction.id, case_id=case_id)
    event = inbox.named(jurisdiction_id=jurisdiction.id, channel=WAITING, event_id=str(command))
    return [event] if event else []


def own_records(detail: Detail) -> list[uuid.UUID]:
    """The vault's records that the case's sender wrote, the form first; what others asked about it is theirs."""
    found = []
    for event in detail.events:
        body = event.body
        own = not isinstance(body, e.InteractionSent) or body.is_sender
        written = getattr(body, "original", None) or (
            body.answer if isinstance(body, e.VerificationAnswered) else getattr(body, "held", None)
        )
        if own and written is not None and not written.is_blank:
            found.append(uuid.UUID(written.id))
        found += [uuid.UUID(each.id) for each in opinions(body) if not each.is_blank]
    return list(dict.fromkeys(found))


def own_files(detail: Detail) -> list[uuid.UUID]:
    """The files that the case's sender sent, with the form and later; an agency's pictures are not theirs."""
    return list(dict.fromkeys(uuid.UUID(file.id) for file in detail.case.files))
