"""An approval out of the agency's software: laid before the registered leader, never given by a token."""

import uuid
from typing import Any

from paht import clock
from paht.cases.queries import Detail
from paht.doors.agency.casepage import own_assignment
from paht.doors.exchange.conflicts import overtaken
from paht.doors.exchange.problems import problem, refused
from paht.exchange import proposals
from paht.exchange.credentials import Client
from paht.law.casework import commands as c
from paht.law.casework.authority import permitted
from paht.law.casework.case import Refused
from paht.law.editions import get
from paht.people.masking import mask


def propose(
    client: Client, found: Detail, *, code: str, note: str, version: int, proposal_id: uuid.UUID
) -> tuple[int, Any]:
    """202 with the proposal; the software asks later what became of it, or hears of the approval by its webhook."""
    official, now = client.official, clock.now()
    assert official.agency_id is not None
    if version != found.case.version:
        return 409, overtaken(official, found.id, seen=version)
    edition, own = get(found.case.edition), own_assignment(official, found)
    step = edition.step(c.ApproveResult)
    clause = step.clause if step else ""
    known = (
        proposals.approvers(
            jurisdiction_id=official.jurisdiction_id,
            agency_id=official.agency_id,
            at=now,
            code=code.strip() or "\0",
        )
        if code.strip()
        else []
    )
    if not known:
        reason = (
            "Việc phê duyệt là của lãnh đạo cơ quan, không phải của phần mềm. Xin ghi “approver” là mã đã đăng ký cho "
            "một lãnh đạo tại trang Kết nối phần mềm."
        )
        return 403, problem(403, reason, kind="urn:paht:approver", clause=clause)
    leader = proposals.leader_of(known[0], official.agency_id)
    if own is None or (c.ApproveResult, own.number) not in permitted(
        case=found.case, actor=leader, edition=edition
    ):
        return 422, refused(
            Refused(clause, "Chưa có kết quả nào đang chờ lãnh đạo cơ quan phê duyệt.", field="state")
        )
    proposals.propose(
        jurisdiction_id=official.jurisdiction_id,
        proposal_id=proposal_id,
        agency_id=official.agency_id,
        case_id=found.id,
        assignment=own.number,
        version=version,
        client_id=client.id,
        approver=known[0],
        note=mask(note)[: proposals.LONGEST_NOTE],
        at=now,
    )
    return 202, {
        "proposal": str(proposal_id),
        "case": str(found.id),
        "state": "waiting",
        "version": version,
        "clause": clause,
        "next": "Lãnh đạo được đăng ký xác nhận bằng bước xác thực thứ hai tại trang Kết nối phần mềm.",
    }
