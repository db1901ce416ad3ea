"""The demo's chats: what would be sent is written where the page that plays the telephone reads it."""

import json
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from paht.installation.home import Home
from paht.messages.gateway import Accepted, Answer
from paht.messages.ways import Message

MOST_READ = 4 * 1024 * 1024


def file_of(home: Home, name: str) -> Path:
    """Where the messages of one demo platform lie, a line of JSON each."""
    return home.path / f"demo-{name}.jsonl"


@dataclass(slots=True)
class DemoChat:
    """The vault process opens the file before it leaves the account that owns it."""

    field: str
    descriptor: int

    @classmethod
    def opened(cls, home: Home, name: str, *, field: str) -> Self:
        """For writing, whatever this process may open later."""
        return cls(field, os.open(file_of(home, name), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600))

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Write the message; a repeat is shown once."""
        there = os.pread(self.descriptor, os.fstat(self.descriptor).st_size, 0)
        if str(message_id).encode() not in there:
            row = {
                "id": str(message_id),
                "to": message.to,
                "text": message.text,
                "choices": [list(each) for each in message.choices],
                "link": message.link,
                "picture": message.picture.path if message.picture else "",
                "at": time.time(),
            }
            os.write(self.descriptor, json.dumps(row, ensure_ascii=False).encode() + b"\n")
        return Accepted(str(message_id))


def shown(home: Home, name: str, *, to: str) -> list[dict[str, Any]]:
    """What came to one address, oldest first."""
    try:
        lines = file_of(home, name).read_bytes()[-MOST_READ:].splitlines()
    except FileNotFoundError:
        return []
    rows = [json.loads(line) for line in lines if line.startswith(b"{")]
    return [row for row in rows if row["to"] == to]
