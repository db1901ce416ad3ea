"""``decide(incident, command, …)``: what follows from a report or from what is done about one, or why it is refused.
Pure."""

from datetime import datetime

from paht.law.casework.case import Actor, Refused, Written
from paht.law.editions.rows import Edition
from paht.law.incidents.commands import (
    CloseIncident,
    IncidentCommand,
    NoteIncident,
    ReclassifyIncident,
    RecordNotice,
    ReportIncident,
)
from paht.law.incidents.course import MAY
from paht.law.incidents.events import (
    IncidentBody,
    IncidentClosed,
    IncidentEvent,
    IncidentNoted,
    IncidentReclassified,
    IncidentReported,
    NoticeRecorded,
)
from paht.law.incidents.incident import Incident, IncidentKind, NoticeDuty
from paht.law.incidents.notice import NOTICE, due_notice

LONGEST = 2000
"""Characters of any text about an incident."""
LONGEST_DOCUMENT = 120


def decide(
    incident: Incident, command: IncidentCommand, *, actor: Actor, now: datetime, edition: Edition
) -> tuple[IncidentEvent, ...] | Refused:
    """The event that follows, or the refusal with its clause (VL.21.8)."""
    clause = edition.incident_clause
    if not actor.roles & MAY[type(command)]:
        return Refused(clause, "Tài khoản của ông/bà không được giao theo dõi, xử lý sự cố.")
    if isinstance(command, ReportIncident):
        body = _report(command, now=now, edition=edition)
    elif incident.closed_at is not None:
        return Refused(
            clause, "Sự cố này đã kết thúc nên không ghi thêm được; nếu tái diễn, xin báo sự cố mới."
        )
    elif isinstance(command, NoteIncident):
        body = _unwritten(command.note, edition, "note") or IncidentNoted(note=command.note)
    elif isinstance(command, ReclassifyIncident):
        body = _reclassify(incident, command, now=now, edition=edition)
    elif isinstance(command, RecordNotice):
        body = _record_notice(incident, command, now=now)
    else:
        assert isinstance(command, CloseIncident), command
        body = _close(incident, command, edition=edition)
    return body if isinstance(body, Refused) else (IncidentEvent(body, now, actor),)


def _report(command: ReportIncident, *, now: datetime, edition: Edition) -> IncidentBody | Refused:
    found: list[Refused | None] = [
        _unknown_kind(command.kind, edition),
        _unwritten(command.description, edition, "description"),
        _too_late(command.found_at, now, edition.incident_clause),
    ]
    if problems := [problem for problem in found if problem]:
        first, *also = problems
        return Refused(first.clause, first.reason, first.field, tuple(also))
    kind = IncidentKind(command.kind)
    return IncidentReported(
        kind=kind,
        found_at=command.found_at,
        description=command.description,
        notice=_notice(kind, command.found_at),
    )


def _reclassify(
    incident: Incident, command: ReclassifyIncident, *, now: datetime, edition: Edition
) -> IncidentBody | Refused:
    problem = (
        _unknown_kind(command.kind, edition)
        or _unwritten(command.reason, edition, "reason")
        or _too_late(command.found_at, now, edition.incident_clause)
    )
    if problem:
        return problem
    kind = IncidentKind(command.kind)
    if kind is incident.kind:
        return Refused(edition.incident_clause, "Sự cố đang được ghi nhận đúng loại này.", field="kind")
    if incident.notice is not None and not incident.notice.is_open:
        # What was notified stays on record as what it was.
        return Refused(
            NOTICE.clause,
            "Đã ghi nhận việc thông báo vi phạm nên không đổi loại sự cố; nếu thông báo nhầm, xin ghi vào diễn biến.",
            field="kind",
        )
    return IncidentReclassified(kind=kind, reason=command.reason, notice=_notice(kind, command.found_at))


def _record_notice(incident: Incident, command: RecordNotice, *, now: datetime) -> IncidentBody | Refused:
    duty = incident.notice
    if duty is None or not duty.is_open:
        return Refused(NOTICE.clause, "Sự cố này không có thông báo vi phạm nào đang phải gửi.")
    if problem := _too_late(command.given_at, now, NOTICE.clause, field="given_at"):
        return problem
    if command.given_at < duty.starts_at:
        return Refused(
            NOTICE.clause, "Thời điểm gửi thông báo không thể trước khi phát hiện lộ dữ liệu.", "given_at"
        )
    document = command.document.strip()
    if not document or len(document) > LONGEST_DOCUMENT:
        return Refused(
            NOTICE.clause,
            f"Xin ghi số, ký hiệu văn bản thông báo (không quá {LONGEST_DOCUMENT} ký tự).",
            field="document",
        )
    return NoticeRecorded(given_at=command.given_at, document=document)


def _close(incident: Incident, command: CloseIncident, *, edition: Edition) -> IncidentBody | Refused:
    if incident.owes_notice:
        return Refused(
            NOTICE.clause,
            "Chưa kết thúc được vì còn phải thông báo vi phạm cho cơ quan chuyên trách bảo vệ dữ liệu cá nhân. Xin ghi "
            "nhận thông báo trước; nếu xác định không lộ dữ liệu cá nhân, xin đổi loại sự cố và ghi rõ lý do.",
        )
    return _unwritten(command.conclusion, edition, "conclusion") or IncidentClosed(
        conclusion=command.conclusion
    )


def _notice(kind: IncidentKind, found_at: datetime) -> NoticeDuty | None:
    return due_notice(found_at=found_at) if kind is IncidentKind.LEAK else None


def _unknown_kind(kind: str, edition: Edition) -> Refused | None:
    if kind in frozenset(IncidentKind):
        return None
    return Refused(edition.incident_clause, "Xin chọn loại sự cố.", field="kind")


def _unwritten(text: Written, edition: Edition, field: str) -> Refused | None:
    if text.is_blank:
        return Refused(edition.incident_clause, "Xin ghi rõ nội dung.", field=field)
    if text.characters > LONGEST:
        return Refused(
            edition.incident_clause, f"Nội dung dài quá {LONGEST} ký tự, xin viết gọn lại.", field=field
        )
    return None


def _too_late(at: datetime, now: datetime, clause: str, *, field: str = "found_at") -> Refused | None:
    if at <= now:
        return None
    return Refused(clause, "Thời điểm này chưa đến; xin ghi đúng lúc việc đã xảy ra.", field=field)
