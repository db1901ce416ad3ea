"""A competent body that has not joined is invited, and gets the report once it has (VL.11.5, VL.11.6, ST.7.3.3)."""

from dataclasses import replace
from datetime import date

import pytest
from tests.law.courses import ABSENT, BLANK, EDITIONS, LETTER, WASTE, Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.holding import Holding, holders
from paht.law.casework.states import Party, RequestState, Stage

NOW = at("2026-03-10 09:00")
BOTH = pytest.mark.parametrize("edition", EDITIONS)


def invited(edition: str) -> Course:
    return Course(edition).until(c.Accept, NOW).do(c.DraftInvitation, NOW)


@BOTH
@pytest.mark.clause("VL.11.5", "ST.7.3.3")
def test_the_centre_drafts_the_letter_and_the_supervising_department_sends_it(edition: str) -> None:
    course = invited(edition)
    assert holders(course.case) == (Holding(Party.SUPERVISING_DEPARTMENT),)
    course.do(c.SendInvitation, NOW)
    (request,) = course.case.requests
    assert (request.agency, request.forwarded_at, request.state) == (ABSENT, NOW, RequestState.OPEN)
    assert {"joining"} == course.owed()
    course.refused(c.SendInvitation, NOW)


@BOTH
@pytest.mark.clause("VL.11.5", "ST.7.3.3")
def test_only_a_known_body_that_has_not_joined_is_invited_in_written_words(edition: str) -> None:
    course = Course(edition).until(c.Accept, NOW)
    assert course.refused(c.DraftInvitation, NOW, agency="unheard of").field == "agency"
    assert course.refused(c.DraftInvitation, NOW, agency=WASTE).field == "agency"
    assert course.refused(c.DraftInvitation, NOW, letter=BLANK).field == "letter"


@BOTH
@pytest.mark.clause("VL.11.5", "ST.7.3.3")
@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"number": ""}, "document_number"),
        ({"dated_on": date(2026, 3, 11)}, "dated_on"),
        ({"dated_on": None}, "dated_on"),
    ],
)
def test_a_letter_is_noted_with_its_number_and_day(
    edition: str, spoilt: dict[str, object], field: str
) -> None:
    letter = replace(LETTER, **spoilt)  # type: ignore[arg-type]
    assert invited(edition).refused(c.SendInvitation, NOW, document=letter).field == field


@BOTH
@pytest.mark.clause("VL.11.6", "ST.7.3.3")
def test_once_the_body_has_joined_the_waiting_report_is_dispatched_to_it(edition: str) -> None:
    course = invited(edition).do(c.SendInvitation, NOW)
    course.refused(c.RecordJoining, NOW)
    course.refused(c.Dispatch, NOW, agency=ABSENT)
    course.joined(ABSENT).do(c.RecordJoining, NOW)
    assert (course.case.stage, holders(course.case)) == (Stage.ACCEPTED, (Holding(Party.IOC),))
    assert course.duty("onward").starts_at == NOW
    assert course.do(c.Dispatch, NOW, agency=ABSENT).case.assignments[0].agency == ABSENT


@BOTH
@pytest.mark.clause("VL.11.5", "ST.7.3.3")
def test_an_invitation_can_be_given_up_and_the_report_goes_another_way(edition: str) -> None:
    course = invited(edition)
    course.refused(c.GiveUpInvitation, NOW, note=BLANK)
    course.refused(c.Escalate, NOW)
    course.do(c.GiveUpInvitation, NOW)
    assert course.case.requests[0].state is RequestState.CANCELLED
    course.do(c.Dispatch, NOW, agency=WASTE)
