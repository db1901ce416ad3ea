"""Walking the matrix: every cell is one request over HTTP."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tests.authority.addresses import ADDRESSES, NO_CASE, OFFICIALS, SEEN, SENDER, Address
from tests.authority.cast import AT_A_COMMUNE, SEVERAL, Stage, Subject, Visitor
from tests.authority.expectations import expected, told


class Cell(NamedTuple):
    """One combination with what must be answered."""

    who: Visitor
    address: Address
    method: str
    subject: Subject | None
    answer: str

    def __str__(self) -> str:
        about = f", a case {self.subject.name}" if self.subject else ""
        return f"{self.who.name}: {self.method} {self.address.name}{about}"


def cells(
    stage: Stage,
    *,
    addresses: Iterable[Address] = ADDRESSES,
    fits: Callable[[Cell], bool] = lambda cell: True,
) -> Iterator[Cell]:
    """Every cell of the addresses: visitors x methods x, where it is about a case, cases in their states."""
    for address in addresses:
        for who in stage.visitors:
            for method in _methods(address, who):
                for subject in _subjects(stage, address, method, who):
                    cell = Cell(who, address, method, subject, expected(who, address, method, subject))
                    if fits(cell):
                        yield cell


def _methods(address: Address, who: Visitor) -> tuple[str, ...]:
    # What no page knows is refused before anything is asked, and HEAD is GET without its words: some stand for all.
    more = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND") if who.name in _FOR_ALL else ()
    return ("GET", "POST", *more)


_FOR_ALL = ("signed out", "dispatcher", "staff of the charged agency")


def _subjects(stage: Stage, address: Address, method: str, who: Visitor) -> tuple[Subject | None, ...]:
    """The cases to ask about: for those whom it could matter to, one of each kind that makes a difference to a page;
    one for those who come no further."""
    if address.about == NO_CASE:
        return (None,)
    declared = address.get if method in ("GET", "HEAD") else address.post if method == "POST" else None
    concerned = who.roles & address.roles if address.who == OFFICIALS else who.sends or who.name in _FOR_ALL
    if declared is None or not concerned:
        return stage.subjects[:1]
    return tuple(each for each in stage.subjects if address.who == SENDER or each.name in _KINDS)


_KINDS = (
    "sent",
    "refused",
    "dispatched",
    "returned",
    "approved",
    "published",
    "answered privately",
    AT_A_COMMUNE,
    SEVERAL,
    "dispatched, nobody above told",
)


def wrong(stage: Stage, asked: Iterable[Cell]) -> Iterator[str]:
    """Every cell whose answer is not what the declaration says."""
    for cell in asked:
        answer = told(
            stage.asks(cell.who, cell.method, path(stage, cell.address, cell.subject), typed(stage, cell))
        )
        if cell.address.name == "sign-out":
            stage.reopen()
        if answer != cell.answer:
            yield f"{cell}: {answer}, not {cell.answer}"


def shown_abroad(stage: Stage) -> Iterator[str]:
    """Every case of this province that an official of another is not told to be absent, at their own address."""
    for who in stage.strangers:
        for address in ADDRESSES:
            if address.about == SEEN and who.roles & address.roles:
                method = "POST" if address.get is None else "GET"
                cell = Cell(who, address, method, stage.subjects[_RECEIVED], "404")
                answer = told(stage.asks(who, method, path(stage, address, cell.subject), typed(stage, cell)))
                if answer != cell.answer:
                    yield f"{cell}: {answer}"


_RECEIVED = 6
"""Which of the cases bodies stand to."""


def path(stage: Stage, address: Address, subject: Subject | None) -> str:
    """The address with its parts filled in."""
    mode = "source" if stage.here.jurisdiction.edition.sources else "caller"
    return address.path.format(
        case=subject.made.id if subject else uuid.uuid4(),
        code=subject.made.code if subject else "",
        file=subject.file if subject else uuid.uuid4(),
        mode=mode,
    )


def typed(stage: Stage, cell: Cell) -> dict[str, object]:
    """What is posted: a form that lacks everything, so that nothing comes of it."""
    if cell.method in ("GET", "HEAD"):
        return {}
    found: dict[str, object] = {
        "command_id": uuid.uuid4(),
        "expected_version": cell.subject.case.version if cell.subject else 1,
        "assignment": 1,
        "number": 1,
        "request": 1,
        "username": uuid.uuid4(),
    }
    return found | {key: value.format(waste=stage.here.waste.id) for key, value in cell.address.typed}
