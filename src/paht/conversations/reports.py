"""The reports that a conversation sent, and what its sender may still say about them; the law is asked, not copied."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Detail
from paht.conversations import draft as d
from paht.conversations import joining
from paht.conversations.store import Conversation
from paht.conversations.talking import Open
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused, Written
from paht.law.casework.decide import Facts, decide
from paht.law.casework.states import RequestKind, Stage
from paht.law.editions import get
from paht.people.actors import sender

MOST = 5
"""How many of the latest reports a conversation speaks of."""

STAGES = {
    Stage.SENT: "đang chờ xác minh",
    Stage.VERIFIED: "đã xác minh, chờ tiếp nhận",
    Stage.ACCEPTED: "đã tiếp nhận, chờ chuyển cơ quan xử lý",
    Stage.HANDLING: "cơ quan đang xử lý",
    Stage.CHECKING: "đã có kết quả, Trung tâm đang kiểm tra",
    Stage.PUBLISHED: "đã có kết quả, đã công khai",
    Stage.ANSWERED: "đã trả lời riêng ông/bà",
    Stage.REFUSED: "không được tiếp nhận",
    Stage.WITHDRAWN: "đã rút",
    Stage.MONITORED: "đã chuyển cơ quan chức năng theo dõi",
}


@dataclass(frozen=True, slots=True)
class Own:
    """A report of the conversation: its code, the law's value of it."""

    case_id: uuid.UUID
    code: str
    case: Case


def add(conversation: Conversation, case_id: uuid.UUID, *, at: datetime) -> None:
    """Remember that the conversation sent it; where the conversation is somebody's, so is the report."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO conversations_report (jurisdiction_id, case_id, conversation_id, sent_at) "
            "VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [conversation.jurisdiction_id, case_id, conversation.id, at],
        )
    joining.claim(conversation, at=at)


def own(conversation: Conversation) -> list[Own]:
    """Its latest reports, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.case_id, c.code FROM conversations_report r JOIN cases_case c "
            "ON c.jurisdiction_id = r.jurisdiction_id AND c.id = r.case_id "
            "WHERE r.jurisdiction_id = %s AND r.conversation_id = %s ORDER BY r.sent_at DESC, r.case_id LIMIT %s",
            [conversation.jurisdiction_id, conversation.id, MOST],
        )
        rows = cursor.fetchall()
    found = []
    for case_id, code in rows:
        case = queries.case_alone(jurisdiction_id=conversation.jurisdiction_id, case_id=case_id)
        assert case is not None, "a case does not go away"
        found.append(Own(case_id, code, case))
    return found


def open_of(reports: Sequence[Own], *, jurisdiction: Jurisdiction, now: datetime) -> list[Open]:
    """Those about which something may be said now, with what."""
    found = []
    for each in reports:
        may = tuple(verb for verb in d.ABOUT if _may(each.case, verb, jurisdiction=jurisdiction, now=now))
        if may:
            found.append(Open(str(each.case_id), each.code, may))
    return found


def _may(case: Case, verb: str, *, jurisdiction: Jurisdiction, now: datetime) -> bool:
    if verb == d.SUPPLEMENT:
        return case.open_request(RequestKind.SUPPLEMENT) is not None
    if verb == d.VERIFY:
        return case.open_request(RequestKind.VERIFICATION) is not None
    return may(case, c.Interact(original=Written("", "", 1)), jurisdiction=jurisdiction, now=now)


def may(case: Case, command: c.Command, *, jurisdiction: Jurisdiction, now: datetime) -> bool:
    """Whether the law would let the sender do it; the operation decides again."""
    decision = decide(
        case,
        command,
        actor=sender(uuid.UUID(case.sender)),
        facts=Facts(),
        now=now,
        edition=get(case.edition),
        calendar=jurisdiction.calendar,
    )
    return not isinstance(decision, Refused)


def answer_of(detail: Detail) -> str:
    """The words of the answer as they were given last, or ``""``."""
    for event in reversed(detail.events):
        if isinstance(event.body, e.Published | e.AnsweredPrivately):
            return detail.text(event.body.answer)
    return ""


def line_of(code: str, case: Case) -> str:
    """How far a report is, as whoever knows its code may hear."""
    waits = ""
    if case.open_request(RequestKind.SUPPLEMENT):
        waits = "; cần ông/bà bổ sung thông tin"
    elif case.open_request(RequestKind.VERIFICATION):
        waits = "; cần ông/bà trả lời xác minh"
    return f"{code}: {STAGES.get(case.stage, '')}{waits}."
