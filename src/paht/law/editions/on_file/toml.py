"""Plain values as TOML text (the standard library reads TOML and does not write it)."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any


def toml(plain: Mapping[str, Any]) -> str:
    """The text: first the values of the edition itself, then a table for each row."""
    return "\n".join(_lines(plain, ())) + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    lists = {key: value for key, value in table.items() if _is_list_of_tables(value)}
    own = {key: value for key, value in table.items() if key not in inner and key not in lists}
    if path and (own or not (inner or lists)):
        yield f"\n[{'.'.join(map(_key, path))}]"
    yield from (f"{_key(key)} = {_value(value)}" for key, value in own.items())
    for key, value in inner.items():
        yield from _lines(value, (*path, key))
    for key, value in lists.items():
        for each in value:
            yield f"\n[[{'.'.join(map(_key, (*path, key)))}]]"
            yield from (f"{_key(name)} = {_value(content)}" for name, content in each.items())


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        if "\\" in value and "'" not in value:
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        one = "[" + ", ".join(map(_value, value)) + "]"
        return one if len(one) < 100 else "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"
    return str(value)
