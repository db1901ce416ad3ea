"""The ways out that an installation has beside text messages and calls.

A channel that brings a way has a module of its own with ``way_out(home) -> WayOut | None`` (``None`` where it is not
configured) and is named in :data:`WAYS`.
"""

from collections.abc import Callable, Mapping

from paht.installation.home import Home
from paht.messages import messenger, pushing, smtp, zalo
from paht.messages.ways import WayOut

WAYS: Mapping[str, Callable[[Home], WayOut | None]] = {
    "zalo": zalo.way_out,
    "zns": zalo.zns_way_out,
    "messenger": messenger.way_out,
    "email": smtp.way_out,
    "push": pushing.way_out,
}
"""The ways by name, each with how it is opened."""


def ways_out(home: Home) -> dict[str, WayOut]:
    """What this installation can send by, for the vault process; read while the home is within reach."""
    opened = {name: open_way(home) for name, open_way in WAYS.items()}
    return {name: way for name, way in opened.items() if way is not None}
