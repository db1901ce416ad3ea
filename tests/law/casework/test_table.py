"""The table of states and commands: every cell of both editions asked of ``decide`` itself."""

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.law.courses import ABSENT, DOES, EDITIONS, PHOTO, ROADS, WASTE, Course, command, written
from tests.law.worktime.worktime_cases import at

from paht.doors.cli import main
from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.case import Alarm, Assignment, Case, Duty, Refused, Request
from paht.law.casework.decide import COMMANDS
from paht.law.casework.states import (
    AlarmSource,
    AssignmentRole,
    AssignmentState,
    Party,
    Procedure,
    RequestKind,
    RequestState,
    Stage,
    Subject,
)
from paht.law.casework.table import Cell, cells, states_for
from paht.law.editions.rows import State
from paht.law.register import clauses

NOW = at("2026-03-10 09:00")
OPEN = {Stage.SENT, Stage.VERIFIED, Stage.ACCEPTED}
A, R = AssignmentState, RequestState

ALLOWED: dict[type[c.Command], set[State]] = {
    c.Send: {Stage.DRAFT},
    c.Originate: {Stage.DRAFT},
    c.Enter: {Stage.DRAFT},
    c.RequestVerification: {Stage.SENT},
    c.AnswerVerification: {R.OPEN},
    c.RecordVerification: {R.OPEN},
    c.LapseVerification: {R.OPEN},
    c.AskConfidentiality: {*OPEN, Stage.HANDLING, Stage.CHECKING},
    c.MarkSecret: {*Stage} - {Stage.DRAFT, Stage.IMPORTED},
    c.ProposeCommendation: {Stage.PUBLISHED, Stage.ANSWERED, Stage.MONITORED},
    c.MarkFalse: {Stage.PUBLISHED, Stage.ANSWERED, Stage.MONITORED, Stage.REFUSED},
    c.Verify: {Stage.SENT},
    c.RequestSupplement: {*OPEN},
    c.Supplement: {R.OPEN},
    c.LapseSupplement: {R.OPEN},
    c.Refuse: {*OPEN},
    c.Accept: {Stage.VERIFIED},
    c.Dispatch: {Stage.ACCEPTED},
    c.DispatchToSeveral: {Stage.ACCEPTED, Stage.HANDLING},
    c.CloseReturnedPart: {Stage.HANDLING},
    c.DispatchToLead: {Stage.ACCEPTED},
    c.PassOn: {A.LEADING, A.WAITING},
    c.GoOnWithout: {A.WAITING},
    c.SendAnswerBack: {A.APPROVED},
    c.Receive: {A.DISPATCHED},
    c.ReturnAssignment: {A.RECEIVED, A.LEADING, A.HANDLING, A.SUMMONED, A.RESPONDING},
    c.BeginHandling: {A.RECEIVED},
    c.RecordResult: {A.RECEIVED, A.HANDLING, A.COMPILING, A.HANDLED, A.CORRECTING, A.RESPONDING},
    c.SubmitResult: {A.HANDLED},
    c.ApproveResult: {A.SUBMITTED},
    c.RejectResult: {A.SUBMITTED},
    c.ReturnResult: {A.APPROVED},
    c.Publish: {Stage.CHECKING},
    c.Rate: {Stage.PUBLISHED, Stage.ANSWERED},
    c.Withdraw: {*OPEN, Stage.HANDLING},
    c.Urge: {state for state in A if state.is_open} - {A.APPROVED, A.IDENTIFYING, A.FOLLOWING, A.AGREEING},
    c.AskCoordinator: {Stage.ACCEPTED},
    c.AnswerCoordination: {A.IDENTIFYING},
    c.AskAgreement: {A.FOLLOWING},
    c.Agree: {A.AGREEING},
    c.Disagree: {A.AGREEING},
    c.DraftInvitation: {Stage.ACCEPTED},
    c.SendInvitation: {R.OPEN},
    c.RecordJoining: {R.OPEN},
    c.GiveUpInvitation: {R.OPEN},
    c.Escalate: {Stage.ACCEPTED, Stage.HANDLING, Stage.CHECKING},
    c.ReportDossier: {R.OPEN},
    c.RecordDirection: {R.OPEN},
    c.WithdrawEscalation: {R.OPEN},
    c.PassForMonitoring: {Stage.ACCEPTED},
    c.MoveTerms: {*OPEN, Stage.HANDLING, Stage.CHECKING, Stage.PUBLISHED, Stage.ANSWERED},
    c.RequestExtension: {A.RECEIVED, A.HANDLING, A.CORRECTING},
    c.GrantExtension: {R.OPEN},
    c.RefuseExtension: {R.OPEN},
    c.DeclareSanctionProcedure: {A.RECEIVED, A.HANDLING, A.RESPONDING},
    c.ReportProgress: {A.RECEIVED, A.HANDLING, A.RESPONDING},
    c.HandleDirectly: {A.RECEIVED, A.HANDLING, A.HANDLED, A.CORRECTING, A.RESPONDING},
    c.EndorseResult: {A.WITH_DEPUTY},
    c.DeclineResult: {A.WITH_DEPUTY},
    c.RequestStepBack: {A.APPROVED},
    c.AgreeStepBack: {R.OPEN},
    c.DeclineStepBack: {R.OPEN},
    c.RaiseAlarm: {*OPEN, Stage.HANDLING},
    c.LowerAlarm: {*OPEN, Stage.HANDLING},
    c.PassAlarm: {*OPEN},
    c.DispatchUrgently: {*OPEN, Stage.HANDLING},
    c.ConfirmUrgency: {A.SUMMONED},
    c.FinishUrgency: {A.RESPONDING},
    c.EnterOutcome: {A.SUMMONED, A.RESPONDING},
    c.Interact: {Stage.PUBLISHED, Stage.ANSWERED},
    c.InteractWithPublic: {Stage.PUBLISHED},
    c.JudgeInteraction: {R.WAITING, R.OPEN},
    c.AnswerInteraction: {R.OPEN},
    c.ReturnAnswer: {R.CHECKING},
    c.ReleaseInteraction: {R.CHECKING},
    c.ReleaseText: {
        *(Stage.ACCEPTED, Stage.HANDLING, Stage.CHECKING),
        *(Stage.PUBLISHED, Stage.ANSWERED, Stage.MONITORED),
    },
    c.ReleasePictures: {
        *(Stage.ACCEPTED, Stage.HANDLING, Stage.CHECKING),
        *(Stage.PUBLISHED, Stage.ANSWERED, Stage.MONITORED),
    },
    c.ReleaseWords: {R.WAITING, R.OPEN},
    c.RecordCall: {*A} - {A.RETURNED, A.RELIEVED, A.MONITORING},
    c.OfferUpdate: {A.ENDED},
    c.PostUpdate: {R.OPEN},
    c.DeclineUpdate: {R.OPEN},
}
"""Written out here again, so that a row that opens too much or too little is noticed."""

COORDINATION = {c.AskCoordinator, c.AnswerCoordination, c.AskAgreement, c.Agree, c.Disagree}
UPDATING = {c.OfferUpdate, c.PostUpdate, c.DeclineUpdate}
UNKNOWN = {
    "soc-trang-2024": {
        *(c.Withdraw, c.LapseSupplement, c.InteractWithPublic, c.JudgeInteraction),
        *(c.DispatchToSeveral, *COORDINATION),
        *UPDATING,
        *(c.LapseVerification, c.Originate, c.MarkFalse),
        *(c.DeclareSanctionProcedure, c.ReportProgress),
        *(c.HandleDirectly, c.EndorseResult, c.DeclineResult),
        *(c.RequestStepBack, c.AgreeStepBack, c.DeclineStepBack),
    },
    "vinh-long-2025": {
        *(c.Enter, c.AskConfidentiality, c.EnterOutcome),
        *(c.DispatchToLead, c.PassOn, c.GoOnWithout, c.SendAnswerBack),
    },
}
"""Commands for which a regulation gives no rule."""

ASSIGNMENT_REQUESTS: dict[type[c.Command], type[c.Command]] = {
    c.GrantExtension: c.RequestExtension,
    c.RefuseExtension: c.RequestExtension,
    c.AgreeStepBack: c.RequestStepBack,
    c.DeclineStepBack: c.RequestStepBack,
}
"""What an agency asks for, by what answers it."""

ON_ALARM = {c.LowerAlarm, c.PassAlarm}
"""Commands that mean something only where an alarm stands."""


def led_by_another(case: Case) -> Case:
    """The part of the cell's state cooperates as number 2; the roads agency leads."""
    lead = Assignment(1, ROADS, AssignmentRole.LEAD, A.WAITING, None, NOW)
    parts = (replace(a, number=2, agency=WASTE, role=AssignmentRole.COOPERATING) for a in case.assignments)
    return replace(case, assignments=(lead, *parts))


def leading(case: Case) -> Case:
    """The part of the cell's state leads, and has a part given back to it."""
    parts = (replace(a, role=AssignmentRole.LEAD, part_returned=True) for a in case.assignments)
    return replace(case, assignments=tuple(parts))


def handled_by_another(case: Case) -> Case:
    """A further agency joins one that is at work."""
    other = Assignment(1, "agency-other", AssignmentRole.SOLE, A.RECEIVED, None, NOW)
    return replace(case, assignments=(other,)) if case.stage is Stage.HANDLING else case


SHARES: dict[type[c.Command], Callable[[Case], Case]] = {
    c.DispatchToSeveral: handled_by_another,
    c.CloseReturnedPart: lambda case: replace(case, part_returned=True),
    c.PassOn: leading,
    c.GoOnWithout: leading,
    c.SendAnswerBack: led_by_another,
    c.ReleasePictures: lambda case: replace(case, files=(PHOTO,)),
}
"""What a case needs beside the state of the cell where several agencies share it."""

HANDLING = Duty(
    number=1,
    term="handling",
    clause="VL.12.2.b",
    holder=Party.AGENCY,
    body=ROADS,
    subject=Subject.ASSIGNMENT,
    subject_number=1,
    starts_at=NOW,
    due_at=NOW + timedelta(days=8),
    violation_at=NOW + timedelta(days=8),
)

CELLS = [
    pytest.param(
        edition,
        cell,
        id=f"{edition[:2]} {cell.command.__name__} {cell.state.value}",
        marks=pytest.mark.clause(cell.clause),
    )
    for edition in EDITIONS
    for cell in cells(editions.get(edition))
]


ABOUT: dict[type[c.Command], RequestKind] = {
    **dict.fromkeys((c.SendInvitation, c.RecordJoining, c.GiveUpInvitation), RequestKind.INVITATION),
    **dict.fromkeys((c.ReportDossier, c.RecordDirection, c.WithdrawEscalation), RequestKind.DIRECTION),
}
"""The commands about requests that are made of other bodies, and the kind of request."""

AFTERWARDS = {
    c.JudgeInteraction: RequestKind.INTERACTION,
    c.AnswerInteraction: RequestKind.INTERACTION,
    c.ReturnAnswer: RequestKind.INTERACTION,
    c.ReleaseInteraction: RequestKind.INTERACTION,
    c.ReleaseWords: RequestKind.INTERACTION,
    c.PostUpdate: RequestKind.UPDATE,
    c.DeclineUpdate: RequestKind.UPDATE,
}
"""The commands about requests that are made after the answer, and the kind of request."""


def after_the_answer(course: Course, state: RequestState, kind: RequestKind) -> Course:
    """A published case with one request in that state, asked of the agency that answered."""
    course.until(c.Publish, NOW - timedelta(days=30))
    request = Request(1, kind, state, ("asked",), written(), NOW, by="the-sender", assignment=1)
    course.case = replace(course.case, requests=(request,))
    return course


ASKED_BY: dict[type[c.Command], type[c.Command]] = dict.fromkeys(
    (c.AnswerVerification, c.RecordVerification, c.LapseVerification), c.RequestVerification
)


def in_state(course: Course, state: State, about: type[c.Command] | None = None) -> Course:
    """The course with its case put into that state; the rest of the case is plausible."""
    if isinstance(state, RequestState) and about in AFTERWARDS:
        return after_the_answer(course, state, AFTERWARDS[about])
    asks = ASKED_BY.get(about, c.RequestSupplement) if about else c.RequestSupplement
    case = replace(course.case, sender="the-sender", original=written(), text=written())
    if isinstance(state, AssignmentState):
        assignment = Assignment(
            number=1,
            agency=ROADS,
            role=AssignmentRole.COORDINATOR if about in COORDINATION else AssignmentRole.SOLE,
            state=state,
            superior=None,
            dispatched_at=NOW,
            received_at=NOW,
            procedure=Procedure.DIRECT if about is c.HandleDirectly else Procedure.STAFF_LEADER,
        )
        before_end = Stage.CHECKING if about is c.AskAgreement else Stage.HANDLING
        stage = Stage.PUBLISHED if state is AssignmentState.ENDED else before_end
        case = replace(case, stage=stage, assignments=(assignment,), duties=(HANDLING,))
    elif isinstance(state, RequestState) and about in ASSIGNMENT_REQUESTS:
        course.until(c.ApproveResult if "StepBack" in about.__name__ else c.Receive, NOW)
        course.do(ASSIGNMENT_REQUESTS[about], NOW)
        case = replace(course.case, requests=(replace(course.case.requests[0], state=state),))
    elif isinstance(state, RequestState):
        course.do(c.Send, NOW - timedelta(days=30)).do(asks, NOW - timedelta(days=30))
        request: Request = replace(course.case.requests[0], state=state)
        assert request.kind is (
            RequestKind.SUPPLEMENT if asks is c.RequestSupplement else RequestKind.VERIFICATION
        )
        if about in ABOUT:
            request = replace(
                request,
                kind=ABOUT[about],
                agency=ABSENT if about is c.RecordJoining else None,
                forwarded_at=NOW if about is c.RecordDirection else None,
            )
        case = replace(course.case, requests=(request,))
        course.joined(ABSENT)
    else:
        case = replace(case, stage=state)
    course.case = case
    return course


def alarmed(case: Case) -> Case:
    """The case with an alarm that nobody took up in time."""
    late = NOW - timedelta(minutes=1)
    duty = Duty(1, "alarm", "", Party.IOC, None, Subject.CASE, 0, late, late, late, internal=True)
    return replace(case, alarm=Alarm("fire", AlarmSource.TICK, late), duties=(duty,))


@pytest.mark.parametrize(("edition", "cell"), CELLS)
def test_the_row_allows_what_the_course_of_the_regulations_allows(edition: str, cell: Cell) -> None:
    expected = cell.command not in UNKNOWN[edition] and cell.state in ALLOWED[cell.command]
    assert cell.allowed is expected


@pytest.mark.clause("VL.9.1", "VL.10.1", "VL.8.2.10", "ST.7.1", "ST.7.2.portal", "ST.8.4")
@pytest.mark.parametrize(("edition", "cell"), CELLS)
def test_decide_answers_each_cell_as_the_table_prints_it(edition: str, cell: Cell) -> None:
    course = Course(edition)
    if course.edition.step(cell.command):
        in_state(course, cell.state, cell.command)
    if cell.command in ON_ALARM:
        course.case = alarmed(course.case)
    shares = SHARES.get(cell.command)
    if shares:
        course.case = shares(course.case)
    answer = course.ask(command(cell.command, course.edition), NOW)
    if cell.allowed:
        assert not isinstance(answer, Refused), answer
    else:
        assert isinstance(answer, Refused)
        sentence = cell.reason if course.edition.step(cell.command) else answer.reason
        assert (answer.clause, answer.reason) == (cell.clause, sentence)


@pytest.mark.parametrize(("edition", "cell"), CELLS)
def test_every_cell_names_a_clause_of_the_register_and_says_something(edition: str, cell: Cell) -> None:
    assert cell.clause in clauses()
    assert cell.clause.startswith(editions.get(edition).code_prefix + ".")
    assert cell.reason.strip()
    assert unicodedata.is_normalized("NFC", cell.reason)
    assert bool(cell.by) is cell.allowed


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_command_has_its_column_and_every_state_its_cell(edition: str) -> None:
    table = {(cell.command, cell.state) for cell in cells(editions.get(edition))}
    assert table == {(kind, state) for kind in COMMANDS for state in states_for(kind)}
    assert set(COMMANDS) == set(ALLOWED) == set(DOES)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_of_an_edition_cites_a_clause_of_its_own_regulation(edition: str) -> None:
    e = editions.get(edition)
    grounds = (
        *e.supplement_grounds,
        *e.refusal_grounds,
        *e.non_public_grounds,
        *e.return_grounds,
        *e.result_grounds,
        *e.escalation_grounds,
        *e.monitoring_grounds,
        *e.sanction_grounds,
        *e.procedures,
        *(e.extension.grounds if e.extension else ()),
    )
    cited = [row.clause for row in (*e.form, *e.conditions, *grounds, *e.steps, *e.levels)]
    cited += [name for term in e.terms for name in (term.clause, *term.also) if name]
    cited += [e.place_clause, e.outside_clause, e.content_clause, e.declaration_clause, e.writing_clause]
    cited += [row.clause for row in (e.extension,) if row]
    cited += [name for name in (e.own_terms_clause, e.membership_clause) if name]
    cited += [e.own_clause, e.channel_clause, e.result_form]
    cited += [
        name
        for name in (
            e.photo_clause,
            e.after_photo_clause,
            e.supplement_lapse_clause,
            e.designated_clause,
            e.coordinated_clause,
        )
        if name is not None
    ]
    assert {name for name in cited if name not in clauses()} == set()
    assert {name for name in cited if not name.startswith(e.code_prefix + ".")} == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_text_of_an_edition_is_in_one_unicode_form(edition: str) -> None:
    assert unicodedata.is_normalized("NFC", repr(editions.get(edition)))


@pytest.mark.parametrize(
    "kind", [k for k in COMMANDS if issubclass(k, c.AssignmentCommand | c.RequestCommand)]
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_part_of_the_case_that_does_not_exist_is_refused_by_the_commands_clause(
    edition: str, kind: type[c.Command]
) -> None:
    course = in_state(Course(edition), Stage.HANDLING)
    step = course.edition.step(kind)
    part = "assignment" if issubclass(kind, c.AssignmentCommand) else "request"
    refused = course.refused(kind, NOW, **{part: 9})
    assert refused.clause == (step.clause if step else course.edition.own_clause)


def test_the_command_prints_the_table_for_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states", "--edition", "vinh-long-2025"]) == 0
    out = capsys.readouterr().out
    assert "Dispatch           VL.11.3        Phân phối phản ánh" in out
    assert "Stage ✓  accepted" in out
    assert max(len(line) for line in out.splitlines()) <= 160


def test_the_command_prints_the_table_as_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states", "--edition", "soc-trang-2024", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(cells(editions.get("soc-trang-2024")))
    (row,) = (r for r in rows if (r["command"], r["state"]) == ("Publish", "checking"))
    assert row == {
        "command": "Publish",
        "of": "Stage",
        "state": "checking",
        "allowed": True,
        "clause": "ST.9.1",
        "by": ["publisher"],
        "reason": None,
    }


def test_the_command_names_the_editions_when_asked_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states", "--edition", "ben-tre-2022"]) == 2
    assert "vinh-long-2025" in capsys.readouterr().err
