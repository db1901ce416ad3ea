"""The table of behaviours: for each command what an actor does. A new command of the course is a new row here."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework.case import FileRef, Finding, Place, Written
from paht.law.casework.commands import Command
from paht.law.casework.states import AssignmentState, Channel, Kind, Party, RequestKind, Subject
from paht.law.worktime import due
from paht.simulation.province import FREQUENCY
from paht.simulation.situation import Behaviour, Minutes, Occasion, Situation, Spoil, after

BLANK = Written("blank", "0" * 64, 0)
PHOTO = FileRef("photo", "1" * 64, "image/jpeg")
PAPER = FileRef("paper", "2" * 64, "application/pdf")
_FIELDS, _FREQUENCIES = tuple(FREQUENCY), tuple(FREQUENCY.values())


def but(**changes: Any) -> Spoil:
    """The same command with these fields spoilt."""
    return lambda situation, command: replace(command, **changes)


# Senders


def _send(s: Situation) -> c.Send:
    number = s.chance.randint(1, 60)
    return c.Send(
        kind=s.chance.choices((Kind.REPORT, Kind.PETITION, Kind.QUESTION), (94, 4, 2))[0],
        field=s.chance.choices(_FIELDS, _FREQUENCIES)[0],
        channel=s.chance.choice(sorted(s.edition.channels)),
        place=Place(9.9 + number / 1000, 106.1, "gps", f"commune-{number:02}", accuracy_m=8.0),
        original=s.words("original"),
        files=(PHOTO,),
        form=tuple((field.name, "ok") for field in s.edition.form),
        declared=True,
        personal_public=s.chance.random() < 0.1,
    )


def _without_a_field(s: Situation, command: c.Send) -> Command | None:
    required = [field.name for field in s.edition.form if field.required]
    lost = s.chance.choice(required)
    return replace(command, form=tuple(pair for pair in command.form if pair[0] != lost))


def _by_another_channel(s: Situation, command: c.Send) -> Command | None:
    others = [channel for channel in Channel if channel not in s.edition.channels]
    return replace(command, channel=s.chance.choice(others)) if others else None


def _without_photo(s: Situation, command: c.Send) -> Command | None:
    bound = s.edition.photo_clause is not None and command.kind is Kind.REPORT
    return replace(command, files=(PAPER,)) if bound else None


def _far_outside(s: Situation, command: c.Send) -> Command:
    assert command.place is not None
    return replace(command, place=replace(command.place, km_outside=40.0))


def _nobody_began(s: Situation, command: c.Withdraw) -> bool:
    return not any(a.state.is_open and a.begun_at is not None for a in s.case.assignments)


# The desk


def _findings(s: Situation) -> tuple[Finding, ...]:
    return tuple(
        Finding(condition.key, "override", s.words("reason"))
        if s.chance.random() < 0.03
        else Finding(condition.key, "pass")
        for condition in s.edition.conditions
        if s.case.kind in condition.kinds
    )


def _unfounded(s: Situation, command: c.Verify) -> Command:
    return replace(
        command, findings=(Finding(command.findings[0].condition, "override", BLANK), *command.findings[1:])
    )


def _waits_for_sender(s: Situation) -> bool:
    return s.case.open_request(RequestKind.SUPPLEMENT) is not None


def _accept(s: Situation) -> c.Accept:
    ground = s.chance.choice(s.edition.non_public_grounds).key if s.chance.random() < 0.08 else None
    return c.Accept(text=s.words("text"), field=s.case.field, non_public_ground=ground)


def _dispatch(s: Situation) -> c.Dispatch:
    wrong = s.chance.random() < 0.08
    agency = s.chance.choice(s.province.agencies) if wrong else s.province.competent(s.case)
    return c.Dispatch(agency=agency, note=s.words("note"))


def _to_an_outsider(s: Situation, command: c.Dispatch) -> Command:
    return replace(command, agency=s.chance.choice(s.province.outsiders))


# Agencies


def _return(s: Situation) -> c.ReturnAssignment:
    ground = s.chance.choice(s.edition.return_grounds).key
    return c.ReturnAssignment(
        assignment=s.charged, ground=ground, note=s.words("note"), responsible=s.province.competent(s.case)
    )


def _return_in_window(s: Situation, command: c.ReturnAssignment) -> bool:
    """Whether the way back on this ground is still open; where its row does not close it, it always is."""
    row = next((ground for ground in s.edition.return_grounds if ground.key == command.ground), None)
    if row is None or not row.only_in_window or s.assignment is None or s.assignment.received_at is None:
        return True
    window = s.edition.term(row.key)
    return s.now <= due(s.calendar, s.assignment.received_at, window.length, count=s.edition.day_count).due_at


def _naming_nobody(s: Situation, command: c.ReturnAssignment) -> Command | None:
    naming = [ground.key for ground in s.edition.return_grounds if ground.names_responsible]
    return replace(command, ground=s.chance.choice(naming), responsible=" ") if naming else None


def _return_weight(s: Situation) -> float:
    strange = s.assignment is not None and s.assignment.agency != s.province.competent(s.case)
    return 9.0 if strange else 0.03


def _result(s: Situation) -> c.RecordResult:
    return c.RecordResult(
        assignment=s.charged, result=s.words("result"), files=(PHOTO, PAPER)[: s.chance.randint(1, 2)]
    )


def _handling(s: Situation) -> Minutes:
    """Work in the field takes days, correcting a text does not."""
    correcting = s.assignment is not None and s.assignment.state is AssignmentState.CORRECTING
    return (5, 15, 150) if correcting else (30, 1300, 3700)


def _without_after_photo(s: Situation, command: c.RecordResult) -> Command | None:
    shows = s.case.kind is Kind.REPORT and s.case.field.value in s.edition.after_photo_fields
    bound = s.edition.after_photo_clause is not None and shows
    return replace(command, files=(PAPER,)) if bound else None


# The system


def _lapsed(s: Situation, command: c.LapseSupplement) -> bool:
    duties = s.case.duties
    owed = [d for d in duties if d.subject is Subject.REQUEST and d.subject_number == command.request]
    return bool(owed) and s.now > owed[0].due_at


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Send,
        party=Party.SENDER,
        occasion=Occasion.SENDING,
        make=_send,
        spoils=(
            but(original=BLANK),
            but(place=None),
            but(declared=False),
            _by_another_channel,
            _without_a_field,
            _without_photo,
            _far_outside,
        ),
    ),
    Behaviour(
        command=c.Supplement,
        party=Party.SENDER,
        occasion=Occasion.HELD,
        likelihood=0.65,
        waits=after(30, 400, 3500),
        make=lambda s: c.Supplement(request=s.asked, original=s.words("original"), files=(PHOTO,)),
        spoils=(but(original=BLANK, files=()),),
    ),
    Behaviour(
        command=c.Withdraw,
        party=Party.SENDER,
        occasion=Occasion.AFTERTHOUGHT,
        likelihood=0.03,
        waits=after(5, 600, 12_000),
        make=lambda s: c.Withdraw(),
        fits=_nobody_began,
    ),
    Behaviour(
        command=c.Rate,
        party=Party.SENDER,
        occasion=Occasion.ENDED,
        likelihood=0.45,
        waits=after(5, 300, 9000),
        make=lambda s: c.Rate(level=s.chance.choices(s.edition.levels, (70, 20, 10))[0].key),
        fits=lambda s, command: s.case.rating is None,
        spoils=(but(level="splendid"),),
    ),
    Behaviour(
        command=c.Verify,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Verify(findings=_findings(s)),
        weight=lambda s: 0.1 if _waits_for_sender(s) else 0.86,
        minutes=(2, 5, 20),
        spoils=(but(findings=()), _unfounded),
    ),
    Behaviour(
        command=c.RequestSupplement,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.RequestSupplement(
            grounds=(s.chance.choice(s.edition.supplement_grounds).key,), guidance=s.words("guidance")
        ),
        weight=lambda s: 0.0 if _waits_for_sender(s) else 0.05,
        minutes=(3, 6, 15),
        fits=lambda s, command: not _waits_for_sender(s),
        spoils=(but(grounds=()), but(grounds=("unheard_of",)), but(guidance=BLANK)),
    ),
    Behaviour(
        command=c.Refuse,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Refuse(
            ground=s.chance.choice(s.edition.refusal_grounds).key, reason=s.words("reason")
        ),
        weight=lambda s: 0.1 if _waits_for_sender(s) else 0.03,
        minutes=(3, 8, 25),
        spoils=(but(ground="unheard_of"), but(reason=BLANK)),
    ),
    Behaviour(
        command=c.Accept,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_accept,
        minutes=(1, 3, 10),
        spoils=(but(text=BLANK), but(non_public_ground="unheard_of")),
    ),
    Behaviour(
        command=c.Dispatch,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_dispatch,
        minutes=(1, 3, 12),
        spoils=(but(note=BLANK), but(agency="unheard_of"), _to_an_outsider),
    ),
    Behaviour(
        command=c.ReturnResult,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.ReturnResult(
            assignment=s.charged, ground=s.chance.choice(s.edition.result_grounds).key, note=s.words("note")
        ),
        weight=lambda s: 0.07,
        minutes=(3, 6, 20),
        spoils=(but(ground="unheard_of"), but(note=BLANK)),
    ),
    Behaviour(
        command=c.Publish,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Publish(answer=s.words("answer")),
        minutes=(3, 6, 25),
        spoils=(but(answer=BLANK),),
    ),
    Behaviour(
        command=c.Receive,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.Receive(assignment=s.charged),
        minutes=(1, 2, 6),
        waits=after(2, 15, 90),
    ),
    Behaviour(
        command=c.BeginHandling,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.BeginHandling(assignment=s.charged),
        weight=lambda s: 0.92,
        minutes=(5, 15, 60),
    ),
    Behaviour(
        command=c.ReturnAssignment,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_return,
        weight=_return_weight,
        minutes=(5, 10, 30),
        fits=_return_in_window,
        spoils=(but(ground="unheard_of"), but(note=BLANK), _naming_nobody),
    ),
    Behaviour(
        command=c.RecordResult,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_result,
        weight=lambda s: 0.08 if s.assignment is not None and s.assignment.begun_at is None else 1.0,
        minutes=(15, 45, 180),
        waits=_handling,
        spoils=(but(result=BLANK), _without_after_photo),
    ),
    Behaviour(
        command=c.SubmitResult,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.SubmitResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 30.0,
        minutes=(2, 5, 15),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.ApproveResult,
        party=Party.AGENCY_LEADER,
        occasion=Occasion.HELD,
        make=lambda s: c.ApproveResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.94,
        minutes=(1, 4, 15),
        waits=after(0, 30, 400),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.RejectResult,
        party=Party.AGENCY_LEADER,
        occasion=Occasion.HELD,
        make=lambda s: c.RejectResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.06,
        minutes=(2, 6, 20),
        waits=after(0, 30, 400),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.LapseSupplement,
        party=None,
        occasion=Occasion.OVERDUE,
        make=lambda s: c.LapseSupplement(request=s.asked),
        fits=_lapsed,
    ),
    Behaviour(
        command=c.MoveTerms,
        party=None,
        occasion=Occasion.CALENDAR,
        make=lambda s: c.MoveTerms(calendar_version=s.chance.randint(1, 999)),
    ),
)

BY_COMMAND: dict[type[Command], Behaviour] = {row.command: row for row in BEHAVIOURS}
ON: dict[tuple[Occasion, Party | None], tuple[Behaviour, ...]] = defaultdict(tuple)
for _row in BEHAVIOURS:
    ON[_row.occasion, _row.party] += (_row,)
