"""What a signed-in official may do with a case now: the law's answer, in the shape in which pages ask for it."""

from paht.cases.queries import Detail
from paht.law.casework.authority import permitted
from paht.law.casework.commands import Command
from paht.law.editions import get
from paht.people.actors import Official


def allowed(official: Official, detail: Detail) -> frozenset[type[Command]]:
    """The commands that the official may give on this case in its state, by the edition it was born under."""
    return frozenset(allowed_numbers(official, detail))


def allowed_numbers(official: Official, detail: Detail) -> dict[type[Command], tuple[int, ...]]:
    """Those commands with the assignments or requests they may be about; ``()`` for one about the case itself."""
    case = detail.case
    found: dict[type[Command], tuple[int, ...]] = {}
    for command, number in permitted(case=case, actor=official.actor, edition=get(case.edition)):
        found[command] = (*found.get(command, ()), *(() if number is None else (number,)))
    return found
