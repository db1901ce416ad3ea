"""Finding a table's titles: below whatever stands over them, in one row or two, each of our columns by one of the
titles that the mapping allows for it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from paht.importing.mapping import REQUIRED, MappingError, Plan, plain

MOST_ABOVE = 20
"""So many rows may stand above the titles: the state's name, the agency's, what the list is."""

type Cells = tuple[str, ...]


class Header(NamedTuple):
    """The titles as written, the plan with the titles that are its columns', the number of the first row below."""

    titles: Cells
    plan: Plan
    below: int
    rows: Iterator[Cells]


def header_of(rows: Iterator[Cells], plan: Plan, *, file: str) -> Header:
    """The titles of a table; raises :class:`MappingError` where a column has none, or more than one."""
    above = list(islice(rows, MOST_ABOVE))
    place = _place(above, plan)
    titles, below = above[place] if above else (), place + 1
    if below < len(above) and _continues(titles, above[below], plan):
        titles, below = _joined(titles, above[below]), below + 1
    return Header(titles, _fitted(titles, plan, file=file), below + 1, _rest(above[below:], rows))


def _place(above: list[Cells], plan: Plan) -> int:
    """The first row that has a title for every column that no table is without; else the one with most titles."""
    known = [sum(bool(_found(row, plan.columns_of(name))) for name in REQUIRED) for row in above]
    return known.index(max(known)) if known else 0


def _continues(titles: Cells, below: Cells, plan: Plan) -> bool:
    """Whether the row below is a second one of titles, as under a cell that spans several columns ("Người gửi" over
    "Họ tên" and "Điện thoại"): nothing but known titles, and none where a row of data could not be without."""
    allowed = {title for alternatives in plan.alternatives.values() for title in alternatives}
    written = [plain(cell) for cell in below if cell.strip()]
    needed = {place for name in REQUIRED for place in _found(titles, plan.columns_of(name))}
    bare = all(not cell.strip() for place, cell in enumerate(below) if place in needed)
    return bool(written) and bare and set(written) <= allowed


def _joined(titles: Cells, below: Cells) -> Cells:
    wide = max(len(titles), len(below))
    one, other = (row + ("",) * (wide - len(row)) for row in (titles, below))
    return tuple(low if low.strip() else high for high, low in zip(one, other, strict=True))


def _fitted(titles: Cells, plan: Plan, *, file: str) -> Plan:
    """The plan with one title for each column."""
    columns: dict[str, str] = {}
    missing, doubled = [], []
    for name, alternatives in plan.alternatives.items():
        found = _found(titles, alternatives)
        if len(found) == 1:
            columns[name] = plain(titles[found[0]])
        elif found:
            doubled.append(f"{name} ({', '.join(repr(titles[place].strip()) for place in found)})")
        elif name not in plan.optional:
            missing.append(name)
    has = f"the file has: {', '.join(title.strip() for title in titles if title.strip()) or 'nothing'}"
    if missing:
        raise MappingError(f"{file}: no column for {', '.join(missing)}; {has}")
    if doubled:
        raise MappingError(
            f"{file}: several columns for {'; '.join(doubled)}: name the one that is meant under [columns] "
            f"of a mapping of yours, with this one as what it extends; {has}"
        )
    return replace(plan, columns=columns)


def _found(titles: Cells, alternatives: tuple[str, ...]) -> list[int]:
    return [place for place, title in enumerate(titles) if plain(title) in alternatives]


def _rest(read: list[Cells], rows: Iterator[Cells]) -> Iterator[Cells]:
    yield from read
    yield from rows


def unread(titles: Cells, columns: Mapping[str, str]) -> Cells:
    """The titles of which nothing is taken over."""
    return tuple(title.strip() for title in titles if title.strip() and plain(title) not in columns.values())
