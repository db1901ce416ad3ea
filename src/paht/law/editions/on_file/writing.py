"""An edition's rows as plain values, driven by their types: what a TOML file says, and what is read back."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from paht.law.editions.conditions import Named, length_text
from paht.law.editions.course import ROWS
from paht.law.editions.rows import Edition, Step
from paht.law.worktime import Length

DERIVED = frozenset({"by_command"})
"""Fields that follow from others."""
KEYS = ("key", "name")
"""What names a row within its table, in this order; a step is named by its command."""


def plain(edition: Edition) -> dict[str, Any]:
    """The edition as TOML values; what has its default is left out, and a shared step is its clause alone."""
    return {
        field.name: _table(value) if _is_rows(value) else _plain(value)
        for field in fields(edition)
        if field.name not in DERIVED and not _is_left_out(field, value := getattr(edition, field.name))
    }


def key_of(kind: type) -> str | None:
    """The field by which rows of the type are named in their table; ``None`` where they are a mere list."""
    names = {field.name for field in fields(kind)}
    return "command" if kind is Step else next((key for key in KEYS if key in names), None)


def _is_rows(value: object) -> bool:
    return (
        isinstance(value, tuple) and bool(value) and is_dataclass(value[0]) and not isinstance(value[0], type)
    )


def _is_left_out(field: Field[Any], value: object) -> bool:
    if value is None:
        return True
    made = field.default_factory() if field.default_factory is not MISSING else field.default
    return made is not MISSING and value == made


def _table(rows: tuple[Any, ...]) -> Any:
    key = key_of(type(rows[0]))
    if key is None:
        return [_row(row) for row in rows]
    return {
        _name(getattr(row, key)): _step(row) if isinstance(row, Step) else _row(row, but=key) for row in rows
    }


def _row(row: Any, *, but: str = "") -> dict[str, Any]:
    return {
        field.name: _table(value) if _is_rows(value) else _plain(value)
        for field in fields(row)
        if field.name != but and not _is_left_out(field, value := getattr(row, field.name))
    }


def _step(step: Step) -> Any:
    """The clause alone where the step is the shared one; else the clause, and what it changes."""
    shared = next((row for row in ROWS if row.command is step.command), None)
    if shared is None:
        return _row(step, but="command")
    changed = {
        field.name: _plain(getattr(step, field.name))
        for field in fields(shared)
        if getattr(step, field.name) != getattr(shared, field.name)
    }
    return {"clause": step.clause, **changed} if changed else step.clause


def _name(value: Any) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def _plain(value: Any) -> Any:
    """One value: names for events, states and conditions, text for lengths."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | float | str | date):
        return value
    if isinstance(value, Length):
        return length_text(value)
    if isinstance(value, Named):
        return str(value)
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, frozenset):
        return sorted(_plain(each) for each in value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(each) for key, each in value.items()}
    if is_dataclass(value):
        return _row(value)
    raise TypeError(f"{value!r} has no name on file: let editions.conditions name it")
