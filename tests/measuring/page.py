"""``docs/evidence.md``: which parts it has, and their places between marks."""

import re
from pathlib import Path

from tests.measuring.tables import SUMMARY, Told

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"
_TOP = "summary"


def with_part(page: str, name: str, told: Told) -> str:
    """The page with that part's tables anew, and its conditions' lines of the summary. ValueError: no place for it."""
    page = _between(page, name, told.text)
    for each in told.conditions:
        page = _with_line(page, each.name, each.line())
    return page


def part(page: str, name: str) -> str:
    """What stands at the part's place. ValueError: no place for it."""
    found = re.search(_marks(name), page, re.DOTALL)
    if found is None:
        raise ValueError(f"the page has no place for {name}")
    return found[2].strip()


def _with_line(page: str, condition: str, line: str) -> str:
    lines = part(page, _TOP).splitlines()[2:]
    place = next((at for at, each in enumerate(lines) if each.startswith(f"| {condition} |")), None)
    if place is None:
        lines.append(line)
    else:
        lines[place] = line
    return _between(page, _TOP, "\n".join([SUMMARY, *lines]))


def _between(page: str, name: str, text: str) -> str:
    part(page, name)
    return re.sub(
        _marks(name), lambda found: f"{found[1]}\n{text.strip()}\n{found[3]}", page, count=1, flags=re.DOTALL
    )


def _marks(name: str) -> str:
    return rf"(<!-- measured: {re.escape(name)} -->)(.*?)(<!-- end: {re.escape(name)} -->)"
