"""What happens before an agency is charged: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.case import Finding, Place
from paht.law.casework.commands import Command, RequestCommand
from paht.law.casework.states import Channel, Kind, Party, RequestKind, RequestState, Subject
from paht.law.editions.rows import Condition, Ground
from paht.simulation.behaviours.masking import masked
from paht.simulation.behaviours.parts import BLANK, PAPER, PHOTO, but, calm
from paht.simulation.province import FREQUENCY
from paht.simulation.situation import Behaviour, Occasion, Situation, Spoil, after

_FIELDS, _FREQUENCIES = tuple(FREQUENCY), tuple(FREQUENCY.values())


def sending(s: Situation) -> c.Send:
    """A sound report."""
    number = s.chance.randint(1, 60)
    urgent = s.chance.random() < 0.02
    return c.Send(
        kind=s.chance.choices((Kind.REPORT, Kind.PETITION, Kind.QUESTION), (94, 4, 2))[0],
        field=s.chance.choices(_FIELDS, _FREQUENCIES)[0],
        channel=s.chance.choice(sorted(s.edition.channels)),
        place=Place(9.9 + number / 1000, 106.1, "gps", f"commune-{number:02}", accuracy_m=8.0),
        original=s.words("original"),
        files=() if urgent else (PHOTO,),
        form=tuple((field.name, "ok") for field in s.edition.form),
        declared=not urgent,
        personal_public=s.chance.random() < 0.1,
        confidential=s.edition.confidential_clause is not None and s.chance.random() < 0.05,
        urgent=urgent,
    )


def _is_urgent(s: Situation, command: c.Send) -> bool:
    alone = {sign.field for sign in s.edition.urgent_signs if sign.alone}
    return command.urgent or (command.kind is Kind.REPORT and command.field in alone)


def unless_urgent(spoil: Spoil) -> Spoil:
    """Of something urgent this is not asked, so the command stays sound."""
    return lambda s, command: None if _is_urgent(s, command) else spoil(s, command)


def _without_a_field(s: Situation, command: c.Send) -> Command | None:
    asked = (
        s.edition.urgent_form if _is_urgent(s, command) else {f.name for f in s.edition.form if f.required}
    )
    required = [field.name for field in s.edition.form if field.name in asked]
    lost = s.chance.choice(required)
    return replace(command, form=tuple(pair for pair in command.form if pair[0] != lost))


def _by_another_channel(s: Situation, command: c.Send) -> Command | None:
    others = [channel for channel in Channel if channel not in s.edition.channels]
    return replace(command, channel=s.chance.choice(others)) if others else None


def _without_place(s: Situation, command: c.Send) -> Command | None:
    return replace(command, place=None) if command.kind in s.edition.place_kinds else None


def _without_photo(s: Situation, command: c.Send) -> Command | None:
    bound = s.edition.photo_clause is not None and command.kind is Kind.REPORT
    return replace(command, files=(PAPER,)) if bound else None


def _far_outside(s: Situation, command: c.Send) -> Command:
    assert command.place is not None
    return replace(command, place=replace(command.place, km_outside=40.0))


def _nobody_began(s: Situation, command: c.Withdraw) -> bool:
    return not any(a.state.is_open and a.begun_at is not None for a in s.case.assignments)


def _findings(s: Situation) -> tuple[Finding, ...]:
    return tuple(
        Finding(condition.key, "override", s.words("reason"))
        if s.chance.random() < 0.03
        else Finding(condition.key, "pass")
        for condition in s.edition.conditions
        if binds(s, condition)
    )


def _unfounded(s: Situation, command: c.Verify) -> Command:
    return replace(
        command, findings=(Finding(command.findings[0].condition, "override", BLANK), *command.findings[1:])
    )


def binds(s: Situation, condition: Condition) -> bool:
    """Whether the condition binds the case: by its kind, and of what the IOC found only what needs no sender."""
    return s.case.kind in condition.kinds and (not s.case.source or condition.binds_originated)


def waits_for_sender(s: Situation) -> bool:
    """Whether the sender owes something."""
    asked = (RequestKind.SUPPLEMENT, RequestKind.VERIFICATION)
    return any(r.kind in asked and r.state is RequestState.OPEN for r in s.case.requests)


def has_sender(s: Situation) -> bool:
    """Whether somebody sent the case; nobody sent what the IOC found itself."""
    return s.case.source is None


def _fitting(s: Situation, grounds: tuple[Ground, ...]) -> str:
    return s.chance.choice([ground for ground in grounds if s.case.kind in ground.kinds]).key


def _accept(s: Situation) -> c.Accept:
    ground = s.chance.choice(s.edition.non_public_grounds).key if s.chance.random() < 0.08 else None
    reason = s.words("reason") if ground else None
    undecided = s.chance.random() < 0.1
    return c.Accept(
        text=None if undecided else s.words("text"),
        held=s.words("held") if undecided else None,
        masked=() if undecided else masked(s),
        field=s.case.field,
        non_public_ground=ground,
        non_public_reason=reason,
    )


def _unreasoned(s: Situation, command: c.Accept) -> Command | None:
    needing = [ground.key for ground in s.edition.non_public_grounds if ground.needs_reason]
    return replace(command, non_public_ground=needing[0], non_public_reason=BLANK) if needing else None


def lapsed(s: Situation, command: RequestCommand) -> bool:
    """Whether the term of the request is over."""
    duties = s.case.duties
    owed = [d for d in duties if d.subject is Subject.REQUEST and d.subject_number == command.request]
    return bool(owed) and s.now > owed[0].due_at


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Send,
        party=Party.SENDER,
        occasion=Occasion.SENDING,
        make=sending,
        spoils=(
            unless_urgent(but(original=BLANK)),
            unless_urgent(_without_place),
            unless_urgent(but(declared=False)),
            but(original=BLANK, place=None),
            _by_another_channel,
            _without_a_field,
            unless_urgent(_without_photo),
            unless_urgent(_far_outside),
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
        command=c.Verify,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Verify(findings=_findings(s)),
        weight=lambda s: 0.1 if waits_for_sender(s) else 0.86,
        minutes=(2, 5, 20),
        spoils=(but(findings=()), _unfounded),
    ),
    Behaviour(
        command=c.RequestSupplement,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.RequestSupplement(
            grounds=(_fitting(s, s.edition.supplement_grounds),), guidance=s.words("guidance")
        ),
        weight=lambda s: 0.05 if calm(s) and has_sender(s) and not waits_for_sender(s) else 0.0,
        minutes=(3, 6, 15),
        fits=lambda s, command: calm(s) and has_sender(s) and not waits_for_sender(s),
        spoils=(but(grounds=()), but(grounds=("unheard_of",)), but(guidance=BLANK)),
    ),
    Behaviour(
        command=c.Refuse,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Refuse(ground=_fitting(s, s.edition.refusal_grounds), reason=s.words("reason")),
        weight=lambda s: (0.1 if waits_for_sender(s) else 0.03) if calm(s) else 0.0,
        minutes=(3, 8, 25),
        fits=calm,
        spoils=(but(ground="unheard_of"), but(reason=BLANK)),
    ),
    Behaviour(
        command=c.Accept,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_accept,
        minutes=(1, 3, 10),
        spoils=(
            but(text=BLANK, held=None),
            but(text=None, held=None),
            but(text=None, held=BLANK),
            but(non_public_ground="unheard_of"),
            _unreasoned,
        ),
    ),
    Behaviour(
        command=c.LapseSupplement,
        party=None,
        occasion=Occasion.OVERDUE,
        make=lambda s: c.LapseSupplement(request=s.asked),
        fits=lapsed,
    ),
)
