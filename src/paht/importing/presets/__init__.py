"""The mappings that come with the product, for the systems of the three regulations that VL.QĐ.3 ended; and how one
mapping extends another."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

BASE = "common"
"""What the others extend; no system of its own."""


class UnknownPresetError(LookupError):
    """There is no preset of this name."""


def names() -> tuple[str, ...]:
    """The presets that can be used as they are."""
    found = (each.name for each in resources.files(__package__).iterdir())
    return tuple(sorted(name[:-5] for name in found if name.endswith(".toml") and name != f"{BASE}.toml"))


def read(name: str) -> dict[str, Any]:
    """A preset as it is written; raises :class:`UnknownPresetError`."""
    if name not in (*names(), BASE):
        raise UnknownPresetError(f"there is no preset {name!r}; presets are: {', '.join(names())}")
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def extended(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The mapping with what it extends below it: of a table, line by line; an empty list takes a column away."""
    if (name := given.get("extends")) is None:
        return given
    merged = dict(extended(read(str(name))))
    for key, value in given.items():
        below = merged.get(key)
        merged[key] = {**below, **value} if isinstance(below, dict) and isinstance(value, dict) else value
    return merged
