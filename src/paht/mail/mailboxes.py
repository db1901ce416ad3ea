"""Where mail is fetched from: what ``PAHT_MAILBOX`` names, a TOML file (docs/mail.md). In a demo without one, each
province has a folder on the disk, into which the page that plays the citizen's mail program writes."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from paht.agencies import jurisdictions
from paht.installation.environment import filled


class MailboxError(Exception):
    """The description of a mailbox is wrong; the words say where."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox of one province. ``address`` is what citizens write to, ``trusted`` the name under which the server
    that takes mail in writes its findings (RFC 8601); exactly one of ``maildir`` and ``host`` is set."""

    jurisdiction_id: int
    name: str
    address: str
    trusted: str = ""
    maildir: Path | None = None
    host: str = ""
    port: int = 993
    is_encrypted: bool = True
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    every_seconds: int = 30


def configured() -> tuple[Mailbox, ...]:
    """The mailboxes of this installation; raises :class:`MailboxError` for a file that describes none."""
    if path := os.environ.get("PAHT_MAILBOX", ""):
        return read_mailboxes(Path(path))
    if not (settings.HOME.path / "demo-ready").exists():
        return ()
    return tuple(
        Mailbox(each.id, "demo", demo_address(each.slug), maildir=demo_folder(each.slug), every_seconds=2)
        for each in jurisdictions.every()
    )


def demo_address(slug: str) -> str:
    """The address of a province in a demo."""
    return f"phananh@{slug}.demo.test"


def demo_folder(slug: str) -> Path:
    """The maildir of a province in a demo."""
    return Path(settings.HOME.path) / "demo-mail" / slug


def read_mailboxes(path: Path) -> tuple[Mailbox, ...]:
    """The mailboxes of a file."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        found = tuple(mailbox_of(each) for each in plain["mailbox"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise MailboxError(f"{path.name}: {type(error).__name__}: {error}") from error
    if len({(each.jurisdiction_id, each.name) for each in found}) < len(found):
        raise MailboxError(f"{path.name}: two mailboxes of one province have the same name")
    return found


def mailbox_of(plain: Mapping[str, Any]) -> Mailbox:
    """The mailbox that a table of the file means."""
    known: dict[str, Any] = {
        "jurisdiction_id": jurisdictions.of_slug(plain["jurisdiction"]).id,
        "name": str(plain.get("name", "main")),
        "address": str(plain["address"]).lower(),
        "trusted": str(plain.get("trusted", "")),
        "every_seconds": max(5, int(plain.get("every_seconds", 30))),
    }
    if "maildir" in plain:
        return Mailbox(**known, maildir=Path(plain["maildir"]))
    where = urlsplit(plain["imap"])
    is_here = where.hostname in ("127.0.0.1", "localhost", "::1")
    if (
        where.scheme not in ("imaps", "imap")
        or not where.hostname
        or (where.scheme == "imap" and not is_here)
    ):
        raise ValueError("imap: must be imaps://host[:port], or imap:// on this very machine")
    is_encrypted = where.scheme == "imaps"
    return Mailbox(
        **known,
        host=where.hostname,
        port=where.port or (993 if is_encrypted else 143),
        is_encrypted=is_encrypted,
        user=filled(plain["user"]),
        password=filled(plain["password"]),
        folder=str(plain.get("folder", "INBOX")),
    )
