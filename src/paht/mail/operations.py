"""What an officer does with a draft; each change is guarded by the state that it leaves, so the second of two officers
is told. And the term: a draft whose sender did not answer in time ends by itself."""

import base64
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from paht.agencies.jurisdictions import Jurisdiction
from paht.identity import new_id
from paht.law.casework.case import Refused
from paht.law.editions.rows import Edition
from paht.law.worktime.length import due
from paht.mail.wording import COMPLETE, NO_REPORT
from paht.people.masking import mask

MOST_ASKS, BETWEEN_ASKS = 3, timedelta(hours=4)
"""How often a sender is asked for what is missing in one letter, and how long it is between two askings."""
SUPPLEMENT = "supplement"
AT_ONCE = 200

_COMMAND = uuid.UUID("7a6c1f44-4c0e-4f0a-8b41-7f8d0c2f7c66")


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The draft is no longer in a state in which this can be done."""


def send_command(draft_id: uuid.UUID) -> uuid.UUID:
    """The command that makes a report of a draft: one, whoever completes it, so a draft is never two reports."""
    return uuid.uuid5(_COMMAND, str(draft_id))


def ask(
    *, jurisdiction: Jurisdiction, draft_id: uuid.UUID, missing: Sequence[str], by: uuid.UUID, now: datetime
) -> Refused | Overtaken | None:
    """Ask the sender by reply for what is missing; the term of the edition for a supplement begins."""
    with transaction.atomic():
        row = _one(
            "SELECT state, asks, asked_at, kind FROM mail_draft WHERE jurisdiction_id = %s AND id = %s FOR UPDATE",
            jurisdiction.id,
            draft_id,
        )
        if row is None or row[0] not in ("open", "asked") or row[3] != "report":
            return Overtaken()
        refused = _too_often(asks=row[1], asked_at=row[2], now=now)
        if refused is not None:
            return refused
        _one(
            "UPDATE mail_draft SET state = 'asked', asked_at = %s, asks = asks + 1, due_at = %s "
            "WHERE jurisdiction_id = %s AND id = %s",
            now,
            supplement_due(jurisdiction, now),
            jurisdiction.id,
            draft_id,
        )
        _reply(jurisdiction.id, draft_id, COMPLETE, missing, by=by, now=now)
    return None


def _too_often(*, asks: int, asked_at: datetime | None, now: datetime) -> Refused | None:
    if asks >= MOST_ASKS:
        text = (
            f"Đã đề nghị người gửi bổ sung {MOST_ASKS} lần. Xin liên hệ bằng cách khác hoặc kết thúc thư này."
        )
        return Refused("", text)
    if asked_at is not None and now - asked_at < BETWEEN_ASKS:
        hours = int(BETWEEN_ASKS.total_seconds() // 3600)
        return Refused("", f"Vừa đề nghị người gửi bổ sung; chỉ đề nghị lại sau {hours} giờ.")
    return None


def supplement_due(jurisdiction: Jurisdiction, start: datetime) -> datetime:
    """When the edition's term for a supplement ends that is asked for now."""
    edition: Edition = jurisdiction.edition
    term = next(each for each in edition.terms if each.key == SUPPLEMENT)
    return due(jurisdiction.calendar, start, term.length, count=edition.day_count).due_at


def refuse(
    *, jurisdiction_id: int, draft_id: uuid.UUID, reason: str, tells: bool, by: uuid.UUID, now: datetime
) -> Refused | Overtaken | None:
    """It is no report, for a reason that is kept; the sender is told so where ``tells``."""
    words = " ".join(mask(reason).split())[:500]
    if not words:
        return Refused("", "Xin ghi lý do không lập thành phản ánh; lý do được lưu cùng thư.", field="reason")
    with transaction.atomic():
        if not _settle(jurisdiction_id, draft_id, "refused", by=by, now=now, reason=words):
            return Overtaken()
        if tells:
            _reply(jurisdiction_id, draft_id, NO_REPORT, (), by=by, now=now)
    return None


def done(
    *, jurisdiction_id: int, draft_id: uuid.UUID, note: str, by: uuid.UUID, now: datetime
) -> Refused | Overtaken | None:
    """A letter about a report that exists was dealt with."""
    words = " ".join(mask(note).split())[:500]
    if not words:
        return Refused("", "Xin ghi đã xử lý thư này thế nào.", field="reason")
    settled = _settle(jurisdiction_id, draft_id, "done", by=by, now=now, reason=words)
    return None if settled else Overtaken()


def was_sent(
    *, jurisdiction_id: int, draft_id: uuid.UUID, case_id: uuid.UUID, by: uuid.UUID | None, now: datetime
) -> None:
    """The report of the draft exists."""
    _settle(jurisdiction_id, draft_id, "sent", by=by, now=now, case_id=case_id)


def lapse(*, now: datetime) -> int:
    """End the drafts whose term for a supplement has passed; how many. For the worker, in all provinces."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mail_draft SET state = 'lapsed', settled_at = %(at)s, writer = NULL "
            "WHERE (jurisdiction_id, id) IN (SELECT jurisdiction_id, id FROM mail_draft WHERE state = 'asked' "
            "AND due_at <= %(at)s ORDER BY due_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)",
            {"at": now, "most": AT_ONCE},
        )
        ended: int = cursor.rowcount
    return ended


def _settle(
    jurisdiction_id: int,
    draft_id: uuid.UUID,
    state: str,
    *,
    by: uuid.UUID | None,
    now: datetime,
    reason: str = "",
    case_id: uuid.UUID | None = None,
) -> bool:
    """The writer's digest goes with the end: nothing is counted by it any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mail_draft SET state = %s, settled_at = %s, settled_by = %s, reason = %s, writer = NULL, "
            "case_id = coalesce(%s, case_id) WHERE jurisdiction_id = %s AND id = %s AND state IN ('open', 'asked')",
            [state, now, by, reason, case_id, jurisdiction_id, draft_id],
        )
        settled: bool = cursor.rowcount == 1
    return settled


def _reply(
    jurisdiction_id: int,
    draft_id: uuid.UUID,
    letter: str,
    missing: Sequence[str],
    *,
    by: uuid.UUID,
    now: datetime,
) -> None:
    token = base64.b32encode(os.urandom(10)).decode().lower()
    _one(
        "INSERT INTO mail_reply (jurisdiction_id, id, draft_id, token, letter, missing, made_at, made_by, due_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *(jurisdiction_id, new_id(), draft_id, token, letter, Jsonb(list(missing)), now, by, now),
    )


def _one(statement: str, *given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return cursor.fetchone() if cursor.description else None
