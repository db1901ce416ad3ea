"""A mail server on loopback that speaks SMTP: taken, refused, busy, hung up, and away."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from paht.messages import smtp


@dataclass
class MailServer:
    """What the server answers to a recipient and to a letter, and the letters that it took."""

    port: int = 0
    to_recipient: str = "250 ok"
    to_letter: str = "250 ok"
    hangs_up: bool = False
    taken: list[bytes] = field(default_factory=list)
    listening: "Listening | None" = None

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters that it took, read."""
        return [email.message_from_bytes(each, policy=email.policy.default) for each in self.taken]  # type: ignore[misc]

    def start(self) -> None:
        """Take connections, at the same port as before."""
        self.listening = Listening(self)
        self.port = self.listening.server_address[1]
        threading.Thread(target=self.listening.serve_forever, args=[0.01], daemon=True).start()

    def stop(self) -> None:
        """Nobody answers at the port."""
        if self.listening is not None:
            self.listening.shutdown()
            self.listening.server_close()
            self.listening = None


class Listening(socketserver.ThreadingTCPServer):
    """The server's port."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, kept: MailServer) -> None:
        self.kept = kept
        super().__init__(("127.0.0.1", kept.port), Session)


class Session(socketserver.StreamRequestHandler):
    """One conversation of the protocol."""

    server: Listening

    def say(self, line: str) -> None:
        """One line."""
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        """Until the client is done."""
        kept = self.server.kept
        self.say("220 thu.vidu.vn")
        for line in self.rfile:
            match line[:4].upper():
                case b"EHLO":
                    self.say("250 thu.vidu.vn")
                case b"RCPT":
                    self.say(kept.to_recipient)
                case b"DATA":
                    self.say("354 go on")
                    content = b"".join(iter(self.rfile.readline, b".\r\n"))
                    if kept.hangs_up:
                        return
                    if kept.to_letter.startswith("250"):
                        kept.taken.append(content)
                    self.say(kept.to_letter)
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server of one's own on a free port."""
    kept = MailServer()
    kept.start()
    try:
        yield kept
    finally:
        kept.stop()


def way(port: int, **more: str) -> smtp.SmtpWay:
    """How that server is written to."""
    plain = {"host": "127.0.0.1", "port": port, "security": "none", "from": "phananh@tinh.gov.vn"}
    return smtp.smtp_of({**plain, "name": "Trung tâm điều hành", **more})
