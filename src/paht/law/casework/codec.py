"""Values of the law to plain JSON and back, driven by their types; converters are made once per type.

Moments are ISO 8601 in UTC, days ISO 8601, enumerations their values (those of words are words already), tuples and
sets lists (sets sorted).
"""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

from paht.law.casework.altered import maker
from paht.law.casework.case import Actor, Case
from paht.law.casework.events import BODIES, Body, Event

Plain = Any
"""What :mod:`json` reads and writes."""


def canonical(plain: Plain) -> bytes:
    """The one JSON text of a plain value: sorted keys, no spaces, UTF-8; what is hashed."""
    return _CANONICAL.encode(plain).encode()


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def encode_case(case: Case) -> dict[str, Plain]:
    """The case as plain JSON values."""
    return dict(_encoder(Case)(case))


def decode_case(plain: dict[str, Plain]) -> Case:
    """The case of plain JSON values; keys added later take their defaults."""
    case = _decoder(Case)(plain)
    assert isinstance(case, Case)
    return case


def encode_plain(value: Any) -> dict[str, Plain]:
    """Any value of the law as plain JSON values, by its type."""
    kind: Any = type(value)
    return dict(_encoder(kind)(value))


def decode_plain[T](kind: type[T], plain: dict[str, Plain]) -> T:
    """The value of that type of plain JSON values; keys added later take their defaults."""
    decoded: Any = kind
    value = _decoder(decoded)(plain)
    assert isinstance(value, kind)
    return value


def encode_event(event: Event) -> dict[str, Plain]:
    """The event as plain JSON values: type, version, moment, actor, body, duties opened and ended."""
    body = event.body
    body_type: Any = type(body)
    return {
        "type": type(body).__name__,
        "v": type(body).version,
        "at": _moment(event.at),
        "actor": _encoder(Actor)(event.actor),
        "body": _encoder(body_type)(body),
        "opened": _encoder_of(Event, "opened")(event.opened),
        "ended": _encoder_of(Event, "ended")(event.ended),
    }


def decode_event(plain: dict[str, Plain]) -> Event:
    """The event of plain JSON values, whatever version it was written in."""
    body_type: Any = BODIES[plain["type"]]
    assert plain["v"] == body_type.version, f"no reader for version {plain['v']} of {plain['type']}"
    body = _decoder(body_type)(plain["body"])
    assert isinstance(body, Body)
    return Event(
        body=body,
        at=datetime.fromisoformat(plain["at"]),
        actor=_decoder(Actor)(plain["actor"]),
        opened=_decoder_of(Event, "opened")(plain["opened"]),
        ended=_decoder_of(Event, "ended")(plain["ended"]),
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _encoder_of(owner: type, name: str) -> Callable[[Any], Plain]:
    return _encoder(_hints(owner)[name])


def _decoder_of(owner: type, name: str) -> Callable[[Plain], Any]:
    return _decoder(_hints(owner)[name])


@cache
def _hints(owner: type) -> dict[str, Any]:
    return get_type_hints(owner)


def _same(value: Any) -> Any:
    return value


def _optional(kind: Any) -> Any | None:
    """The type inside ``X | None``, else ``None``."""
    if get_origin(kind) in (Union, types.UnionType):
        inner = [part for part in get_args(kind) if part is not type(None)]
        assert len(inner) == 1, kind
        return inner[0]
    return None


@cache
def _encoder(kind: Any) -> Callable[[Any], Plain]:
    inner = _optional(kind)
    if inner is not None:
        encode = _encoder(inner)
        return _same if encode is _same else lambda value: None if value is None else encode(value)
    origin = get_origin(kind)
    if origin is tuple:
        parts = get_args(kind)
        encode = _encoder(parts[0])
        return lambda value: [encode(item) for item in value]
    if origin is frozenset:
        encode = _encoder(get_args(kind)[0])
        return lambda value: sorted(encode(item) for item in value)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _dataclass_encoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _same if issubclass(kind, StrEnum) else attrgetter("value")
    if kind is datetime:
        return _moment
    if kind is date:
        return date.isoformat
    assert kind in (str, int, float, bool), kind
    return _same


def _dataclass_encoder(kind: type) -> Callable[[Any], Plain]:
    hints = _hints(kind)
    names = [field.name for field in fields(kind)]
    # Most fields are plain already or empty: only the others are worth a call.
    inner = {name: _encoder(_optional(hints[name]) or hints[name]) for name in names}
    turned = [(name, turn) for name, turn in inner.items() if turn is not _same]

    def encode(value: Any) -> Plain:
        plain = {name: getattr(value, name) for name in names}
        for name, turn in turned:
            if plain[name] is not None:
                plain[name] = turn(plain[name])
        return plain

    return encode


@cache
def _decoder(kind: Any) -> Callable[[Plain], Any]:
    inner = _optional(kind)
    if inner is not None:
        decode = _decoder(inner)
        return _same if decode is _same else lambda plain: None if plain is None else decode(plain)
    origin = get_origin(kind)
    if origin is tuple:
        decode = _decoder(get_args(kind)[0])
        return lambda plain: tuple([decode(item) for item in plain])
    if origin is frozenset:
        decode = _decoder(get_args(kind)[0])
        return lambda plain: frozenset(decode(item) for item in plain)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _dataclass_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if kind is float:
        return float
    return _same


def _dataclass_decoder(kind: type) -> Callable[[Plain], Any]:
    """Past the constructor, as :mod:`altered` does it: that of a frozen class costs more than the reading."""
    hints = _hints(kind)
    if hasattr(kind, "__post_init__") or len(fields(kind)) < 2:
        return _constructing(kind, hints)
    make = maker(kind)
    parts = [(field.name, _decoder(hints[field.name]), _default(field)) for field in fields(kind)]

    def decode(plain: Plain) -> Any:
        return make(
            {name: read(plain[name]) if name in plain else default() for name, read, default in parts}
        )

    return decode


def _constructing(kind: type, hints: dict[str, Any]) -> Callable[[Plain], Any]:
    decoders = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]
    return lambda plain: kind(**{name: read(plain[name]) for name, read in decoders if name in plain})


def _default(field: Field[Any]) -> Callable[[], Any]:
    if field.default_factory is not MISSING:
        return field.default_factory
    value = field.default

    def default() -> Any:
        if value is MISSING:
            raise TypeError(f"{field.name} is missing")
        return value

    return default
