"""The forms that a template's words have."""

from typing import NamedTuple

SHORT, LONG, SUBJECT = "short", "long", "subject"
KINDS = (SHORT, LONG, SUBJECT)
LANGUAGES = ("vi", "en")


class Words(NamedTuple):
    """Of one template in one language: the text message (also ZNS and calls), what a chat, a letter or a push says,
    and the subject of a letter or title of a push. ``{code}`` and ``{link}`` are filled in; a line with ``{link}``
    falls away where there is no link."""

    short: str
    long: str
    subject: str
