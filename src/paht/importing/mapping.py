"""The mapping file (TOML): which column is what, how the earlier system writes dates, and its code tables.

Names of columns and values are compared without regard to case, spaces at the ends and Vietnamese diacritics.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paht.agencies.geography import Province, without_diacritics
from paht.law.casework.events import Outcome
from paht.law.casework.states import Channel, Field, Kind

REQUIRED = frozenset({"reference", "sent_at", "description"})
PERSONAL = ("name", "phone", "email", "address", "identity_number")
COLUMNS = REQUIRED | {
    *(
        "kind",
        "field",
        "channel",
        "commune",
        "latitude",
        "longitude",
        "outcome",
        "closed_at",
        "result",
        "files",
    ),
    *PERSONAL,
}
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
    """A mapping file, read and checked against the province."""

    system: str
    columns: Mapping[str, str]
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


def plain(text: str) -> str:
    """The text as it is compared."""
    return without_diacritics(text.strip())


def read_plan(path: Path, *, province: Province) -> Plan:
    """The plan of a file; raises :class:`MappingError`."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"{path.name}: {error}") from error
    return plan_of(given, province=province)


def plan_of(given: Mapping[str, Any], *, province: Province) -> Plan:
    """The plan that a read file means."""
    known = {
        "system",
        "columns",
        "dates",
        "fields",
        "kinds",
        "channels",
        "outcomes",
        "communes",
        "csv",
        "xlsx",
        "files",
    }
    if unknown := sorted(given.keys() - known):
        raise MappingError(f"unknown keys: {', '.join(unknown)}; known are: {', '.join(sorted(known))}")
    system = given.get("system", "")
    if not isinstance(system, str) or not _SYSTEM.fullmatch(system):
        raise MappingError('system: a short name in small letters, digits and hyphens, as "ben-tre"')
    columns = given.get("columns", {})
    if missing := sorted(REQUIRED - columns.keys()):
        raise MappingError(f"columns: {', '.join(missing)} must be named")
    if unknown := sorted(columns.keys() - COLUMNS):
        raise MappingError(
            f"columns: nobody knows {', '.join(unknown)}; known are {', '.join(sorted(COLUMNS))}"
        )
    codes = {commune.code for commune in province.communes}
    csv_part, formats = (
        given.get("csv", {}),
        given.get("dates", {}).get("formats", ["%d/%m/%Y %H:%M", "%d/%m/%Y"]),
    )
    return Plan(
        system=system,
        columns={name: plain(str(title)) for name, title in columns.items()},
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


def _table(given: Mapping[str, Any], name: str, allowed: set[str], *, otherwise: str | None) -> Table:
    table = dict(given.get(name, {}))
    default = table.pop("*", otherwise)
    for written, value in [*table.items(), ("*", default)]:
        if value is not None and value not in allowed:
            raise MappingError(f"{name}: {written!r} = {value!r}: there is no such value here")
    return Table({plain(str(written)): value for written, value in table.items()}, default)
