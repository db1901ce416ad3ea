"""What stands behind a case at the desk: how it came, what it belongs to, its sender's standing without identity."""

import uuid
from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import relations
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_short
from paht.doors.pages.words import OCCURRENCE_NAMES, STAGE_NAMES
from paht.law.casework import events as e
from paht.law.editions.rows import Edition
from paht.law.standing import Standing
from paht.law.standing.commands import LiftLock, RecordViolation
from paht.law.standing.course import MAY
from paht.law.standing.locks import ACCOUNT, INTERACTION
from paht.people import standings, vault
from paht.people.actors import Official

PURPOSE = "Xem trả lời xác minh của người gửi tại bàn điều hành"


def background(
    *, official: Official, jurisdiction: Jurisdiction, detail: Detail, edition: Edition, now: datetime
) -> dict[str, Any]:
    """The context of ``desk/_background.html``: at most four statements."""
    case = detail.case
    others = relations.siblings(jurisdiction_id=jurisdiction.id, case=case)
    return {
        "came": _came(detail, edition),
        "links": relations.links(jurisdiction_id=jurisdiction.id, case=case),
        "siblings": others,
        "stage_names": STAGE_NAMES,
        "verification_answers": _answers(detail, official, jurisdiction, now),
        "standing": _standing(official, jurisdiction, case.sender, case.id, edition, now)
        if case.sender
        else None,
    }


def _came(detail: Detail, edition: Edition) -> list[tuple[str, str | None]]:
    """What the sender (or the IOC's source) said beside the description."""
    body, case = detail.events[0].body, detail.case
    assert isinstance(body, e.Sent)
    source = next((row.name for row in edition.sources if row.key == body.source), None)
    return [
        ("Nguồn tin của Trung tâm", source),
        ("Xác thực nguồn tin", detail.text(body.source_note) or None),
        ("Nhập hộ người gửi", "Có" if body.entered else None),
        ("Tình trạng sự việc", OCCURRENCE_NAMES[body.occurrence] if body.occurrence else None),
        ("Thời gian xảy ra", vi_short(body.happened_at) if body.happened_at else None),
        ("Cam kết chịu trách nhiệm", "Người gửi đã xác nhận khi gửi" if body.declared else None),
        ("Yêu cầu giữ bí mật", "Có, chỉ trả lời riêng người gửi" if case.confidential else None),
        ("Hồ sơ mật", detail.text(case.secret_reference) or None),
        (
            "Người gửi",
            "Gửi lần đầu, cần xác minh thông tin cá nhân"
            if case.first_time and case.verified_at is None
            else None,
        ),
    ]


def _answers(
    detail: Detail, official: Official, jurisdiction: Jurisdiction, now: datetime
) -> list[dict[str, Any]]:
    """What the sender answered in writing; each opening is recorded first."""
    if detail.is_withheld:
        return []
    given = [
        (event.at, uuid.UUID(event.body.answer.id))
        for event in detail.events
        if isinstance(event.body, e.VerificationAnswered)
    ]
    opened = vault.look(
        jurisdiction_id=jurisdiction.id,
        record_ids=[record for _, record in given],
        fields=frozenset({"description"}),
        actor_id=official.actor.id,
        purpose=PURPOSE,
    )
    return [{"at": at, "text": opened.get(record, {}).get("description", "")} for at, record in given]


def _standing(
    official: Official, jurisdiction: Jurisdiction, sender: str, case_id: str, edition: Edition, now: datetime
) -> dict[str, Any] | None:
    """Counts and locks; nothing says who the sender is (VL.15.1)."""
    if not edition.locks:
        return None
    key = uuid.UUID(sender)
    found: Standing = standings.standing_of(jurisdiction_id=jurisdiction.id, sender=key)
    names = {row.key: row.name for row in edition.violation_grounds}
    return {
        "content": found.count(ACCOUNT),
        "interaction": found.count(INTERACTION),
        "uncounted": found.uncounted,
        "is_proven": standings.is_proven(jurisdiction_id=jurisdiction.id, about=uuid.UUID(case_id)),
        "locked_at": found.account_locked_at,
        "interaction_until": None if found.may_interact(now) else found.interaction_locked_until,
        "findings": [
            {"at": row.at, "name": names.get(row.ground, "Mở khóa tài khoản"), "text": row.text}
            for row in standings.findings_of(jurisdiction_id=jurisdiction.id, sender=key)
        ]
        if found.version
        else [],
        "grounds": [
            {"value": row.key, "label": row.name, "hint": clause_words(row.clause)}
            for row in edition.violation_grounds
        ],
        "may_record": bool(official.roles & MAY[RecordViolation]),
        "may_lift": bool(official.roles & MAY[LiftLock]) and not found.may_send(),
        "command_id": uuid.uuid4(),
    }
