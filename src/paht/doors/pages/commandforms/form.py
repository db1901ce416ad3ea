"""What a command asks of the person who gives it: a form as a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.http import QueryDict

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.operations import Outcome, Step
from paht.cases.queries import Detail
from paht.doors.pages.wording import VIETNAM
from paht.law.casework.case import FileRef
from paht.law.casework.commands import Command
from paht.law.editions.rows import Edition
from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a form is shown: to whom, on which case, and about which assignments or requests it may be."""

    official: Official
    jurisdiction: Jurisdiction
    detail: Detail
    edition: Edition
    now: datetime
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What was typed, as an operation takes it. A value that cannot be read is what an empty one is: the law refuses
    it in its own words. ``number`` is the assignment or request, 0 where the command is about the case."""

    typed: QueryDict
    number: int = 0
    files: tuple[FileRef, ...] = ()
    detail: Detail | None = None

    def text(self, name: str) -> str:
        """What was written, outer space removed."""
        return self.typed.get(name, "").strip()

    def several(self, name: str) -> tuple[str, ...]:
        """Every value chosen, each once, in the order of the form."""
        return tuple(dict.fromkeys(value for value in self.typed.getlist(name) if value))

    def ticked(self, name: str) -> bool:
        """Whether the box was ticked."""
        return bool(self.typed.get(name))

    def day(self, name: str) -> date | None:
        """The day chosen; ``None`` where there is none."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None

    def moment(self, name: str) -> datetime | None:
        """The moment chosen, in Vietnam; ``None`` where there is none."""
        try:
            return datetime.fromisoformat(self.text(name)).replace(tzinfo=VIETNAM)
        except ValueError:
            return None


class Asks(StrEnum):
    """The kinds of fields."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    """One of a few, all in sight."""
    SELECT = "select"
    """One of many."""
    SEVERAL = "several"
    DAY = "day"
    MOMENT = "moment"
    TICK = "tick"
    FILES = "files"
    MARKS = "marks"
    """A text with proposals of what to mask in it."""
    PICTURES = "pictures"
    """The pictures of the case with what their public copies cover."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose. ``group`` gathers the options of a long list under a heading."""

    value: str
    label: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form. ``name`` is also the name under which the law's refusal speaks of it."""

    name: str
    label: str
    asks: Asks = Asks.TEXT
    required: bool = True
    hint: str = ""
    rows: int = 3
    options: Callable[[Shown], Sequence[Option]] | None = None
    initial: Callable[[Shown], str] | None = None


def written(name: str = "note", label: str = "Nội dung chuyển", *, hint: str = "", rows: int = 3) -> Field:
    """The written content that every hand-over carries (VL.4.4)."""
    return Field(name=name, label=label, hint=hint, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandForm:
    """A command's form.

    ``title`` heads it, ``button`` gives the command, ``done`` says afterwards what was done. ``kind`` is the
    button's look (``primary``, ``quiet``, ``danger``), ``key`` a shortcut. An ``opens`` form stands open on the page
    because it is what moves the case on (``opens_on``: only there); the others are folded. ``names`` words the
    assignments or requests where there is more than one to choose from; by default the agency, or the request's own
    words. ``fits`` narrows where the form is offered beyond what the law permits (never a rule: only what makes
    sense to show).
    """

    action: str
    command: type[Command]
    title: str
    button: str
    done: str
    run: Callable[[Step, Answers], Outcome]
    fields: tuple[Field, ...] = ()
    lead: str = ""
    icon: str = ""
    kind: str = "primary"
    key: str = ""
    opens: bool = False
    opens_on: Callable[[Shown], bool] = field(default=lambda shown: False)
    names: Callable[[Shown, int], str] | None = None
    fits: Callable[[Shown], bool] = field(default=lambda shown: True)
