"""The mapping (TOML): which column is what, how the earlier system writes dates, and its code tables; a file of the
operator's, or one of the presets.

Names of columns and values are compared without regard to case, spaces at the ends and Vietnamese diacritics.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paht.agencies.geography import (
    FormerCommunes,
    Province,
    former_communes,
    former_provinces,
    without_diacritics,
)
from paht.importing import presets
from paht.law.casework.events import Outcome
from paht.law.casework.states import Channel, Field, Kind

REQUIRED = frozenset({"reference", "sent_at", "description"})
PERSONAL = ("name", "phone", "email", "address", "identity_number")
BESIDE = ("location", "handler", "result")
"""What stands below the description, each under a title of ours."""
COLUMNS = REQUIRED | {
    *(
        "subject",
        "kind",
        "field",
        "channel",
        "commune",
        "district",
        "latitude",
        "longitude",
        "outcome",
        "closed_at",
        "files",
    ),
    *BESIDE,
    *PERSONAL,
}
_TABLES = frozenset(
    {"columns", "dates", "fields", "kinds", "channels", "outcomes", "communes", "csv", "xlsx", "files"}
)
_KEYS = _TABLES | {"system", "about", "extends", "optional", "former"}
_SYSTEM = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


class MappingError(Exception):
    """The mapping file is wrong; the words say where and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """A code table: what the earlier system writes, and what it is here; ``otherwise`` for anything else."""

    values: Mapping[str, str]
    otherwise: str | None = None

    def get(self, written: str) -> str | None:
        """What it is here; ``None`` where neither the table nor a default says."""
        return self.values.get(plain(written), self.otherwise)


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping, read and checked against the province. ``alternatives`` are the titles that a column may have, as
    they are compared; ``columns`` are those of the table at hand, and empty before it is looked at."""

    system: str
    alternatives: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    former: FormerCommunes | None
    formats: tuple[str, ...]
    fields: Table
    kinds: Table
    channels: Table
    outcomes: Table
    communes: Table
    delimiter: str
    encoding: str
    sheet: str | None
    separator: str = ";"
    columns: Mapping[str, str] = field(default_factory=dict)

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The titles that a column may have."""
        return self.alternatives.get(name, ())


def plain(text: str) -> str:
    """The text as it is compared."""
    return without_diacritics(text.strip())


def read_plan(given: str, *, province: Province) -> Plan:
    """The plan of a preset by its name, or of a file by its path; raises :class:`MappingError`."""
    path = Path(given)
    try:
        if given in presets.names() and not path.exists():
            read = presets.read(given)
        else:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(presets.names())
        raise MappingError(f"{given}: there is no such file, nor a preset; presets are: {known}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"{path.name}: {error}") from error
    return plan_of(read, province=province)


def plan_of(given: Mapping[str, Any], *, province: Province) -> Plan:
    """The plan that a read file means."""
    try:
        given = presets.extended(given)
    except presets.UnknownPresetError as error:
        raise MappingError(f"extends: {error}") from error
    if unknown := sorted(given.keys() - _KEYS):
        raise MappingError(f"unknown keys: {', '.join(unknown)}; known are: {', '.join(sorted(_KEYS))}")
    system = given.get("system", "")
    if not isinstance(system, str) or not _SYSTEM.fullmatch(system):
        raise MappingError('system: a short name in small letters, digits and hyphens, as "ben-tre"')
    codes = {commune.code for commune in province.communes}
    csv_part = given.get("csv", {})
    formats = given.get("dates", {}).get("formats", ["%d/%m/%Y %H:%M", "%d/%m/%Y"])
    alternatives = _alternatives(given.get("columns", {}))
    return Plan(
        system=system,
        alternatives=alternatives,
        optional=frozenset(given.get("optional", ())) - REQUIRED,
        former=_former(given.get("former"), province),
        formats=tuple(map(str, formats)),
        fields=_table(given, "fields", {each.value for each in Field}, otherwise=None),
        kinds=_table(given, "kinds", {each.value for each in Kind}, otherwise=Kind.REPORT.value),
        channels=_table(given, "channels", {each.value for each in Channel}, otherwise=Channel.WEB.value),
        outcomes=_table(given, "outcomes", {each.value for each in Outcome}, otherwise=None),
        communes=_table(given, "communes", codes, otherwise=None),
        delimiter=str(csv_part.get("delimiter", ",")),
        encoding=str(csv_part.get("encoding", "utf-8-sig")),
        sheet=given.get("xlsx", {}).get("sheet"),
        separator=str(given.get("files", {}).get("separator", ";")) or ";",
    )


def _alternatives(columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The titles that each column may have; a column with an empty list of them is none."""
    if unknown := sorted(columns.keys() - COLUMNS):
        raise MappingError(
            f"columns: nobody knows {', '.join(unknown)}; known are {', '.join(sorted(COLUMNS))}"
        )
    found = {}
    for name, given in columns.items():
        titles = given if isinstance(given, list) else [given]
        found[name] = tuple(dict.fromkeys(plain(str(title)) for title in titles))
    found = {name: titles for name, titles in found.items() if titles}
    if missing := sorted(REQUIRED - found.keys()):
        raise MappingError(f"columns: {', '.join(missing)} must be named")
    return found


def _former(name: str | None, province: Province) -> FormerCommunes | None:
    if name is None:
        return None
    if (found := former_communes(province.key, province=name)) is None:
        known = ", ".join(former_provinces(province.key)) or "none"
        raise MappingError(f"former: {name!r} did not become part of {province.name}; known are: {known}")
    return found


def _table(given: Mapping[str, Any], name: str, allowed: set[str], *, otherwise: str | None) -> Table:
    table = dict(given.get(name, {}))
    default = table.pop("*", otherwise)
    for written, value in [*table.items(), ("*", default)]:
        if value is not None and value not in allowed:
            raise MappingError(f"{name}: {written!r} = {value!r}: there is no such value here")
    return Table({plain(str(written)): value for written, value in table.items()}, default)
