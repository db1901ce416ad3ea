"""When personal data of a report may be erased: never while it is being dealt with or must be kept."""

from collections.abc import Collection, Hashable
from datetime import datetime

from paht.law.casework.case import Case, Refused
from paht.law.casework.states import RequestState
from paht.law.editions.rows import Edition


def refusal(
    case: Case, *, ended_at: datetime, kept_years: int | None, now: datetime, edition: Edition
) -> Refused | None:
    """Why the sender's data of this case cannot be erased yet; ``None`` where they may be.

    The regulation has all reports kept, with the sender's declaration (VL.19.1, VL.22.1, ST.5.1), and names no end of
    it: ``kept_years`` is what a competent body has decided, counted from ``ended_at``, the case's last event.
    """
    if not case.stage.is_end or case.duties or any(r.state in _OPEN for r in case.requests):
        return Refused(
            edition.responsibility_clause,
            "Phản ánh đang được giải quyết, thông tin và cam kết chịu trách nhiệm của người gửi phải được giữ cùng "
            "phản ánh. Xin đề nghị lại sau khi phản ánh kết thúc; thông tin sai có thể đề nghị đính chính ngay.",
        )
    if kept_years is None:
        return Refused(
            edition.keeping_clause,
            "Tất cả phản ánh phải được lưu trữ, và chưa có quyết định về thời hạn lưu trữ. Xin trình cơ quan có "
            "thẩm quyền quyết định thời hạn, rồi ghi vào cấu hình hệ thống.",
        )
    until = _years_after(ended_at, kept_years)
    if now < until:
        return Refused(
            edition.keeping_clause,
            f"Phản ánh còn trong thời hạn lưu trữ {kept_years} năm, đến hết ngày {until:%d/%m/%Y}. "
            "Xin đề nghị lại sau ngày đó.",
        )
    return None


def goes_too[Key: Hashable](reports: Collection[Key], *, going: Collection[Key], is_open: bool) -> bool:
    """Whether what is held beside reports (a letter, a call, a conversation) is erased when those ``going`` are: with
    the last of its ``reports``, for what it holds belongs to each of them, and not while somebody still has to deal
    with it (VL.19.1, VL.22.1, ST.5.1)."""
    return not is_open and set(reports) <= set(going)


_OPEN = frozenset(state for state in RequestState if state.is_open)


def _years_after(at: datetime, years: int) -> datetime:
    try:
        return at.replace(year=at.year + years)
    except ValueError:
        # 29 February, in a year that has none.
        return at.replace(year=at.year + years, month=3, day=1)
