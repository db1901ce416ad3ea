"""Cases under an administrative-sanction procedure."""

from collections.abc import Sequence
from datetime import date, datetime

from paht.cases.operations.extending import document
from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef


def declare_sanction_procedure(
    step: Step,
    *,
    assignment: int,
    ground: str,
    reason: str,
    number: str,
    dated_on: date | None,
    files: Sequence[FileRef],
    recorded_at: datetime | None,
) -> Outcome:
    """The agency declares that the matter follows the sanction procedure, by the record of the violation."""
    text = compose(reason, purpose="sanction")
    command = c.DeclareSanctionProcedure(
        assignment=assignment,
        ground=ground,
        reason=text.written,
        document=document(number, dated_on, files),
        recorded_at=recorded_at,
    )
    return perform(step, command, [text])


def report_progress(step: Step, *, assignment: int, note: str) -> Outcome:
    """The agency tells how far it has come; the sender is shown it."""
    text = compose(note, purpose="progress")
    return perform(step, c.ReportProgress(assignment=assignment, note=text.written), [text])
