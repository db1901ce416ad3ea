"""What somebody sent on a chat platform, in words that belong to no platform: one small thing each.

``at`` is the platform's own moment, so that the order in which things were sent can be told from the order in which
they arrived; ``id`` is the event's in our inbox, and breaks ties.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class What(StrEnum):
    """The kinds of things that are sent, and ``ASKED``: what we asked for last, kept among them for its place."""

    TEXT = "text"
    FILE = "file"
    PLACE = "place"
    CONTACT = "contact"
    CHOICE = "choice"
    HELLO = "hello"
    USELESS = "useless"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing: ``text`` is the words, the code of a quick reply, the signed word of a kept file, why something is of
    no use, or what was asked for; a contact's fields are in ``fields``."""

    id: str
    at: datetime
    what: What
    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    latitude: float | None = None
    longitude: float | None = None

    @property
    def order(self) -> tuple[datetime, bool, str]:
        """Its place among the others; what was asked follows what it answered."""
        return (self.at, self.what is What.ASKED, self.id)


def plain(heard: Heard) -> dict[str, Any]:
    """As JSON takes it."""
    return {**asdict(heard), "at": heard.at.isoformat(), "what": heard.what.value}


def read(content: dict[str, Any]) -> Heard:
    """What :func:`plain` wrote."""
    return Heard(
        **{
            **content,
            "at": datetime.fromisoformat(content["at"]).astimezone(UTC),
            "what": What(content["what"]),
            "fields": tuple((name, value) for name, value in content["fields"]),
        }
    )
