"""Erasing the personal data of one case, where the law lets it (VL.19.1, VL.22.1, ST.5.1)."""

import uuid
from datetime import datetime
from typing import Any

import psycopg

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Detail
from paht.cases.texts import opinions
from paht.law import erasing
from paht.law.casework import events as e
from paht.law.casework.case import Refused
from paht.law.editions import get
from paht.people.corrections import corrections_of
from paht.people.erasures import Erasure, Ledger, erase


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
    """How many keys were destroyed; ``None`` for no such case. ``connection`` is the vault's role's, ``request`` the
    document in which the erasure was asked for. Events, texts and the signed record stay as they are."""
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=code)
    if detail is None:
        return None
    refused = erasing_refusal(detail, kept_years=kept_years, now=now)
    if refused is not None:
        return refused
    return erase(connection, ledger, erasure_of(detail, jurisdiction, now=now), actor=actor, request=request)


def erasing_refusal(detail: Detail, *, kept_years: int | None, now: datetime) -> Refused | None:
    """Why the personal data of the case cannot be erased yet; ``None`` where they may be."""
    return erasing.refusal(
        detail.case,
        ended_at=detail.events[-1].at,
        kept_years=kept_years,
        now=now,
        edition=get(detail.case.edition),
    )


def erasure_of(detail: Detail, jurisdiction: Jurisdiction, *, now: datetime) -> Erasure:
    """The erasure of what the case's sender wrote and sent along, what was corrected of it included. The key of a
    file is a record by the file's own identifier (:mod:`paht.evidence.keys`)."""
    records = [*own_records(detail), *own_files(detail)]
    later = corrections_of(jurisdiction_id=jurisdiction.id, record_ids=records)
    return Erasure(
        now, jurisdiction.id, detail.id, (*records, *(one for many in later.values() for one in many))
    )


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
