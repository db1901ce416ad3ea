"""What a report proved to be worth: commendation (VL.24.1, ST.17.1), and what was not true (VL.24.2)."""

import pytest
from tests.law.courses import BLANK, EDITIONS, Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.states import Stage

VL, ST = EDITIONS
NOW, LATER = at("2026-03-10 09:00"), at("2026-03-11 09:00")


@pytest.mark.clause("VL.24.1", "ST.17.1")
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.24.1"), (ST, "ST.17.1")])
def test_a_valuable_report_is_proposed_for_commendation_once_and_with_its_reason(
    edition: str, clause: str
) -> None:
    course = Course(edition).until(c.ApproveResult, NOW)
    assert course.refused(c.ProposeCommendation, NOW).clause == clause
    course.do(c.Publish, NOW)
    assert course.refused(c.ProposeCommendation, NOW, reason=BLANK).field == "reason"
    course.do(c.ProposeCommendation, LATER)
    assert (course.case.commended_at, course.case.stage) == (LATER, Stage.PUBLISHED)
    assert course.refused(c.ProposeCommendation, LATER).clause == clause


@pytest.mark.clause("VL.24.2")
@pytest.mark.parametrize("last", [c.Publish, c.Refuse])
def test_a_false_report_is_marked_once_with_the_officers_finding(last: type[c.Command]) -> None:
    course = Course(VL).do(c.Send, NOW)
    course = course.do(c.Refuse, NOW) if last is c.Refuse else Course(VL).until(c.Publish, NOW)
    assert course.refused(c.MarkFalse, NOW, finding=BLANK).field == "finding"
    course.do(c.MarkFalse, LATER)
    assert course.case.found_false_at == LATER
    assert course.refused(c.MarkFalse, LATER).clause == "VL.24.2"


@pytest.mark.clause("VL.24.1", "VL.24.2")
def test_no_report_is_both_commended_and_false() -> None:
    commended = Course(VL).until(c.Publish, NOW).do(c.ProposeCommendation, NOW)
    assert commended.refused(c.MarkFalse, NOW).clause == "VL.24.2"
    false = Course(VL).until(c.Publish, NOW).do(c.MarkFalse, NOW)
    assert false.refused(c.ProposeCommendation, NOW).clause == "VL.24.1"


def test_soc_trang_marks_nothing_false() -> None:
    assert Course(ST).until(c.Publish, NOW).refused(c.MarkFalse, NOW).clause == "ST.2.4"
