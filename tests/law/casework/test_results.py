"""Which files answer the sender: those of approved results, once the answer was given."""

import pytest
from tests.law.courses import Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, FileRef
from paht.law.casework.results import result_files
from paht.law.casework.states import AssignmentRole, AssignmentState

NOW = at("2026-03-10 09:00")
AFTER = FileRef("0190b0b0-0000-7000-8000-000000000001", "ab" * 32, "image/jpeg")


def with_files(case: Case) -> Case:
    """The case with a picture of its result."""
    return replace(case, assignments=tuple(replace(a, result_files=(AFTER,)) for a in case.assignments))


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a")
@pytest.mark.parametrize("edition", ["vinh-long-2025", "soc-trang-2024"])
def test_the_files_of_a_result_are_the_senders_only_once_the_answer_was_given(edition: str) -> None:
    assert result_files(with_files(Course(edition).until(c.ApproveResult, NOW).case)) == ()
    assert result_files(with_files(Course(edition).until(c.Publish, NOW).case)) == (AFTER,)


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a")
@pytest.mark.parametrize(
    "other",
    [
        {"role": AssignmentRole.COOPERATING},
        {"role": AssignmentRole.COORDINATOR},
        {"state": AssignmentState.RETURNED},
        {"state": AssignmentState.RELIEVED},
        {"approved_at": None},
    ],
    ids=str,
)
def test_what_was_given_to_a_lead_returned_or_never_approved_is_no_answer(other: dict[str, object]) -> None:
    case = with_files(Course("vinh-long-2025").until(c.Publish, NOW).case)
    changed = replace(case, assignments=tuple(replace(a, **other) for a in case.assignments))
    assert result_files(changed) == ()
