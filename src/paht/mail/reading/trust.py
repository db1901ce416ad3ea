"""What the mail server that we trust found about where a message comes from (RFC 8601); of anybody else's word nothing
is kept, for everybody can write such a header."""

import re
from collections.abc import Mapping
from email.message import Message

from paht.people.networks import network_of

METHODS = ("dkim", "spf", "dmarc")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,1000}"')
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_RESULT = re.compile(r"^\s*(dkim|spf|dmarc)\s*=\s*([a-z]{1,20})\b", re.IGNORECASE)
_SIGNER = re.compile(
    r"\b(?:header\.d|header\.i|smtp\.mailfrom)\s*=\s*(?:[^\s@]*@)?([a-z0-9.-]{3,253})", re.IGNORECASE
)
_HELLO = re.compile(r"\bhelo=\S+", re.IGNORECASE)
_PEER = re.compile(r"\[(?:IPv6:)?([0-9a-f.:]{3,45})\]", re.IGNORECASE)


def results(message: Message, *, trusted: str) -> Mapping[str, str]:
    """Result by method (``{"dkim": "pass", "spf": "fail"}``) of the topmost header of the trusted server, the one that
    it wrote itself when it took the message in; nothing where there is none."""
    found: dict[str, str] = {}
    for each in _stated(message, trusted):
        if (result := _RESULT.match(each)) is not None:
            method, said = result[1].lower(), result[2].lower()
            # Of several signatures one that holds is enough.
            found[method] = "pass" if "pass" in (said, found.get(method)) else said
    return found


def is_senders(message: Message, *, trusted: str, address: str) -> bool:
    """Whether the trusted server found that the domain of the address did send the message: DMARC passed, or it did not
    fail and a signature or the envelope is of that domain or of one above it. One below does not count: whom such a
    name belongs to only a list of the world's registries could say."""
    found = results(message, trusted=trusted)
    if is_proved(found) or is_disproved(found):
        return is_proved(found)
    domain = address.rpartition("@")[2].lower()
    for each in _stated(message, trusted):
        result = _RESULT.match(each)
        if result is None or result[2].lower() != "pass":
            continue
        for signer in (one.lower().rstrip(".") for one in _SIGNER.findall(each)):
            if "." in signer and (domain == signer or domain.endswith(f".{signer}")):
                return True
    return False


def network(message: Message, *, trusted: str) -> str:
    """From where the trusted server got the message, by the line that it wrote on top of the others; ``""`` where it
    wrote none."""
    for value in message.get_all("Received", [])[:20] if trusted else []:
        before, by, after = " ".join(str(value)[:2000].split()).partition(" by ")
        if not by or after.split()[:1] != [trusted]:
            continue
        # What the other side called itself stands before what the server saw, or behind "helo=".
        peers = _PEER.findall(_HELLO.sub("", before))
        return network_of(peers[-1]) if peers else ""
    return ""


def _stated(message: Message, trusted: str) -> list[str]:
    """The statements of the topmost header of the trusted server."""
    for value in message.get_all("Authentication-Results", []) if trusted else []:
        # What is quoted is the other side's own, such as the envelope's sender; it may hold semicolons.
        text = _COMMENT.sub(" ", _QUOTED.sub("", str(value)[:4000]))
        server, *stated = text.replace("\n", " ").replace("\r", " ").split(";")
        if server.split()[:1] == [trusted]:
            return stated
    return []


def is_disproved(found: Mapping[str, str]) -> bool:
    """Whether the trusted server says that the sender is not who the message says."""
    return found.get("dmarc") == "fail"


def is_proved(found: Mapping[str, str]) -> bool:
    """Whether it says that the domain of the sender did send it."""
    return found.get("dmarc") == "pass"
