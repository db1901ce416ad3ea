"""The demo's mail server: what would go out is written where the page that plays the citizen's mail program can read
it."""

import json
import os
import uuid
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from paht.installation.home import Home
from paht.messages.gateway import Accepted, Answer
from paht.messages.ways import Message, WayOut


@dataclass(slots=True)
class DemoMail:
    """A way out for mail that leaves this machine by no way. The vault process opens the file before it leaves the
    account that owns it; the page reads it and has no key."""

    file: Path
    descriptor: int | None = None
    field: str = "email"

    def opened(self) -> "DemoMail":
        """The same, for writing, whatever this process may open later."""
        return replace(self, descriptor=os.open(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600))

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Write the message; a repeat is shown once."""
        assert self.descriptor is not None, "opened by the vault process"
        row = {"id": str(message_id), "to": message.to, "subject": message.subject, "text": message.text}
        row |= {"jurisdiction": str(message.jurisdiction), "answers": message.answers}
        there = os.pread(self.descriptor, os.fstat(self.descriptor).st_size, 0)
        if row["id"] not in {json.loads(line)["id"] for line in there.splitlines()}:
            os.write(self.descriptor, json.dumps(row).encode() + b"\n")
        return Accepted(row["id"])

    def shown(self, *, jurisdiction_id: int, most: int = 50) -> list[dict[str, str]]:
        """The last messages of the province, newest first: ``id``, ``to``, ``subject``, ``text``."""
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        every = (json.loads(line) for line in reversed(lines))
        return list(islice((row for row in every if row["jurisdiction"] == str(jurisdiction_id)), most))


def demo_mail(home: Home) -> DemoMail:
    """The demo's mail server of a home."""
    return DemoMail(home.path / "demo-mail.jsonl")


def demo_ways(home: Home) -> dict[str, WayOut]:
    """The way ``email`` of a demo, for the vault process; none elsewhere."""
    return {"email": demo_mail(home).opened()} if (home.path / "demo-ready").exists() else {}
