"""What is permitted is what decide() does not refuse for authority or state: one table, asked twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from paht.law.casework import commands as c
from paht.law.casework.authority import objection, permitted
from paht.law.casework.case import Actor, Alarm, Assignment, Case, Request, Written
from paht.law.casework.states import (
    AlarmSource,
    AssignmentRole,
    AssignmentState,
    RequestKind,
    RequestState,
    Role,
    Stage,
)
from paht.law.casework.table import cells
from paht.law.editions import get
from paht.law.editions.rows import Edition

AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
EDITIONS = [get("vinh-long-2025"), get("soc-trang-2024")]


def _case(edition: Edition, **changes: object) -> Case:
    assignment = Assignment(1, "agency", AssignmentRole.SOLE, AssignmentState.RECEIVED, None, AT)
    return replace(Case(id="case", edition=edition.id, sender="sender", assignments=(assignment,)), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
@pytest.mark.parametrize("stage", list(Stage))
def test_a_stage_permits_exactly_the_cells_of_the_table(edition: Edition, stage: Stage) -> None:
    everybody = Actor(id="sender", roles=frozenset(Role), body="agency")
    case = _case(edition, stage=stage, part_returned=stage is Stage.HANDLING)
    permits = permitted(case=case, actor=everybody, edition=edition)
    found = {command for command, number in permits if number is None}
    expected = {cell.command for cell in cells(edition) if cell.allowed and cell.state is stage}
    barred = {c.LowerAlarm, c.PassAlarm} | ({c.Escalate} if case.part_returned else set())
    assert found == expected - barred


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
@pytest.mark.parametrize("stage", list(Stage))
def test_an_alarm_bars_refusal_evidence_and_the_ordinary_dispatch(edition: Edition, stage: Stage) -> None:
    everybody = Actor(id="sender", roles=frozenset(Role), body="agency")
    alarm = Alarm("fire", AlarmSource.TICK, AT)
    permits = permitted(case=_case(edition, stage=stage, alarm=alarm), actor=everybody, edition=edition)
    found = {command for command, number in permits if number is None}
    expected = {cell.command for cell in cells(edition) if cell.allowed and cell.state is stage}
    barred = {c.Refuse, c.RequestSupplement, c.RequestVerification, c.RaiseAlarm, c.CloseReturnedPart}
    barred |= {c.Dispatch, c.DispatchToSeveral, c.DispatchToLead}
    barred |= {c.AskCoordinator, c.DraftInvitation, c.PassForMonitoring}
    assert found == expected - barred


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_an_agency_may_act_on_its_own_assignment_alone(edition: Edition) -> None:
    case = _case(edition, stage=Stage.HANDLING)
    own, other = (
        Actor(id="x", roles=frozenset({Role.AGENCY_STAFF}), body=body) for body in ("agency", "other")
    )
    assert (c.BeginHandling, 1) in permitted(case=case, actor=own, edition=edition)
    assert permitted(case=case, actor=other, edition=edition) == ()


def test_a_second_supplement_is_not_permitted_while_one_is_open() -> None:
    edition = EDITIONS[0]
    request = Request(1, RequestKind.SUPPLEMENT, RequestState.OPEN, ("wording",), Written("t", "c", 3), AT)
    case = _case(edition, stage=Stage.SENT, requests=(request,))
    officer = Actor(id="x", roles=frozenset({Role.INTAKE}))
    refused = objection(case=case, actor=officer, edition=edition, command=c.RequestSupplement, number=None)
    assert refused is not None
    assert (c.RequestSupplement, None) not in permitted(case=case, actor=officer, edition=edition)


@pytest.mark.clause("VL.8.2.10")
def test_withdrawing_is_not_permitted_once_handling_has_begun() -> None:
    edition = EDITIONS[0]
    sender = Actor(id="sender", roles=frozenset({Role.SENDER}))
    case = _case(edition, stage=Stage.HANDLING)
    begun = replace(case, assignments=(replace(case.assignments[0], begun_at=AT),))
    assert (c.Withdraw, None) in permitted(case=case, actor=sender, edition=edition)
    assert (c.Withdraw, None) not in permitted(case=begun, actor=sender, edition=edition)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_an_open_request_permits_its_answer_by_its_number(edition: Edition) -> None:
    request = Request(1, RequestKind.SUPPLEMENT, RequestState.OPEN, ("wording",), Written("t", "c", 3), AT)
    closed = replace(request, number=2, state=RequestState.ANSWERED)
    case = _case(edition, stage=Stage.SENT, requests=(request, closed))
    sender = Actor(id="sender", roles=frozenset({Role.SENDER}))
    permits = permitted(case=case, actor=sender, edition=edition)
    assert [number for command, number in permits if command is c.Supplement] == [1]
