"""Cases that do not come through a sender's own form."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import content_problems, place_problems, sending_problems
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, all_at_once, ground_of
from paht.law.casework.deciding.intake import sent
from paht.law.casework.states import Channel
from paht.law.casework.urgency import recognised
from paht.law.editions.rows import Edition


def _originate(inquiry: Inquiry, command: c.Originate) -> Decision:
    """Photo, age, GPS and the personal form do not bind what the IOC itself found; its source must be verified."""
    edition = inquiry.edition
    alarm = recognised(edition=edition, kind=command.kind, field=command.field, ticked=False)
    problems = (
        *_source(edition, command),
        *content_problems(edition=edition, original=command.original),
        *place_problems(edition=edition, kind=command.kind, place=command.place),
    )
    return all_at_once(problems) or (
        e.Sent(
            edition=edition.id,
            kind=command.kind,
            field=command.field,
            channel=Channel.DESK,
            sender="",
            place=command.place,
            original=command.original,
            files=command.files,
            personal_public=False,
            source=command.source,
            source_note=command.source_note,
            alarm=alarm.kind if alarm else None,
            alarm_source=alarm.source if alarm else None,
        ),
    )


def _source(edition: Edition, command: c.Originate) -> tuple[Refused, ...]:
    clause = edition.by_command[c.Originate].clause
    problems = []
    if ground_of(edition.sources, command.source) is None:
        problems.append(Refused(clause, "Xin chọn nguồn tin.", field="source"))
    if not command.source_verified:
        reason = "Chỉ tạo phản ánh khi đã xác thực được nguồn tin: xin xác nhận đã xác thực."
        problems.append(Refused(clause, reason, field="source_verified"))
    if command.source_note.is_blank:
        reason = "Xin ghi nguồn tin đã được xác thực thế nào: mã camera, đường dẫn bài viết, người đối chiếu."
        problems.append(Refused(clause, reason, field="source_note"))
    return tuple(problems)


def _enter(inquiry: Inquiry, command: c.Enter) -> Decision:
    """The same demands as on a report that the sender fills in."""
    edition = inquiry.edition
    if command.channel not in edition.entered_channels:
        clause = edition.by_command[c.Enter].clause
        return Refused(clause, "Xin chọn kênh mà người phản ánh đã dùng.", field="channel")
    problems = sending_problems(edition=edition, command=command, now=inquiry.now)
    return all_at_once(problems) or (sent(inquiry, command, sender=command.sender, entered=True),)


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.Originate: _originate,
    c.Enter: _enter,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}
