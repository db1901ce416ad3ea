"""Releasing the words of citizens to those outside the operations centre, and what waits for it."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank
from paht.law.editions.rows import Edition


def _release_text(inquiry: Inquiry, command: c.ReleaseText) -> Decision:
    return blank(inquiry, command.text, "text") or (e.TextReleased(text=command.text, masked=command.masked),)


def _release_words(inquiry: Inquiry, command: c.ReleaseWords) -> Decision:
    return blank(inquiry, command.text, "text") or (
        e.WordsReleased(request=command.request, text=command.text, masked=command.masked),
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.ReleaseText: _release_text,
    c.ReleaseWords: _release_words,
}


def _held(case: Case, edition: Edition) -> Refused | None:
    """No body outside the IOC gets a report whose text was not released to it (VL.7.5, ST.4.5)."""
    if case.held is None:
        return None
    return Refused(
        edition.by_command[c.ReleaseText].clause,
        "Nội dung phản ánh còn chờ Trung tâm che thông tin cá nhân: xin duyệt nội dung (che hoặc giữ nguyên từng chỗ "
        "được đánh dấu) rồi phân phối.",
    )


def _says_nothing(case: Case, number: int, edition: Edition) -> Refused | None:
    """A dissatisfied rating may come without a word."""
    request = next((r for r in case.requests if r.number == number), None)
    if request is None or not request.text.is_blank:
        return None
    clause = edition.by_command[c.ReleaseWords].clause
    return Refused(clause, "Người gửi không ghi nội dung nào cần duyệt.")


OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.Dispatch: _held,
    c.DispatchToSeveral: _held,
    c.DispatchToLead: _held,
    c.AskCoordinator: _held,
    c.PassForMonitoring: _held,
}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.ReleaseWords: _says_nothing,
}
