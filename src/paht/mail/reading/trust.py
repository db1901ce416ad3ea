"""What the mail server that we trust found about where a message comes from (RFC 8601); of anybody else's word nothing
is kept, for everybody can write such a header."""

import re
from collections.abc import Mapping
from email.message import Message

METHODS = ("dkim", "spf", "dmarc")
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_RESULT = re.compile(r"^\s*(dkim|spf|dmarc)\s*=\s*([a-z]{1,20})\b", re.IGNORECASE)


def results(message: Message, *, trusted: str) -> Mapping[str, str]:
    """Result by method (``{"dkim": "pass", "spf": "fail"}``) of the topmost header of the trusted server, the one that
    it wrote itself when it took the message in; nothing where there is none."""
    if not trusted:
        return {}
    for value in message.get_all("Authentication-Results", []):
        server, *stated = (
            _COMMENT.sub(" ", str(value)[:4000]).replace("\n", " ").replace("\r", " ").split(";")
        )
        if server.split()[:1] != [trusted]:
            continue
        found: dict[str, str] = {}
        for each in stated:
            if (result := _RESULT.match(each)) is not None:
                method, said = result[1].lower(), result[2].lower()
                # Of several signatures one that holds is enough.
                found[method] = "pass" if "pass" in (said, found.get(method)) else said
        return found
    return {}


def is_disproved(found: Mapping[str, str]) -> bool:
    """Whether the trusted server says that the sender is not who the message says."""
    return found.get("dmarc") == "fail"


def is_proved(found: Mapping[str, str]) -> bool:
    """Whether it says that the domain of the sender did send it."""
    return found.get("dmarc") == "pass"
