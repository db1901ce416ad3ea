"""The laws on personal data and what they say of requests of data subjects: terms, extensions, grounds of refusal.

They are national, so they are rows beside the editions: which one binds is a question of the moment of the request, not
of the province. Sources: Law 91/2025/QH15 and Nghị định 356/2025/NĐ-CP (Điều 5) in force since 1 January 2026, before
them Nghị định 13/2023/NĐ-CP. The texts were read second-hand (ADR 22 says what was taken from where); the rows below
are the one place to change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paht.law.worktime import CALENDAR_DAY, CLOCK_HOUR, HO_CHI_MINH, WORKING_DAY, Length


class Right(StrEnum):
    """What a data subject may ask for."""

    SEE = "see"
    CORRECT = "correct"
    DELETE = "delete"
    RESTRICT = "restrict"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class RightTerm:
    """How soon a right is to be fulfilled; ``extension`` is the most by which that may be put off, once (``None``:
    never). ``internal`` where the law names no number: such a target is never violated. ``is_confirmed`` where several
    published summaries agree on length and extension; what is not can be corrected on file (``docs/editions.md``)."""

    clause: str
    length: Length
    extension: Length | None = None
    internal: bool = False
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a request may be refused: for which rights, in the words told to whoever asked, and what is left to them."""

    key: str
    clause: str
    rights: frozenset[Right]
    name: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law on personal data, in force from ``since`` on. ``acknowledge`` is ``None`` where it asks for no reply of its
    own before the fulfilment."""

    id: str
    name: str
    since: datetime
    acknowledge: RightTerm | None
    terms: Mapping[Right, RightTerm]
    grounds: tuple[Ground, ...]
    asking_clause: str
    officer_clause: str

    def grounds_for(self, right: Right) -> tuple[Ground, ...]:
        """The grounds on which a request of that right may be refused."""
        return tuple(ground for ground in self.grounds if right in ground.rights)


_LAW, _DECREE, _OLD = "91/2025/QH15", "356/2025/NĐ-CP", "13/2023/NĐ-CP"
_NAMES = {
    _LAW: "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
    _DECREE: "Nghị định số 356/2025/NĐ-CP",
    _OLD: "Nghị định số 13/2023/NĐ-CP",
}
_EVERY = frozenset(Right)
_GO_ON = "Nếu không đồng ý, ông/bà có quyền khiếu nại theo quy định của pháp luật."


def _grounds(*, principles: str, correcting: str, deleting: str, without_consent: str) -> tuple[Ground, ...]:
    return (
        Ground(
            "not_own",
            principles,
            _EVERY,
            "Dữ liệu được yêu cầu không phải của người yêu cầu",
            f"Xin xác nhận đúng số điện thoại đã dùng khi gửi rồi yêu cầu lại. {_GO_ON}",
        ),
        Ground(
            "others",
            principles,
            _EVERY,
            "Việc thực hiện xâm phạm quyền, lợi ích hợp pháp của Nhà nước, cơ quan, tổ chức, cá nhân khác",
            _GO_ON,
        ),
        Ground(
            "accurate",
            correcting,
            frozenset({Right.CORRECT}),
            "Chưa có căn cứ cho thấy thông tin đang lưu là sai",
            f"Xin yêu cầu lại và nêu rõ thông tin đúng, căn cứ. {_GO_ON}",
        ),
        Ground(
            "kept",
            deleting,
            frozenset({Right.DELETE}),
            "Dữ liệu còn phải lưu giữ theo quy định",
            f"Ông/bà có thể yêu cầu hạn chế xử lý trong thời gian lưu giữ. {_GO_ON}",
        ),
        Ground(
            "task",
            without_consent,
            frozenset({Right.RESTRICT}),
            "Dữ liệu đang được xử lý để thực hiện nhiệm vụ của cơ quan nhà nước mà luật không yêu cầu sự đồng ý",
            f"Ông/bà có thể yêu cầu lại khi phản ánh đã kết thúc. {_GO_ON}",
        ),
    )


LAW_91 = Law(
    id=_LAW,
    name=_NAMES[_LAW],
    since=datetime(2026, 1, 1, tzinfo=HO_CHI_MINH),
    acknowledge=RightTerm(f"{_DECREE}.5", 2 * WORKING_DAY, is_confirmed=True),
    terms={
        Right.SEE: RightTerm(f"{_DECREE}.5", 10 * CALENDAR_DAY, 10 * CALENDAR_DAY),
        Right.CORRECT: RightTerm(f"{_DECREE}.5", 10 * CALENDAR_DAY, 10 * CALENDAR_DAY),
        Right.DELETE: RightTerm(f"{_DECREE}.5", 20 * CALENDAR_DAY, 20 * CALENDAR_DAY),
        Right.RESTRICT: RightTerm(f"{_DECREE}.5", 15 * CALENDAR_DAY, 15 * CALENDAR_DAY, is_confirmed=True),
        Right.WITHDRAW: RightTerm(f"{_DECREE}.5", 15 * CALENDAR_DAY, 15 * CALENDAR_DAY, is_confirmed=True),
    },
    grounds=_grounds(
        principles=f"{_LAW}.4.3",
        correcting=f"{_LAW}.13",
        deleting=f"{_LAW}.14",
        without_consent=f"{_LAW}.19",
    ),
    asking_clause=f"{_LAW}.4.1",
    officer_clause=f"{_LAW}.33",
)

DECREE_13 = Law(
    id=_OLD,
    name=_NAMES[_OLD],
    since=datetime(2023, 7, 1, tzinfo=HO_CHI_MINH),
    acknowledge=None,
    terms={
        Right.SEE: RightTerm(f"{_OLD}.14.3", 72 * CLOCK_HOUR),
        Right.CORRECT: RightTerm(f"{_OLD}.15", 72 * CLOCK_HOUR, internal=True),
        Right.DELETE: RightTerm(f"{_OLD}.16.5", 72 * CLOCK_HOUR),
        Right.RESTRICT: RightTerm(f"{_OLD}.9.6", 72 * CLOCK_HOUR),
        Right.WITHDRAW: RightTerm(f"{_OLD}.12", 72 * CLOCK_HOUR, internal=True),
    },
    grounds=_grounds(
        principles=f"{_OLD}.10",
        correcting=f"{_OLD}.15",
        deleting=f"{_OLD}.16.2",
        without_consent=f"{_OLD}.17",
    ),
    asking_clause=f"{_OLD}.9",
    officer_clause=f"{_OLD}.28",
)

LAWS = {law.id: law for law in (DECREE_13, LAW_91)}


def law_at(moment: datetime) -> Law:
    """The law that binds a request made at that moment; the oldest one known before all of them."""
    in_force = [law for law in LAWS.values() if law.since <= moment]
    return max(in_force, key=lambda law: law.since, default=DECREE_13)


def cited(clause: str) -> str | None:
    """The clause as an official text cites it ("khoản 3 Điều 4 Luật …"); ``None`` for one of another text."""
    for document, name in _NAMES.items():
        if (found := re.fullmatch(rf"{re.escape(document)}\.(\d+)(?:\.(\d+))?", clause)) is not None:
            article, section = found.groups()
            return f"{f'khoản {section} ' if section else ''}Điều {article} {name}"
    return None
