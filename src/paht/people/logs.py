"""What the logs beside the cases have in common (standings, incidents, questions for consent, requests of data
subjects): how an event is written, and how words lie beside it."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from paht.identity import new_id
from paht.law.casework.case import Written
from paht.law.casework.codec import encode_plain
from paht.people.masking import mask


@dataclass(frozen=True, slots=True)
class Words:
    """Words that lie beside a log, tidied at their ends; its event carries a salted commitment to them, so that they
    can be erased and the log stays what it was."""

    words: str
    salt: bytes = field(default_factory=lambda: os.urandom(16))
    key: str = field(default_factory=lambda: str(new_id()))

    @property
    def written(self) -> Written:
        """How the event refers to them."""
        commitment = hashlib.sha256(self.salt + self.words.encode()).hexdigest()
        return Written(self.key, commitment, len(self.words))


def as_typed(words: str) -> Words:
    """The words as somebody typed them."""
    return Words(words.replace("\r\n", "\n").strip())


def masked(words: str) -> Words:
    """The words without the personal data that can be told by their form: who reports a leak tends to quote it."""
    return Words(mask(words.replace("\r\n", "\n").strip()))


def written_event(event: Any, **said: dict[str, str | None]) -> tuple[str, str]:
    """The type of an event's body, and the event as the log keeps it: type, version, actor and body as JSON, with what
    it has to say of its own row and of the one that sums the log up."""
    body = event.body
    content = {
        "type": type(body).__name__,
        "v": type(body).version,
        "actor": encode_plain(event.actor),
        "body": encode_plain(body),
        **said,
    }
    return content["type"], json.dumps(content, ensure_ascii=False, sort_keys=True)
