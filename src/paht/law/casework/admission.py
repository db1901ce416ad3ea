"""What makes a report fit to be sent and to be accepted: the edition's form, its conditions, its place."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from paht.law.casework.case import Case, Finding, Place, Refused, Written
from paht.law.casework.commands import Send
from paht.law.casework.states import Kind, Occurrence
from paht.law.casework.urgency import recognised
from paht.law.editions.rows import Condition, Edition, Ground

BORDER_BAND_KM = 20.0
"""Outlines are approximate near the border: a warning up to here, a refusal beyond."""

LONGEST_DESCRIPTION = 5000
"""Characters of a description; a longer account belongs in an attached document."""


def form_state(*, edition: Edition, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """For each field of the edition's form: ``ok``, ``missing`` or ``malformed``. The values go no further."""
    states = []
    for field in edition.form:
        value = tidy(values.get(field.name, ""))
        if not value:
            states.append((field.name, "missing"))
        else:
            # Digits of other scripts look alike on the screen, but nobody can be rung under them.
            fits = _compiled(field.pattern).fullmatch(value)
            states.append((field.name, "ok" if fits else "malformed"))
    return tuple(states)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def tidy(value: str) -> str:
    """The value in one Unicode form (NFC), outer space removed, inner runs of space made one."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def phone_number(value: str) -> str:
    """A phone number as stored and compared: digits alone, beginning with 0 (``+84 912…`` becomes ``0912…``)."""
    digits = _NO_DIGIT.sub("", value)
    return "0" + digits.removeprefix("+84") if digits.startswith("+84") else digits


_NO_DIGIT = re.compile(r"[^0-9+]")


def sending_problems(*, edition: Edition, command: Send, now: datetime) -> tuple[Refused, ...]:
    """Everything that keeps the report from being sent, in the order of the form.

    Of something urgent hardly anything is asked: its evidence is checked by phone (VL.16.0, ST.8.6.0).
    """
    if recognised(edition=edition, kind=command.kind, field=command.field, ticked=command.urgent):
        return (*_channel(edition, command), *_urgent(edition, command))
    return (
        *_channel(edition, command),
        *_picture(edition, command),
        *content_problems(edition=edition, original=command.original),
        *_moment(edition, command, now),
        *place_problems(edition=edition, kind=command.kind, place=command.place),
        *_person(edition, command),
    )


def _channel(edition: Edition, command: Send) -> tuple[Refused, ...]:
    if command.channel in edition.channels:
        return ()
    return (
        Refused(
            edition.channel_clause,
            "Phản ánh chỉ được tiếp nhận qua các kênh thông tin mà tỉnh đã công bố.",
            field="channel",
        ),
    )


def _urgent(edition: Edition, command: Send) -> tuple[Refused, ...]:
    """Only what the check by phone needs: a number to ring, and something to send a force to."""
    state = dict(command.form)
    problems = [
        Refused(field.clause, field.missing, field=field.name)
        for field in edition.form
        if field.name in edition.urgent_form and state.get(field.name) != "ok"
    ]
    if command.original.is_blank and command.place is None:
        problems.append(
            Refused(
                edition.urgent_clause, "Xin cho biết việc gì đang xảy ra, hoặc ở đâu.", field="description"
            )
        )
    elif command.original.characters > LONGEST_DESCRIPTION:
        problems.append(too_long(edition))
    return tuple(problems)


def _picture(edition: Edition, command: Send) -> tuple[Refused, ...]:
    if edition.photo_clause is None or command.kind is not Kind.REPORT:
        return ()
    if any(file.is_picture for file in command.files):
        return ()
    return (
        Refused(
            edition.photo_clause,
            "Phản ánh hiện trường phải có ít nhất một hình ảnh hoặc video rõ ràng, chụp trong vòng 24 giờ.",
            field="photo",
        ),
    )


def content_problems(*, edition: Edition, original: Written) -> tuple[Refused, ...]:
    """What is wrong with the description: nothing said, or too much."""
    if original.is_blank:
        reason = "Xin mô tả sự việc: việc gì, ở đâu, từ khi nào."
        return (Refused(edition.content_clause, reason, field="description"),)
    return (too_long(edition),) if original.characters > LONGEST_DESCRIPTION else ()


def _moment(edition: Edition, command: Send, now: datetime) -> tuple[Refused, ...]:
    """A matter may threaten, but what has happened did not happen later than now (VL.5.1, VL.7.3, ST.4.3)."""
    threatens = command.occurrence is Occurrence.THREATENING
    if command.happened_at is None or threatens or command.happened_at <= now:
        return ()
    reason = "Thời gian xảy ra không thể sau lúc gửi; nếu sự việc chưa xảy ra, xin chọn “Có nguy cơ xảy ra”."
    return (Refused(edition.content_clause, reason, field="happened_at"),)


def too_long(edition: Edition) -> Refused:
    """The refusal of a description of more than :data:`LONGEST_DESCRIPTION` characters."""
    return Refused(
        edition.content_clause,
        f"Mô tả dài quá {LONGEST_DESCRIPTION} ký tự; xin rút gọn hoặc gửi kèm tài liệu.",
        field="description",
    )


def place_problems(*, edition: Edition, kind: Kind, place: Place | None) -> tuple[Refused, ...]:
    """A kind that is about a place names one; any place lies within the province."""
    if place is None:
        if kind not in edition.place_kinds:
            return ()
        return (
            Refused(
                edition.place_clause,
                "Xin cho biết vị trí: bấm “Lấy vị trí của tôi”, chạm vào bản đồ, hoặc chọn xã, phường.",
                field="place",
            ),
        )
    if place.km_outside > BORDER_BAND_KM:
        away = f"{place.km_outside:,.0f}".replace(",", ".")
        return (
            Refused(
                edition.outside_clause,
                f"Vị trí nằm ngoài địa bàn tỉnh {edition.province} khoảng {away} km. "
                "Xin kiểm tra lại vị trí, hoặc gửi đến hệ thống của tỉnh nơi xảy ra sự việc.",
                field="place",
            ),
        )
    return ()


def _person(edition: Edition, command: Send) -> tuple[Refused, ...]:
    state = dict(command.form)
    problems = []
    for field in edition.form:
        found = state.get(field.name, "missing")
        if found == "malformed":
            problems.append(Refused(field.clause, field.malformed, field=field.name))
        elif found == "missing" and field.required:
            problems.append(Refused(field.clause, field.missing, field=field.name))
    if not command.declared:
        problems.append(
            Refused(
                edition.declaration_clause,
                "Xin xác nhận chịu trách nhiệm trước pháp luật về tính trung thực, chính xác của nội dung phản ánh.",
                field="declared",
            )
        )
    return tuple(problems)


def binding(edition: Edition, case: Case) -> tuple[Condition, ...]:
    """The conditions that bind the case: those of its kind; of what the IOC itself found those that need no sender
    (VL.8.3); a report linked to an answered one may repeat it (VL.5.6)."""
    originated, linked = case.source is not None, case.linked_to is not None
    return tuple(
        condition
        for condition in edition.conditions
        if binds(condition, kind=case.kind, originated=originated, linked=linked)
    )


def binds(condition: Condition, *, kind: Kind, originated: bool, linked: bool) -> bool:
    """Whether the condition binds something of that kind, found by the IOC itself or not, linked to an answered report
    or not."""
    return (
        kind in condition.kinds
        and (not originated or condition.binds_originated)
        and not (linked and condition.spares_linked)
    )


def grounds_for(grounds: tuple[Ground, ...], case: Case) -> tuple[Ground, ...]:
    """The grounds of the edition that fit the case's kind; a linked report is no duplicate (VL.5.6)."""
    return tuple(
        ground
        for ground in grounds
        if case.kind in ground.kinds and (case.linked_to is None or not ground.spares_linked)
    )


def verification_problem(*, edition: Edition, case: Case, findings: tuple[Finding, ...]) -> Refused | None:
    """Every binding condition that is neither found fulfilled nor overridden with a recorded reason, as one refusal."""
    found = {finding.condition: finding for finding in findings}
    problems = [p for c in binding(edition, case) if (p := _unverified(c, found.get(c.key))) is not None]
    if not problems:
        return None
    first, *others = problems
    return Refused(first.clause, first.reason, first.field, tuple(others))


def _unverified(condition: Condition, finding: Finding | None) -> Refused | None:
    if finding is None or finding.verdict not in ("pass", "override"):
        return Refused(
            condition.clause,
            f"Chưa xác minh điều kiện “{condition.name}”. Xin xác nhận đạt, hoặc ghi lý do chấp nhận ngoại lệ.",
            field=condition.key,
        )
    if finding.verdict == "override" and (finding.reason is None or finding.reason.is_blank):
        return Refused(
            condition.clause,
            f"Chấp nhận ngoại lệ đối với điều kiện “{condition.name}” phải ghi rõ lý do.",
            field=f"{condition.key}_reason",
        )
    return None
