"""What happens before an agency is charged: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.case import Finding, Place
from paht.law.casework.commands import Command
from paht.law.casework.states import Channel, Kind, Party, RequestKind, Subject
from paht.simulation.behaviours.parts import BLANK, PAPER, PHOTO, but, calm
from paht.simulation.province import FREQUENCY
from paht.simulation.situation import Behaviour, Occasion, Situation, Spoil, after

_FIELDS, _FREQUENCIES = tuple(FREQUENCY), tuple(FREQUENCY.values())


def _send(s: Situation) -> c.Send:
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
        urgent=urgent,
    )


def _is_urgent(s: Situation, command: c.Send) -> bool:
    alone = {sign.field for sign in s.edition.urgent_signs if sign.alone}
    return command.urgent or (command.kind is Kind.REPORT and command.field in alone)


def _unless_urgent(spoil: Spoil) -> Spoil:
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
            _unless_urgent(but(original=BLANK)),
            _unless_urgent(but(place=None)),
            _unless_urgent(but(declared=False)),
            but(original=BLANK, place=None),
            _by_another_channel,
            _without_a_field,
            _unless_urgent(_without_photo),
            _unless_urgent(_far_outside),
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
        weight=lambda s: 0.05 if calm(s) and not _waits_for_sender(s) else 0.0,
        minutes=(3, 6, 15),
        fits=lambda s, command: calm(s) and not _waits_for_sender(s),
        spoils=(but(grounds=()), but(grounds=("unheard_of",)), but(guidance=BLANK)),
    ),
    Behaviour(
        command=c.Refuse,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Refuse(
            ground=s.chance.choice(s.edition.refusal_grounds).key, reason=s.words("reason")
        ),
        weight=lambda s: (0.1 if _waits_for_sender(s) else 0.03) if calm(s) else 0.0,
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
        spoils=(but(text=BLANK), but(non_public_ground="unheard_of")),
    ),
    Behaviour(
        command=c.LapseSupplement,
        party=None,
        occasion=Occasion.OVERDUE,
        make=lambda s: c.LapseSupplement(request=s.asked),
        fits=_lapsed,
    ),
)
