"""The communes of before July 2025 and what became of each, for tables that still name them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import product

from paht.agencies.geography.province import without_diacritics

ENDED = date(2025, 7, 1)
"""From this day on a commune's name is today's."""

_FILES = frozenset({"vinh-long"})
_BETWEEN = re.compile(r"[^\w]+|_")
_SHORT = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "p": "phuong",
    "x": "xa",
    "h": "huyen",
    "t": "tinh",
}
_NUMBERED = re.compile(r"\b(?:p|phuong) ?0*(\d+)\b")
_KINDS = ("thanh pho ", "thi xa ", "thi tran ", "phuong ", "xa ", "huyen ", "tinh ")


@dataclass(frozen=True, slots=True)
class Former:
    """A commune that ended on 1 July 2025, and the codes of today's communes that parts of it went into: one, or
    several where it was split."""

    name: str
    district: str
    province: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}, {self.district}"


class FormerCommunes:
    """The communes of one province of then."""

    def __init__(self, communes: Iterable[Former]) -> None:
        self._all = tuple(communes)
        self._by_form: dict[str, list[Former]] = {}
        for commune in self._all:
            for form in _forms(commune):
                self._by_form.setdefault(form, []).append(commune)

    def __iter__(self) -> Iterator[Former]:
        return iter(self._all)

    def find(self, written: str) -> tuple[Former, ...]:
        """Those that bear exactly this name, with or without kind, district, province and diacritics, with the usual
        abbreviations ("TP. Bến Tre", "P.7"); nothing is guessed. Diacritics decide where only they differ."""
        found = self._by_form.get(_plain(written), [])
        exact = [each for each in found if _bare(each.name.casefold()) in written.casefold()]
        return tuple(exact if len(exact) == 1 else found)


@cache
def former_communes(key: str, *, province: str) -> FormerCommunes | None:
    """The communes of a province of then ("Tỉnh Bến Tre") that are the province ``key`` today; ``None`` where none of
    that name became part of it."""
    rows = _rows(key)
    found = [row for row in rows if row.province == province]
    return FormerCommunes(found) if found else None


def former_provinces(key: str) -> tuple[str, ...]:
    """The provinces of then that are the province ``key`` today, by name."""
    return tuple(sorted({row.province for row in _rows(key)}))


@cache
def _rows(key: str) -> tuple[Former, ...]:
    if key not in _FILES:
        return ()
    content = resources.files(__package__).joinpath(f"{key}-former.json").read_bytes()
    return tuple(
        Former(name, district, province, tuple(codes))
        for name, district, province, codes in json.loads(content)
    )


def _forms(commune: Former) -> set[str]:
    """Every way in which its name is written, as it is compared."""
    name, district, province = map(_plain, (commune.name, commune.district, commune.province))
    # A number alone is no name.
    names = {name} if _bare(name).isdigit() else {name, _bare(name)}
    ways = product(names, {"", district, _bare(district)}, {"", province, _bare(province)})
    return {" ".join(" ".join(way).split()) for way in ways}


def _plain(text: str) -> str:
    words = _BETWEEN.sub(" ", without_diacritics(text)).split()
    return _NUMBERED.sub(r"phuong \1", " ".join(_SHORT.get(word, word) for word in words))


def _bare(name: str) -> str:
    """The name without the kind before it."""
    for kind in _KINDS:
        if without_diacritics(name).startswith(kind):
            return name[len(kind) :]
    return name
