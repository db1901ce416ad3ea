"""By which way a sender is told what becomes of their report, and when: the way it came by first (VL.13.1.a, ST.9.3.a).

A chat platform lets a reply through for some time after the person's last message; then, and for reports that came by
no way back, the ways follow in one order. The next way is taken only after one has declined for good: an outcome that
nobody knows is asked for again, under the same identifier, by the same way. So nobody is told twice.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from paht.law.casework.states import Channel
from paht.law.worktime.moments import HO_CHI_MINH

CHATS: Mapping[str, str] = {Channel.ZALO: "zalo", Channel.FACEBOOK: "messenger"}
"""The ways back that are open for some time only, by channel."""
OWN_WAYS: Mapping[str, str] = {Channel.EMAIL: "email", Channel.APP: "push"}
"""The ways back that are always open, by channel."""
IN_ORDER = ("zns", "sms", "push", "email")
"""The ways for everybody, in their order."""
CALL = "call"


class Basis(StrEnum):
    """On what it rests that somebody is written to by a way (Law 91/2025/QH15)."""

    TASK = "task"
    """The task of sending the result to the sender (VL.13.1.a, ST.9.3.a; Điều 19 of that law): not consent; the sender
    may object to the way, while one remains."""
    CONSENT = "consent"
    """Their own act, which they take back when they like; without the act there is nowhere to write to."""


BASES: Mapping[str, Basis] = {
    "sms": Basis.TASK,
    "zalo": Basis.TASK,
    "messenger": Basis.TASK,
    "email": Basis.TASK,
    "push": Basis.CONSENT,
}
"""By the ways among which a sender chooses."""

IN_CONVERSATION = frozenset(
    {"supplement_requested", "verification_requested", "answered", "refused", "monitored"}
)
"""What a conversation tells itself, in full and with something to press: while it may, no short message says it too."""

ANSWERS = frozenset({"receipt", "data_request_received"})
"""What answers something the person did this moment: they are awake."""
MOMENT = timedelta(minutes=30)
HELD_BACK, HELD_BACK_IN_ALL = timedelta(minutes=2), timedelta(minutes=10)
"""How long a message waits for the conversation to take it over, each time and in all."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nobody is rung out of sleep: from ``begins`` to ``ends`` in Asia/Ho_Chi_Minh, over midnight
    where it begins later than it ends."""

    begins: time
    ends: time

    @classmethod
    def read(cls, text: str) -> "Quiet | None":
        """``21:00-06:30``; ``off``: no such hours. Raises ValueError for anything else."""
        if text == "off":
            return None
        begins, dash, ends = text.partition("-")
        if not dash:
            raise ValueError("quiet hours: HH:MM-HH:MM or off")
        return cls(time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip()))

    def until(self, at: datetime) -> datetime | None:
        """When the quiet hours end in which that moment lies; ``None`` where it lies in none."""
        local = at.astimezone(HO_CHI_MINH)
        now, over_midnight = local.time(), self.begins > self.ends
        if not (now >= self.begins or now < self.ends if over_midnight else self.begins <= now < self.ends):
            return None
        day = local.date() + timedelta(days=1 if over_midnight and now >= self.begins else 0)
        return datetime.combine(day, self.ends, HO_CHI_MINH)

    def ended(self, at: datetime) -> datetime:
        """When the quiet hours ended last."""
        local = at.astimezone(HO_CHI_MINH)
        day = local.date() - timedelta(days=1 if local.time() < self.ends else 0)
        return datetime.combine(day, self.ends, HO_CHI_MINH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is to be told. ``origin``: the channel of the report, ``""`` where it is about none; ``calls``: it is read
    out at the telephone; ``windows``: until when each chat may be answered; ``via``: the way whose outcome is unknown;
    ``declined``: the ways that will never take it; ``unwanted``: the ways that the person does not want, of which the
    text message remains as the last one."""

    template: str
    origin: str
    made_at: datetime
    calls: bool = False
    urgent: bool = False
    windows: Mapping[str, datetime] = field(default_factory=dict)
    via: str = ""
    declined: Collection[str] = ()
    unwanted: Collection[str] = ()

    def after(self, way: str) -> "Notice":
        """The same once that way has declined it."""
        return replace(self, via="", declined=(*self.declined, way))


@dataclass(frozen=True, slots=True)
class By:
    """It goes by this way now."""

    way: str


@dataclass(frozen=True, slots=True)
class Later:
    """It waits until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NoWay:
    """There is no way left."""


def ways(notice: Notice, *, now: datetime) -> tuple[str, ...]:
    """The ways for the notice in their order, whether or not the installation has them."""
    if notice.calls:
        return () if CALL in notice.declined else (CALL,)
    chat = CHATS.get(notice.origin)
    is_open = notice.windows.get(notice.origin, now) > now
    back = chat if chat and is_open else OWN_WAYS.get(notice.origin)
    every = (back, *(way for way in IN_ORDER if way != back)) if back else IN_ORDER
    wanted = [way for way in every if way not in notice.unwanted]
    # Whoever left no other way that serves is told by text message all the same.
    last = [] if "sms" in wanted else ["sms"]
    return tuple(way for way in (*wanted, *last) if way not in notice.declined)


def next_step(
    notice: Notice, *, now: datetime, available: Collection[str], quiet: Quiet | None
) -> By | Later | NoWay:
    """What is done with the notice now, of the ways that the installation has."""
    ends = None if quiet is None or _may_ring(notice, now) else quiet.until(now)
    if ends is not None:
        return Later(ends)
    if notice.via:
        return By(notice.via)
    way = next((way for way in ways(notice, now=now) if way in available), None)
    if way is None:
        return NoWay()
    if way == CHATS.get(notice.origin) and notice.template in IN_CONVERSATION:
        since = max(notice.made_at, quiet.ended(now)) if quiet else notice.made_at
        held_until = min(notice.windows[notice.origin], now + HELD_BACK, since + HELD_BACK_IN_ALL)
        if held_until > now:
            return Later(held_until)
    return By(way)


def _may_ring(notice: Notice, now: datetime) -> bool:
    return notice.urgent or (notice.template in ANSWERS and now - notice.made_at <= MOMENT)
