"""An edition from its file: every value read by its type, every error named by its row and clause, all at once."""

import re
import tomllib
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from paht.law.casework import commands as c
from paht.law.casework.events import BODIES, Body
from paht.law.casework.states import AssignmentState, RequestState, Stage
from paht.law.editions.conditions import CONDITIONS, DAYS, STARTS, parsed, parsed_length
from paht.law.editions.course import ROWS
from paht.law.editions.on_file.checking import problems_of
from paht.law.editions.on_file.writing import DERIVED, key_of, plain
from paht.law.editions.rows import Edition, Step, by_command
from paht.law.worktime import Length

COMMANDS: dict[str, type[c.Command]] = {row.command.__name__: row.command for row in ROWS}
_FUNCTIONS = {"when": CONDITIONS, "begins": STARTS, "day": DAYS}
_CLAUSE = re.compile(r"[A-ZĐ]{2,4}(\.[0-9A-ZĐa-zđ]+)+")


class EditionError(ValueError):
    """The file describes no edition; ``problems`` says everything that is wrong, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(text: str) -> Edition:
    """The edition that the TOML text describes; ``EditionError`` with every problem."""
    return _edition(_parsed(text))


def read_amendment(text: str, *, base: Edition) -> Edition:
    """The base with what the TOML text changes, adds and removes; ``EditionError`` with every problem."""
    changes = _parsed(text)
    problems: list[str] = []
    for name in ("id", "in_force_on"):
        if name not in changes:
            problems.append(f"hàng `{name}`: văn bản sửa đổi phải ghi rõ.")
    amended = plain(base)
    for path in changes.pop("removed", []):
        *tables, last = str(path).split(".")
        inside: Any = amended
        for table in tables:
            inside = inside.get(table, {}) if isinstance(inside, dict) else {}
        if not isinstance(inside, dict) or last not in inside:
            problems.append(f"hàng `{path}`: không có trong {base.id} nên không bỏ được.")
        else:
            del inside[last]
    _merge(amended, changes)
    try:
        edition = _edition(amended)
    except EditionError as error:
        raise EditionError([*problems, *error.problems]) from None
    if problems:
        raise EditionError(problems)
    return edition


def amended_id(text: str) -> str | None:
    """The id of the edition that the text amends; ``None`` where it is an edition of its own."""
    found = _parsed(text).get("amends")
    return found if isinstance(found, str) else None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError([f"không phải TOML hợp lệ: {error}."]) from None


def _merge(into: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), str):
            into[key] = {"clause": into[key], **value}  # a step that was its clause alone
        elif isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _edition(content: dict[str, Any]) -> Edition:
    reader = _Reader()
    values = reader.fields_of(Edition, content, "")
    if reader.problems:
        raise EditionError(reader.problems)
    edition = Edition(**values, by_command=by_command(values["steps"]))
    if problems := problems_of(edition):
        raise EditionError(problems)
    return edition


class _Reader:
    """Reads values by their types and gathers what is wrong."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def wrong(self, path: str, clause: str, what: str) -> None:
        self.problems.append(f"hàng `{path}`{f' ({clause})' if clause else ''}: {what}.")

    def fields_of(self, kind: type, content: Mapping[str, Any], path: str, **given: Any) -> dict[str, Any]:
        """The arguments of the row's type; unknown and missing names are problems."""
        hints = get_type_hints(kind)
        clause = str(content.get("clause", ""))
        known = {field.name: field for field in fields(kind) if field.name not in DERIVED}
        for name in content.keys() - known.keys():
            self.wrong(_join(path, name), clause, "không có mục này trong quy chế; xem docs/editions.md")
        values: dict[str, Any] = dict(given)
        for name, field in known.items():
            where = _join(path, name)
            if name in given:
                continue
            if name in content:
                values[name] = self.value(hints[name], content[name], where, clause, name)
            elif field.default is MISSING and field.default_factory is MISSING:
                if type(None) in get_args(hints[name]):
                    values[name] = None
                elif get_origin(hints[name]) in (tuple, frozenset):
                    values[name] = get_origin(hints[name])()
                else:
                    self.wrong(where, clause, "còn thiếu")
        return values

    def value(self, kind: Any, content: Any, path: str, clause: str, name: str) -> Any:
        """The content as a value of the type; ``None`` and a problem where it is none."""
        if name in _FUNCTIONS:
            return self.tried(path, clause, lambda: parsed(str(content), _FUNCTIONS[name]))
        if get_origin(kind) in (Union, types.UnionType):
            inner = [each for each in get_args(kind) if each is not type(None)]
            kind = inner[0]
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is tuple and is_dataclass(arguments[0]):
            assert isinstance(arguments[0], type)
            return self.rows(arguments[0], content, path)
        if origin in (tuple, frozenset):
            if not isinstance(content, list):
                return self.wrong(path, clause, "phải là một danh sách")
            return origin(self.value(arguments[0], each, path, clause, "") for each in content)
        if origin is type:
            return self.named(BODIES if arguments[0] is Body else COMMANDS, content, path, clause)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return (
                dict(content) if isinstance(content, dict) else self.wrong(path, clause, "phải là một bảng")
            )
        if is_dataclass(kind) and kind is not Length:
            assert isinstance(kind, type)
            return self.row(kind, content, path)
        return self.scalar(kind, content, path, clause)

    def scalar(self, kind: Any, content: Any, path: str, clause: str) -> Any:
        """A text, number, day, truth, length or word of an enumeration."""
        if kind is Length:
            return self.tried(path, clause, lambda: parsed_length(str(content)))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.named({each.value: each for each in kind}, content, path, clause)
        if type(content) is not kind:
            names = {str: "chữ trong ngoặc kép", bool: "true hoặc false", date: "một ngày, ví dụ 2026-01-31"}
            return self.wrong(path, clause, f"phải là {names.get(kind, 'một số')}, không phải {content!r}")
        if kind is str and path.endswith("clause") and content and not _CLAUSE.fullmatch(content):
            self.wrong(path, clause, f"“{content}” không phải ký hiệu điều khoản, ví dụ VL.10.1")
        return content

    def rows(self, kind: type, content: Any, path: str) -> Any:
        """The rows of a table, in the order of the file."""
        key = key_of(kind)
        if key is None:
            if isinstance(content, list):
                return tuple(self.row(kind, each, path) for each in content)
            return self.wrong(path, "", "phải là một danh sách các bảng")
        if not isinstance(content, dict):
            return self.wrong(path, "", "phải là một bảng, mỗi hàng một tên")
        if kind is Step:
            return self.steps(content, path)
        return tuple(self.row(kind, each, _join(path, name), **{key: name}) for name, each in content.items())

    def row(self, kind: type, content: Any, path: str, **given: Any) -> Any:
        """One row; ``None`` and problems where something is wrong with it."""
        if not isinstance(content, dict):
            return self.wrong(path, "", "phải là một bảng")
        before = len(self.problems)
        values = self.fields_of(kind, content, path, **given)
        return kind(**values) if len(self.problems) == before else None

    def steps(self, content: dict[str, Any], path: str) -> tuple[Step, ...]:
        """The shared steps that the file gives a clause, in the order of the course, with its changes."""
        found = []
        for name, each in content.items():
            where = _join(path, name)
            said = {"clause": each} if isinstance(each, str) else each
            if name not in COMMANDS or not isinstance(said, dict):
                self.wrong(where, "", f"không có bước này; hiện có: {', '.join(sorted(COMMANDS))}")
                continue
            row = next(row for row in ROWS if row.command.__name__ == name)
            shared = {field.name: getattr(row, field.name) for field in fields(row)}
            changes = {key: value for key, value in said.items() if key != "at"}
            merged = self.fields_of(
                Step, changes, where, **{k: v for k, v in shared.items() if k not in changes}
            )
            if "at" in said:
                merged["at"] = self.states(
                    row.command, said["at"], _join(where, "at"), str(said.get("clause", ""))
                )
            if not self.problems:
                found.append(Step(**merged))
        order = list(COMMANDS)
        return tuple(sorted(found, key=lambda step: order.index(step.command.__name__)))

    def states(self, command: type[c.Command], content: Any, path: str, clause: str) -> frozenset[Any]:
        """States of the case, of an assignment or of a request, as the command is about one or another."""
        of: type[Enum] = Stage
        if issubclass(command, c.AssignmentCommand):
            of = AssignmentState
        elif issubclass(command, c.RequestCommand):
            of = RequestState
        table = {each.value: each for each in of}
        return frozenset(self.named(table, each, path, clause) for each in content)

    def named(self, table: Mapping[str, Any], content: Any, path: str, clause: str) -> Any:
        """What the table has under that name."""
        if not isinstance(content, str) or content not in table:
            return self.wrong(path, clause, f"không có “{content}”; hiện có: {', '.join(sorted(table))}")
        return table[content]

    def tried(self, path: str, clause: str, attempt: Callable[[], Any]) -> Any:
        """What the attempt gives; its complaint is a problem."""
        try:
            return attempt()
        except ValueError as error:
            return self.wrong(path, clause, str(error).rstrip("."))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
