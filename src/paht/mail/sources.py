"""Fetching messages, one at a time: each is handed over, and marked on its server only after whoever took it has it on
disk. A source that breaks off raises :class:`SourceFailed`; what was marked by then stays marked, nothing else does."""

import contextlib
import imaplib
import os
import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from paht.mail.mailboxes import Mailbox

LARGEST_BYTES = 40 * 1024 * 1024
"""A larger message is refused by name: of it the head alone is fetched."""
AT_ONCE = 200
"""So many messages are fetched in one turn; the others wait for the next."""
SECONDS = 20.0
"""For so long a server may be silent."""


class SourceFailed(Exception):  # noqa: N818 (an answer)
    """The mailbox cannot be read now; the words name the problem and nothing of a message."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A message as it came: under which name its mailbox has it, and whether more of it was left there."""

    key: str
    content: bytes
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """How far an IMAP mailbox was read."""

    uid_validity: int = 0
    last_uid: int = 0


Take = Callable[[Fetched], None]
Reached = Callable[[Place], None]


def fetch(mailbox: Mailbox, place: Place, *, take: Take, reached: Reached) -> int:
    """Fetch what is new since ``place``; how many messages. ``take`` returns when the message is on disk, ``reached``
    is told after each how far it went."""
    if mailbox.maildir is not None:
        return _from_folder(mailbox.maildir, take)
    try:
        with _connected(mailbox) as server:
            return _from_server(server, mailbox, place, take, reached)
    except imaplib.IMAP4.error as error:
        # An answer could quote a message; its kind and, of a refused sign-in, that it was one, are enough.
        raise SourceFailed(
            "sign-in refused" if "LOGIN" in str(error).upper() else type(error).__name__
        ) from error
    except (OSError, ValueError) as error:
        raise SourceFailed(type(error).__name__) from error


def _from_folder(folder: Path, take: Take) -> int:
    """A maildir: what lies in ``new`` moves to ``cur`` when it was taken."""
    new, current = folder / "new", folder / "cur"
    if not new.is_dir():
        return 0
    current.mkdir(exist_ok=True)
    names = sorted(each.name for each in new.iterdir() if each.is_file() and not each.name.startswith("."))
    for name in names[:AT_ONCE]:
        path = new / name
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_BYTES + 1)
        except FileNotFoundError:
            continue  # another worker was faster
        except OSError as error:
            raise SourceFailed(type(error).__name__) from error
        is_cut = len(content) > LARGEST_BYTES
        take(Fetched(name.split(":")[0], _head(content) if is_cut else content, is_cut))
        with contextlib.suppress(FileNotFoundError):
            path.rename(current / f"{name.split(':')[0]}:2,S")
    return len(names[:AT_ONCE])


def _head(content: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", content[: 256 * 1024], maxsplit=1)[0] + b"\r\n\r\n"


@contextlib.contextmanager
def _connected(mailbox: Mailbox):  # type: ignore[no-untyped-def]
    """A connection that has signed in; closed whatever happens."""
    if mailbox.is_encrypted:
        context = ssl.create_default_context(cafile=os.environ.get("PAHT_MAIL_CA") or None)
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS
        )
    else:
        server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    try:
        try:
            server.login(mailbox.user, mailbox.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise SourceFailed("sign-in refused") from error
        yield server
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            server.logout()
    finally:
        with contextlib.suppress(OSError):
            server.socket().shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            server.shutdown()


def _from_server(server: imaplib.IMAP4, mailbox: Mailbox, place: Place, take: Take, reached: Reached) -> int:
    state, _ = server.select(_quoted(mailbox.folder))
    if state != "OK":
        raise SourceFailed("no such folder")
    validity = _number(server.response("UIDVALIDITY")[1])
    if validity != place.uid_validity:
        # The server numbers anew (RFC 9051, 2.3.1.1): everything is read again, and what is known is known again.
        place = Place(validity, 0)
    _, found = server.uid("SEARCH", f"UID {place.last_uid + 1}:*")
    uids = sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > place.last_uid)
    for uid in uids[:AT_ONCE]:
        content, is_cut = _message(server, uid)
        if content is not None:
            take(Fetched(f"{validity}/{uid}", content, is_cut))
            server.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
        reached(Place(validity, uid))
    if not uids and validity != 0:
        reached(place)
    return len(uids[:AT_ONCE])


def _message(server: imaplib.IMAP4, uid: int) -> tuple[bytes | None, bool]:
    """The message, or its head where it is too large; nothing where somebody deleted it meanwhile."""
    state, sized = server.uid("FETCH", str(uid), "(RFC822.SIZE)")
    if state != "OK":
        raise server.error("the server does not give the size")
    size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(each for each in sized if isinstance(each, bytes)))
    is_cut = size is not None and int(size[1]) > LARGEST_BYTES
    state, answer = server.uid("FETCH", str(uid), "(BODY.PEEK[HEADER])" if is_cut else "(BODY.PEEK[])")
    if state != "OK":
        # A refusal is no deletion: the message is asked for again.
        raise server.error("the server does not give the message")
    content = next((each[1] for each in answer if isinstance(each, tuple)), None)
    return content, is_cut


def _number(answer: object) -> int:
    value = answer[0] if isinstance(answer, list) and answer else None
    return int(value) if isinstance(value, bytes) and value.isdigit() else 0


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
