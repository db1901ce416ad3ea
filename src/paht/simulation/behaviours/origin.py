"""What comes in otherwise than by its sender's own hand: for each command what an actor does."""

from dataclasses import fields

from paht.law.casework import commands as c
from paht.law.casework.case import Place
from paht.law.casework.states import Channel, Kind, Party
from paht.simulation.behaviours.intake import sending, unless_urgent
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, Situation


def _originate(s: Situation) -> c.Originate:
    number = s.chance.randint(1, 60)
    sources = s.edition.sources
    return c.Originate(
        kind=Kind.REPORT,
        field=sending(s).field,
        place=Place(9.9 + number / 1000, 106.1, "map", f"commune-{number:02}"),
        original=s.words("original"),
        files=(),
        source=s.chance.choice(sources).key if sources else "camera",
        source_verified=True,
        source_note=s.words("note"),
    )


def _enter(s: Situation) -> c.Enter:
    sent = sending(s)
    said = {field.name: getattr(sent, field.name) for field in fields(c.Send)}
    said["channel"] = s.chance.choice(sorted(s.edition.entered_channels or {Channel.HOTLINE}))
    return c.Enter(**said, sender=f"caller-{s.chance.getrandbits(32):08x}")


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Originate,
        party=Party.IOC,
        occasion=Occasion.SENDING,
        likelihood=0.06,
        make=_originate,
        spoils=(
            but(source="rumour"),
            but(source_verified=False),
            but(source_note=BLANK),
            but(original=BLANK),
            but(place=None),
        ),
    ),
    Behaviour(
        command=c.Enter,
        party=Party.IOC,
        occasion=Occasion.SENDING,
        likelihood=0.1,
        make=_enter,
        spoils=(
            unless_urgent(but(original=BLANK)),
            unless_urgent(but(declared=False)),
            but(channel=Channel.WEB),
            but(form=()),
        ),
    ),
)
