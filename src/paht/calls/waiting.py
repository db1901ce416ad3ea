"""What was heard of an Asterisk while the database was away, sealed in a file of the home: Asterisk tells nothing
twice, so a worker that is started anew in that time goes on with it."""

import base64
import hashlib
import hmac
import json
import logging
import os
from datetime import datetime
from typing import Any, NamedTuple

from cryptography.fernet import Fernet, InvalidToken

from paht.installation.home import PRIVATE, Home, make_folder
from paht.installation.keys import exchange_key

log = logging.getLogger("paht.calls")


class Heard(NamedTuple):
    """An event, and when it was heard."""

    at: datetime
    event: dict[str, Any]


class Waiting:
    """The file of one exchange's events: each a sealed line, on the disk before ``add`` returns."""

    def __init__(self, home: Home, *, jurisdiction: str, name: str) -> None:
        key = hmac.digest(exchange_key(home), b"paht events of calls", hashlib.sha256)
        self._fernet = Fernet(base64.urlsafe_b64encode(key))
        # A name of the operator's could be anything.
        digest = hashlib.sha256(f"{jurisdiction}\0{name}".encode()).hexdigest()
        self.path = home.path / "calls" / f"{digest[:16]}.waiting"

    def read(self) -> list[Heard]:
        """What lies there, in its order; a line that was torn as the machine went down is left out."""
        if not self.path.exists():
            return []
        found = []
        for line in self.path.read_bytes().split():
            try:
                at, event = json.loads(self._fernet.decrypt(line))
            except InvalidToken:
                log.warning("an event of the exchange was torn on the disk")
                continue
            found.append(Heard(datetime.fromisoformat(at), event))
        return found

    def add(self, heard: Heard) -> None:
        """Keep one; whatever the disk says, the call goes on."""
        line = self._fernet.encrypt(json.dumps([heard.at.isoformat(), heard.event]).encode())
        try:
            make_folder(self.path.parent, mode=PRIVATE)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                # The end of the line before is written with this one: a torn one spoils none but itself.
                os.write(descriptor, b"\n" + line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            log.error("an event of the exchange waits in memory alone: %s", error.strerror)

    def clear(self) -> None:
        """Everything is in the database."""
        self.path.unlink(missing_ok=True)
