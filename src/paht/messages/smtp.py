"""The way out by e-mail: any mail server that takes SMTP, described by the file ``PAHT_MAIL`` (docs/mail.md).

The ``Message-ID`` is made of the message's own identifier, the same at every try: so a server or reader may know a
repeat, and an answer tells which message of ours it answers.
"""

import os
import smtplib
import ssl
import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from email import generator  # noqa: F401 (what is imported late cannot be read by the vault's account)
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from paht import clock
from paht.installation.environment import filled
from paht.installation.home import Home
from paht.messages.gateway import Accepted, Again, Answer, Declined, GatewayError
from paht.messages.ways import Message

SECONDS = 15.0
SECURITIES = ("starttls", "tls", "none")


@dataclass(slots=True)
class SmtpWay:
    """A mail server, and as whom we write."""

    host: str
    port: int
    security: str
    sender: Address
    user: str = ""
    password: str = ""
    field: str = "email"

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand the message over; a problem names the server's code and never the address or the words."""
        try:
            letter = self.letter(message, message_id=message_id)
        except (ValueError, MessageError):
            return Declined("no such address")
        try:
            with self._connected() as server:
                server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            return _by_code(min((code for code, _ in error.recipients.values()), default=550))
        except smtplib.SMTPAuthenticationError:
            return Again("sign-in refused")
        except smtplib.SMTPResponseException as error:
            return _by_code(error.smtp_code)
        except (smtplib.SMTPException, OSError) as error:
            return Again(type(error).__name__)
        return Accepted(str(message_id))

    def letter(self, message: Message, *, message_id: uuid.UUID) -> EmailMessage:
        """The letter as it goes out; raises ValueError or MessageError for an address that is
        none."""
        letter = EmailMessage(policy=SMTP)
        letter["From"] = self.sender
        letter["To"] = Address(addr_spec=message.to)
        letter["Subject"] = message.subject
        letter["Date"] = format_datetime(clock.now())
        letter["Message-ID"] = f"<{message_id}@{self.sender.domain}>"
        if message.answers:
            # RFC 5322, 3.6.4: so a mail program shows it under the letter that it answers.
            letter["In-Reply-To"] = letter["References"] = message.answers
        # RFC 3834: nobody's automatic answer shall answer it.
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(f"{message.text}\n\n{message.link}\n" if message.link else f"{message.text}\n")
        return letter

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _by_code(code: int) -> Answer:
    """4xx may go later; 5xx never will (RFC 5321, 4.2.1)."""
    return Again(f"smtp {code}") if 400 <= code < 500 else Declined(f"smtp {code}")


def way_out(home: Home) -> SmtpWay | None:
    """The mail server that ``PAHT_MAIL`` names; ``None`` without one. Raises :class:`GatewayError` for a file that
    describes none."""
    del home
    path = os.environ.get("PAHT_MAIL", "")
    if not path:
        return None
    try:
        way = smtp_of(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise GatewayError(f"{Path(path).name}: {type(error).__name__}: {error}") from error
    # Whatever a letter needs is imported now, while the program's files are within reach.
    way.letter(Message("a@vidu.vn", "ấ", subject="ấ"), message_id=uuid.UUID(int=0)).as_bytes()
    return way


def smtp_of(plain: Mapping[str, Any]) -> SmtpWay:
    """The mail server that the read file means."""
    security, host = plain.get("security", "starttls"), plain["host"]
    if security not in SECURITIES:
        raise GatewayError(f"security: one of {', '.join(SECURITIES)}")
    if security == "none" and host not in ("127.0.0.1", "localhost"):
        raise GatewayError("security: none is for a server on this very machine alone")
    return SmtpWay(
        host=host,
        port=int(plain.get("port", 465 if security == "tls" else 587)),
        security=security,
        sender=Address(display_name=plain.get("name", ""), addr_spec=plain["from"]),
        user=filled(plain.get("user", "")),
        password=filled(plain.get("password", "")),
    )
