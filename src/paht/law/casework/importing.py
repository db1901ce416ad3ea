"""Taking over a case of an earlier system, as a record: it ends where it begins.

That system's regulation is no more in force (VL.QĐ.3), and ours never bound what was sent to it. So an imported case
owes nothing, was never late, is asked about nothing, and no command of the course takes it any further.
"""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework import events as e
from paht.law.casework.admission import BORDER_BAND_KM, LONGEST_DESCRIPTION
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused, Written
from paht.law.casework.evolve import evolve
from paht.law.casework.states import Channel, Field, Kind, Stage
from paht.law.editions.rows import Edition

CLAUSE = "VL.QĐ.3"
LONGEST_IMPORTED = LONGEST_DESCRIPTION * 4
"""The description and what the earlier system answered, in one text."""
MOST_FILES = 20
"""Of one row: more is a cell that was read wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of an earlier system, read and put into our words."""

    system: str
    reference: str
    batch: str
    kind: Kind
    field: Field
    channel: Channel
    place: Place | None
    original: Written
    sent_at: datetime
    outcome: e.Outcome
    closed_at: datetime | None
    files: tuple[FileRef, ...] = ()


def imported(
    case: Case, record: Record, *, actor: Actor, now: datetime, edition: Edition
) -> tuple[e.Event, Case] | Refused:
    """The one event of an imported case and the case after it, or everything that speaks against it."""
    assert case.stage is Stage.DRAFT, "a record is taken over once"
    problems = _problems(record, now)
    if problems:
        return Refused(problems[0].clause, problems[0].reason, problems[0].field, problems[1:])
    body = e.Imported(
        edition=edition.id,
        kind=record.kind,
        field=record.field,
        channel=record.channel,
        sender="",
        place=record.place,
        original=record.original,
        files=record.files,
        personal_public=False,
        system=record.system,
        reference=record.reference,
        batch=record.batch,
        sent_at=record.sent_at,
        outcome=record.outcome,
        closed_at=record.closed_at,
    )
    event = e.Event(body=body, at=now, actor=actor)
    return event, evolve(case, event)


def _problems(record: Record, now: datetime) -> tuple[Refused, ...]:
    """What speaks against taking it over (VL.QĐ.3)."""
    found = []
    if record.original.is_blank:
        found.append(Refused(CLAUSE, "Thiếu nội dung phản ánh.", field="description"))
    if record.original.characters > LONGEST_IMPORTED:
        found.append(Refused(CLAUSE, f"Nội dung dài quá {LONGEST_IMPORTED} ký tự.", field="description"))
    if len(record.files) > MOST_FILES:
        found.append(Refused(CLAUSE, f"Nhiều hơn {MOST_FILES} tệp đính kèm.", field="files"))
    if record.sent_at > now:
        found.append(Refused(CLAUSE, "Thời điểm gửi nằm trong tương lai.", field="sent_at"))
    if record.closed_at is not None and not record.sent_at <= record.closed_at <= now:
        reason = "Thời điểm kết thúc trước khi gửi hoặc nằm trong tương lai."
        found.append(Refused(CLAUSE, reason, field="closed_at"))
    if record.place is not None and record.place.km_outside > BORDER_BAND_KM:
        found.append(Refused(CLAUSE, "Vị trí nằm ngoài địa bàn tỉnh.", field="latitude"))
    return tuple(found)
