"""Having the exchange call: an officer and somebody whose number they do not see, the officer on duty when an urgent
call comes in, an agency about something urgent. What is to be rung is a row; the vault process dials."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.calls.exchanges import of_province
from paht.identity import new_id
from paht.messages.asking_vault import PATIENCE_SECONDS
from paht.messages.delivering import read
from paht.messages.gateway import Accepted, Again, Answer
from paht.people import attempts
from paht.people.actors import Official, actor_key
from paht.people.vault_wire import TooMany, VaultClosed, ask

CALLS_PER_OFFICER = 30
"""In a quarter of an hour: whoever presses more often does not talk."""
CALLS_PER_PERSON = 5
"""So often one record, or one body, is rung in a quarter of an hour, whoever of the desk presses."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an officer's wish to call; ``problem`` in words for them, empty where it rings."""

    problem: str = ""


_NO_EXCHANGE = "Chưa nối tổng đài: xin gọi bằng máy điện thoại và ghi nhận cuộc gọi."
_NO_LINE = "Xin khai số máy lẻ ở trang Điện thoại của tôi trước khi gọi."
_NO_NUMBER = "Không có số điện thoại để gọi."
_TOO_OFTEN = "Đã gọi quá nhiều lần trong 15 phút. Xin thử lại sau."
_RUNG_ENOUGH = "Người này vừa được gọi nhiều lần trong 15 phút. Xin thử lại sau, để không làm phiền."
_BUSY = "Tổng đài chưa nhận lệnh gọi ({}). Xin thử lại, hoặc gọi bằng máy điện thoại."


def dial(question: dict[str, Any]) -> Answer:
    """Have the vault dial; a vault that is down, or dies over it, is asked again later under the same identifier."""
    try:
        return read(ask("dial", patience=PATIENCE_SECONDS, **question))
    except (VaultClosed, TooMany):
        return Again("the vault does not answer")


def connect(
    *,
    jurisdiction: Jurisdiction,
    official: Official,
    purpose: str,
    at: datetime,
    record_id: uuid.UUID | None = None,
    agency_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
    assignment: int | None = None,
    call_id: uuid.UUID | None = None,
) -> Came:
    """Connect the officer's telephone with the number of a record (the look is theirs, and on record) or of a body;
    so often for an officer, and for whoever is rung. ``call_id`` is the call that is answered, where it is one."""
    exchange = of_province(settings.HOME, jurisdiction.slug)
    if exchange is None:
        return Came(_NO_EXCHANGE)
    extension, number = _extension(official), _number_of(agency_id)
    if not extension:
        return Came(_NO_LINE)
    if record_id is None and not number:
        return Came(_NO_NUMBER)
    whom = str(agency_id) if record_id is None else _rung(jurisdiction.id, case_id, call_id)
    officer, person = f"call:{official.id}", f"call:{jurisdiction.id}:{whom}"
    tries = attempts.count([officer, person], at=at)
    if tries[officer] > CALLS_PER_OFFICER:
        return Came(_TOO_OFTEN)
    if tries[person] > CALLS_PER_PERSON:
        return Came(_RUNG_ENOUGH)
    order = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_order (jurisdiction_id, id, kind, exchange, case_id, assignment, agency_id, staff_id, "
            "record_id, made_at, due_at, attempts, dial_ids, state) "
            "VALUES (%s, %s, 'connect', %s, %s, %s, %s, %s, %s, %s, %s, 1, %s, 'placed')",
            [
                *(
                    jurisdiction.id,
                    order,
                    exchange.name,
                    case_id,
                    assignment,
                    agency_id,
                    official.id,
                    record_id,
                ),
                *(at, at, [order]),
            ],
        )
    question: dict[str, Any] = {
        "jurisdiction": jurisdiction.id,
        "exchange": exchange.name,
        "dial": str(order),
        "kind": "connect",
        "extension": extension,
    }
    if record_id is not None:
        question |= {
            "record": str(record_id),
            "actor": str(actor_key(official.actor.id)),
            "purpose": purpose,
        }
    else:
        question["number"] = number
    came = dial(question)
    settle_placed(jurisdiction.id, order, came, at=at, again=False)
    return Came() if isinstance(came, Accepted) else Came(_BUSY.format(came.problem))


def pass_on(*, jurisdiction: Jurisdiction, call_id: uuid.UUID, at: datetime) -> None:
    """Order a call that goes on to be passed to the officer on duty (ST.8.6.1, VL.16.1); once, and on record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_order (jurisdiction_id, id, kind, exchange, call_id, made_at, due_at) "
            "SELECT jurisdiction_id, %s, 'transfer', exchange, id, %s, %s FROM calls_call "
            "WHERE jurisdiction_id = %s AND id = %s AND ended_at IS NULL ON CONFLICT DO NOTHING",
            [uuid.uuid5(call_id, "transfer"), at, at, jurisdiction.id, call_id],
        )
        cursor.execute(
            "UPDATE calls_call SET is_urgent = true WHERE jurisdiction_id = %s AND id = %s",
            [jurisdiction.id, call_id],
        )


def settle_placed(
    jurisdiction_id: int,
    order_id: uuid.UUID,
    came: Answer,
    *,
    at: datetime,
    again: bool,
    due: datetime | None = None,
) -> None:
    """Note what the exchange answered: it rings, it may be tried ``again``, or it never will."""
    placed = isinstance(came, Accepted)
    waits = isinstance(came, Again) and again
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_order SET state = %s, reference = CASE WHEN %s <> '' THEN %s ELSE reference END, "
            "problem = %s, placed_at = CASE WHEN %s THEN %s ELSE placed_at END, due_at = coalesce(%s, due_at), "
            "settled_at = %s WHERE jurisdiction_id = %s AND id = %s AND settled_at IS NULL",
            [
                "placed" if placed else "waiting" if waits else "failed",
                came.reference if isinstance(came, Accepted) else "",
                came.reference if isinstance(came, Accepted) else "",
                "" if isinstance(came, Accepted) else came.problem,
                placed,
                at,
                due,
                None if placed or waits else at,
                jurisdiction_id,
                order_id,
            ],
        )


def _extension(official: Official) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.extension FROM calls_line l JOIN calls_extension e "
            "ON (e.jurisdiction_id, e.staff_id, e.extension) = (l.jurisdiction_id, l.staff_id, l.extension) "
            "WHERE l.jurisdiction_id = %s AND l.staff_id = %s AND e.taken_at IS NULL",
            [official.jurisdiction_id, official.id],
        )
        found = cursor.fetchone()
    return found[0] if found else ""


def _rung(jurisdiction_id: int, case_id: uuid.UUID | None, call_id: uuid.UUID | None) -> str:
    """Whom a record's number rings, whichever of their calls and reports it is of: by the number's blind index."""
    with connection.cursor() as cursor:
        cursor.execute(_RUNG, {"jurisdiction": jurisdiction_id, "case": case_id, "call": call_id})
        found = cursor.fetchone()
    return found[0] if found else str(call_id or case_id)


_RUNG = """
SELECT encode(caller, 'hex') FROM calls_call
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(call)s AND caller IS NOT NULL
UNION ALL
SELECT encode(s.phone_index, 'hex') FROM cases_case c
JOIN people_sender s ON s.jurisdiction_id = c.jurisdiction_id AND s.id = c.sender_id
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.id = %(case)s AND %(call)s::uuid IS NULL
"""


def _number_of(agency_id: uuid.UUID | None) -> str:
    """The public telephone of a body; empty for none."""
    if agency_id is None:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM agencies_agency WHERE id = %s", [agency_id])
        found = cursor.fetchone()
    return found[0] if found else ""
