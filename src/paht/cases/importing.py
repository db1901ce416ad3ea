"""Cases of earlier systems, many in one statement: row, event, sealed record and the note of where it came from, all or
nothing. No duty, no message and no count: they were never under our terms (VL.QĐ.3)."""

import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import rows
from paht.cases.codes import new_code
from paht.cases.compact import compact
from paht.cases.texts import in_vault
from paht.identity import new_id
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused
from paht.law.casework.events import Outcome
from paht.law.casework.importing import Record, imported
from paht.law.casework.states import Channel, Field, Kind
from paht.people.vault import seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A row of an earlier system, read; ``personal`` goes into the vault with the description, and nowhere else."""

    reference: str
    kind: Kind
    field: Field
    channel: Channel
    place: Place | None
    description: str
    personal: Mapping[str, str]
    sent_at: datetime
    outcome: Outcome
    closed_at: datetime | None
    files: tuple[FileRef, ...] = ()


_TAKE_OVER = """
WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS g("case" uuid, code text, command uuid, reference text,
        edition text, kind text, field text, channel text, commune text, latitude float8, longitude float8,
        sent_at timestamptz, content text, head text, state jsonb, record uuid, key_version smallint,
        wrapped_key text, sealed text, digest text)
), mine AS (
    INSERT INTO importing_record (jurisdiction_id, system, reference, case_id, run_id, digest)
    SELECT %(jurisdiction)s, %(system)s, g.reference, g."case", %(run)s, decode(g.digest, 'hex') FROM given g
    ON CONFLICT DO NOTHING RETURNING case_id
), born AS (
    INSERT INTO cases_case (jurisdiction_id, id, code, command_id, edition, kind, field, channel, stage, commune,
        latitude, longitude, sender_id, sent_at, ended_at, version, head, state)
    SELECT %(jurisdiction)s, g."case", g.code, g.command, g.edition, g.kind, g.field, g.channel, 'imported', g.commune,
        g.latitude, g.longitude, %(nobody)s, g.sent_at, %(now)s, 1, decode(g.head, 'hex'), g.state
    FROM mine m JOIN given g ON g."case" = m.case_id RETURNING id
), logged AS (
    INSERT INTO cases_event (jurisdiction_id, case_id, number, type, command_id, content, hash)
    SELECT %(jurisdiction)s, b.id, 1, 'Imported', g.command, g.content, decode(g.head, 'hex')
    FROM born b JOIN given g ON g."case" = b.id
), kept AS (
    INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
    SELECT %(jurisdiction)s, g.record, g.key_version, decode(g.wrapped_key, 'hex'), decode(g.sealed, 'hex'), %(now)s
    FROM born b JOIN given g ON g."case" = b.id
)
SELECT count(*) FROM born
"""


def take_over(
    *,
    jurisdiction: Jurisdiction,
    system: str,
    run_id: uuid.UUID,
    olds: Sequence[tuple[Old, bytes]],
    actor: Actor,
    now: datetime,
) -> int:
    """Take these over, each with the digest of its row; how many were new. One statement: whoever runs it again, or at
    the same time, makes no second case of a reference."""
    prepared = [
        _prepared(each, digest, jurisdiction=jurisdiction, system=system, run_id=run_id, actor=actor, now=now)
        for each, digest in olds
    ]
    given: dict[str, Any] = {
        "rows": compact(prepared),
        "jurisdiction": jurisdiction.id,
        "system": system,
        "run": run_id,
        "nobody": uuid.UUID(rows.NOBODY),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_OVER, given)
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def objections(
    old: Old, *, jurisdiction: Jurisdiction, system: str, run_id: uuid.UUID, actor: Actor, now: datetime
) -> tuple[Refused, ...]:
    """What the law has against it; nothing is kept."""
    decided = imported(
        _draft(jurisdiction),
        _record(old, system, run_id, uuid.UUID(int=0), b""),
        actor=actor,
        now=now,
        edition=jurisdiction.edition,
    )
    return decided.all if isinstance(decided, Refused) else ()


def _draft(jurisdiction: Jurisdiction) -> Case:
    return Case(id=str(new_id()), edition=jurisdiction.edition.id)


def _record(old: Old, system: str, run_id: uuid.UUID, record_id: uuid.UUID, salt: bytes) -> Record:
    return Record(
        system=system,
        reference=old.reference,
        batch=str(run_id),
        kind=old.kind,
        field=old.field,
        channel=old.channel,
        place=old.place,
        original=in_vault(old.description, record_id=record_id, salt=salt),
        sent_at=old.sent_at,
        outcome=old.outcome,
        closed_at=old.closed_at,
        files=old.files,
    )


def _prepared(
    old: Old,
    digest: bytes,
    *,
    jurisdiction: Jurisdiction,
    system: str,
    run_id: uuid.UUID,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """One row of the statement; what the law refuses was told before, so that a refusal here is a bug."""
    record_id, salt = new_id(), os.urandom(16)
    draft = _draft(jurisdiction)
    record = _record(old, system, run_id, record_id, salt)
    decided = imported(draft, record, actor=actor, now=now, edition=jurisdiction.edition)
    assert not isinstance(decided, Refused), decided
    event, after = decided
    sealed = seal(
        record_id=record_id,
        jurisdiction_id=jurisdiction.id,
        fields={**old.personal, "description": old.description, "salt": salt.hex()},
    )
    command = uuid.uuid5(uuid.UUID(int=jurisdiction.id), f"import\0{system}\0{old.reference}")
    step = rows.Step(
        jurisdiction=jurisdiction,
        command_id=command,
        before=draft,
        events=(event,),
        after=after,
        sealed=(sealed,),
    )
    code = new_code(jurisdiction.edition.code_prefix)
    first = rows.first(step, code=code, ended_at=after.ended_at)
    names = (
        *("case", "edition", "kind", "field", "channel", "commune", "latitude", "longitude", "content"),
        "key_version",
    )
    return {
        **{name: first[name] for name in names},
        "code": code,
        "command": str(command),
        "reference": old.reference,
        "sent_at": old.sent_at.isoformat(),
        "head": first["head"].hex(),
        "state": first["plain_state"],
        "record": str(record_id),
        "wrapped_key": sealed.wrapped_key.hex(),
        "sealed": sealed.sealed.hex(),
        "digest": digest.hex(),
    }
