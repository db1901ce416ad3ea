"""Inviting a competent body that has not joined the system yet."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, asked, blank, document_problem
from paht.law.editions.rows import Edition


def _draft_invitation(inquiry: Inquiry, command: c.DraftInvitation) -> Decision:
    clause = inquiry.edition.by_command[c.DraftInvitation].clause
    agency = inquiry.facts.agencies.get(command.agency)
    if agency is None:
        return Refused(clause, "Xin chọn cơ quan cần mời có trong danh bạ.", field="agency")
    if agency.joined:
        return Refused(
            clause,
            "Cơ quan này đã tham gia hệ thống; phản ánh được phân phối ngay, không cần mời.",
            field="agency",
        )
    return blank(inquiry, command.letter, "letter") or (
        e.InvitationDrafted(request=len(inquiry.case.requests) + 1, agency=agency.id, letter=command.letter),
    )


def _send_invitation(inquiry: Inquiry, command: c.SendInvitation) -> Decision:
    clause = inquiry.edition.by_command[c.SendInvitation].clause
    return document_problem(inquiry, command.document, clause, with_file=False) or (
        e.InvitationSent(request=command.request, document=command.document),
    )


def _record_joining(inquiry: Inquiry, command: c.RecordJoining) -> Decision:
    agency = inquiry.facts.agencies.get(asked(inquiry, command).agency or "")
    if agency is None or not agency.joined:
        clause = inquiry.edition.by_command[c.RecordJoining].clause
        return Refused(clause, "Cơ quan được mời chưa tham gia hệ thống.")
    return (e.InvitationAnswered(request=command.request),)


def _give_up_invitation(inquiry: Inquiry, command: c.GiveUpInvitation) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.InvitationGivenUp(request=command.request, note=command.note),
    )


def _not_sent_yet(case: Case, number: int, edition: Edition) -> Refused | None:
    """A letter is sent once."""
    if all(r.number != number or r.forwarded_at is None for r in case.requests):
        return None
    return Refused(edition.by_command[c.SendInvitation].clause, "Công văn mời này đã được gửi.")


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.DraftInvitation: _draft_invitation,
    c.SendInvitation: _send_invitation,
    c.RecordJoining: _record_joining,
    c.GiveUpInvitation: _give_up_invitation,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.SendInvitation: _not_sent_yet,
}
