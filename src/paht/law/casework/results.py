"""Which files of a case answer its sender (VL.13.1.a, ST.9.3.a)."""

from paht.law.casework.case import Case, FileRef
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage

NOT_ITS_OWN = (AssignmentState.RETURNED, AssignmentState.RELIEVED)
"""Assignments whose results, if any, are not the answer."""
OWN_ANSWER = (AssignmentRole.SOLE, AssignmentRole.LEAD)
"""The capacities whose results answer the sender."""


def result_files(case: Case) -> tuple[FileRef, ...]:
    """The files of the result, once it was given to the sender; what was given to a lead stays with the lead
    (VL.13.1.a, ST.9.3.a)."""
    if case.stage not in (Stage.PUBLISHED, Stage.ANSWERED):
        return ()
    charged = (row for row in case.assignments if row.state not in NOT_ITS_OWN and row.role in OWN_ANSWER)
    return tuple(file for row in charged if row.approved_at for file in row.result_files)
