"""What is done about requests of state bodies for reports: lock, decide, write. A repeated ``command_id`` changes
nothing.

Taking a package away opens its key by the vault, which writes who took it before it answers; the request's own log has
it too, and both are on disk before the first byte goes out.
"""

import base64
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction

from paht.agencies import queries as agencies
from paht.evidence.sealing import opened
from paht.law.casework.case import Document, FileRef, Refused
from paht.law.providing import (
    NEW,
    DecideProvision,
    DropPackage,
    Facts,
    Pictures,
    Provision,
    ProvisionCommand,
    RecallProvision,
    RecordProvision,
    Scope,
    TakePackage,
    decide,
)
from paht.people import vault
from paht.people.actors import SYSTEM
from paht.people.erasures import Ledger
from paht.people.kept_logs import PROVISIONS
from paht.people.kept_logs import Step as Step
from paht.people.logs import Words, masked
from paht.people.masking import mask
from paht.transfer import orders, packages


@dataclass(frozen=True, slots=True)
class Recorded:
    """The command took effect, now or when it first came; the request after it."""

    id: uuid.UUID
    provision: Provision


@dataclass(frozen=True, slots=True)
class Taken:
    """The package in the clear, piece by piece, and how it stands on record."""

    provision: Provision
    size_bytes: int
    pieces: "Pieces"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The content of a sealed file, whose key was given; to be closed, also where nobody has read it."""

    file: BinaryIO
    key: bytes
    identity: bytes

    def __iter__(self) -> Iterator[bytes]:
        return opened(self.file, key=self.key, identity=self.identity)

    def close(self) -> None:
        """Nobody reads on."""
        self.file.close()


@dataclass(frozen=True, slots=True)
class NoProvision:
    """There is no such request in this jurisdiction."""


Outcome = Recorded | Refused | NoProvision
_ERASED_SINCE = (
    "Từ khi gói được làm đã có dữ liệu cá nhân bị xóa theo yêu cầu của người gửi; gói đang được làm lại, xin lấy sau "
    "ít phút."
)
_GONE = "Gói dữ liệu không còn trên máy chủ (có thể do khôi phục dữ liệu); gói đang được làm lại, xin lấy sau ít phút."


def record(
    step: Step,
    *,
    body: uuid.UUID | None,
    body_name: str,
    number: str,
    dated_on: date | None,
    file: FileRef | None,
    ground: str,
    purpose: str,
    scope: Scope,
    personal: frozenset[str],
    pictures: Pictures = Pictures.NONE,
) -> Outcome:
    """A body's request is recorded with its letter; what is typed goes through the masking first."""
    words = masked(" ".join(purpose.split()))
    command = RecordProvision(
        body=str(body) if body else "",
        body_name=mask(body_name),
        document=Document(number.strip(), dated_on, file),
        ground=mask(ground),
        purpose=words.written,
        scope=scope,
        personal=personal,
        pictures=pictures,
    )
    return _perform(step, step.command_id, command, words, is_new=True)


def settle(
    step: Step,
    *,
    provision_id: uuid.UUID,
    approves: bool,
    fields: frozenset[str],
    law: str,
    reason: str,
    pictures: Pictures = Pictures.NONE,
) -> Outcome:
    """The supervising department approves or refuses."""
    words = masked(reason)
    command = DecideProvision(
        approves=approves, fields=fields, law=mask(law), reason=words.written, pictures=pictures
    )
    return _perform(step, provision_id, command, words)


def recall(step: Step, *, provision_id: uuid.UUID) -> Outcome:
    """It is needed no longer; the worker destroys what was made."""
    return _perform(step, provision_id, RecallProvision())


def system_step(step: Step, *, provision_id: uuid.UUID, command: ProvisionCommand) -> Outcome:
    """What the system itself does about it."""
    return _perform(step, provision_id, command)


def take(step: Step, *, provision_id: uuid.UUID) -> Taken | Refused | NoProvision:
    """Take the package away: exactly what was made. Where somebody's data were erased since, it is made anew instead.

    Raises :class:`paht.people.vault.VaultClosed`; then the request's own record says nothing of it.
    """
    key = (step.jurisdiction.id, provision_id)
    with transaction.atomic(), connection.cursor() as cursor:
        if (before := PROVISIONS.locked(cursor, key)) is None:
            return NoProvision()
        events = _decided(cursor, step, before, TakePackage())
        if isinstance(events, Refused):
            return events
        assert before.package is not None, "what is taken was made"
        making = packages.making(cursor, key)
        assert making is not None, "what was made has its row"
        is_personal = before.granted or before.granted_pictures is not Pictures.NONE
        if is_personal and _was_erased_since(step.jurisdiction.id, making):
            return _dropped(cursor, step, key, before, _ERASED_SINCE)
        try:
            file = (packages.folder_of(*key) / packages.SEALED).open("rb")
        except FileNotFoundError:
            return _dropped(cursor, step, key, before, _GONE)
        after = PROVISIONS.append(cursor, key, before, events, command_id=step.command_id)
        found = vault.look(
            jurisdiction_id=step.jurisdiction.id,
            record_ids=[making.key_id],
            fields=frozenset({packages.KEY}),
            actor_id=step.actor.id,
            purpose=f"Lấy gói dữ liệu đã duyệt. {reason_of(before)}",
        )
    opening = base64.b64decode(found[making.key_id][packages.KEY])
    pieces = Pieces(file, opening, packages.identity_of(*key, packages.SEALED))
    return Taken(after, before.package.size_bytes, pieces)


def reason_of(provision: Provision) -> str:
    """What the record of looks says a look for this request was for; senders read it."""
    assert provision.document is not None, "a request has its document"
    whom = f" của {provision.body_name}" if provision.body_name else ""
    law = f", bắt buộc theo {provision.law}" if provision.law else ""
    return f"Yêu cầu số {provision.document.number}{whom}{law}"


def _was_erased_since(jurisdiction_id: int, making: packages.Making) -> bool:
    ledger = Ledger(settings.CHECKPOINTS / "erasures")
    return any(
        each.jurisdiction_id == jurisdiction_id and each.at >= making.begun_at for each in ledger.read()
    )


def _dropped(cursor: Any, step: Step, key: packages.Key, before: Provision, why: str) -> Refused:
    by_system = Step(
        jurisdiction=step.jurisdiction,
        actor=SYSTEM,
        now=step.now,
        command_id=uuid.uuid5(key[1], f"{before.version}"),
    )
    events = _decided(cursor, by_system, before, DropPackage())
    assert not isinstance(events, Refused), events
    after = PROVISIONS.append(cursor, key, before, events, command_id=by_system.command_id)
    _tell(cursor, key, after, events, now=step.now)
    return Refused(step.jurisdiction.at(step.now).edition.provision_clause, why)


def _tell(cursor: Any, key: packages.Key, after: Provision, events: Any, *, now: datetime) -> None:
    for event in events:
        orders.order(cursor, *key, after, event.body, now=now)


_OPEN_ONES = (
    "SELECT count(*) FROM transfer_provision WHERE jurisdiction_id = %s AND asked_by = %s "
    "AND id <> %s AND stands IN ('asked', 'making', 'ready') AND (ends_at IS NULL OR ends_at > %s)"
)


def _perform(
    step: Step,
    provision_id: uuid.UUID,
    command: ProvisionCommand,
    words: Words | None = None,
    *,
    is_new: bool = False,
) -> Outcome:
    """Decide under the lock of the row."""
    key = (step.jurisdiction.id, provision_id)
    with transaction.atomic(), connection.cursor() as cursor:
        if is_new:
            assert isinstance(command, RecordProvision), command
            columns: dict[str, Any] = {"stands": NEW.state.value, "asked_by": uuid.UUID(step.actor.id)}
            PROVISIONS.begin(cursor, key, body_id=command.body or None, asked_at=step.now, **columns)
        if (before := PROVISIONS.locked(cursor, key)) is None:
            return NoProvision()
        if PROVISIONS.is_repeated(cursor, key, step.command_id):
            return Recorded(provision_id, before)
        events = _decided(cursor, step, before, command)
        if isinstance(events, Refused):
            transaction.set_rollback(True)  # a new request is none
            return events
        after = PROVISIONS.append(cursor, key, before, events, command_id=step.command_id, words=words)
        _tell(cursor, key, after, events, now=step.now)
        return Recorded(provision_id, after)


def _decided(cursor: Any, step: Step, provision: Provision, command: ProvisionCommand) -> Any:
    facts = Facts()
    if isinstance(command, RecordProvision):
        cursor.execute(_OPEN_ONES, [step.jurisdiction.id, step.actor.id, step.command_id, step.now])
        facts = Facts(
            communes=frozenset(each.code for each in step.jurisdiction.province.communes),
            agencies=frozenset(
                str(each.id) for each in agencies.directory(jurisdiction_id=step.jurisdiction.id)
            ),
            open_ones=cursor.fetchone()[0],
        )
    edition = step.jurisdiction.at(step.now).edition
    return decide(provision, command, actor=step.actor, facts=facts, now=step.now, edition=edition)
