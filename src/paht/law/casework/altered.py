"""``replace`` for the law's values: what ``dataclasses.replace`` gives, in a third of its time.

A case has some thirty fields and is replaced several times an event, in the store as in the simulation. The values are
frozen and checked by types alone, so a new one may be made without its constructor: from the slots, or, for the case
itself, from the dictionary that it has because that is copied faster still.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace  # so that the names and types of the changes are checked
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value but for the changes; ``KeyError`` for a field that it does not have."""
        kind = type(value)
        made = object.__new__(kind)
        if kind.__dictoffset__:
            contents = value.__dict__ | changes
            if len(contents) != len(value.__dict__):
                raise KeyError(*changes.keys() - value.__dict__.keys())
            object.__setattr__(made, "__dict__", contents)
            return made
        read, writers, by_name = _slots(kind)
        for write, content in zip(writers, read(value), strict=True):
            write(made, content)
        for name, content in changes.items():
            by_name[name](made, content)
        return made


def maker(kind: Any) -> Callable[[dict[str, Any]], Any]:
    """Makes a value of the kind of the contents of all its fields, by name, without its constructor; the dictionary
    may become the value's own."""
    writers = [] if kind.__dictoffset__ else list(_slots(kind)[2].items())

    def make(contents: dict[str, Any]) -> Any:
        made = object.__new__(kind)
        if not writers:
            object.__setattr__(made, "__dict__", contents)
        for name, write in writers:
            write(made, contents[name])
        return made

    return make


@cache
def _slots(
    kind: Any,
) -> tuple[Callable[[Any], Any], tuple[Callable[..., None], ...], dict[str, Callable[..., None]]]:
    by_name = {field.name: getattr(kind, field.name).__set__ for field in fields(kind)}
    assert len(by_name) > 1, kind  # of one name attrgetter gives the content, not a tuple
    assert not hasattr(kind, "__post_init__"), kind
    return attrgetter(*by_name), tuple(by_name.values()), by_name


__all__ = ["maker", "replace"]
