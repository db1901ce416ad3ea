"""Keeping a message as it came, sealed: a small one in the inbox's own record, a large one in a sealed file of its own
whose key is in that record. No clear byte reaches a disk."""

import base64
import io
import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from paht.evidence.records import jurisdiction_folder
from paht.evidence.sealing import Sealer, Tampered, opened
from paht.evidence.storage import settle
from paht.identity import new_id
from paht.mail.mailboxes import Mailbox
from paht.mail.sources import Fetched
from paht.messages import inbox

__all__ = ["CHANNEL", "Tampered", "keep", "raw_of"]

CHANNEL = "email"
SMALL_BYTES = 128 * 1024
FOLDER = "mail"


def keep(mailbox: Mailbox, fetched: Fetched, *, now: datetime) -> bool:
    """Keep the message; durable when this returns. False where this mailbox brought it before."""
    said: dict[str, Any] = {
        "address": mailbox.address,
        "trusted": mailbox.trusted,
        "is_cut": fetched.is_cut,
    }
    path = None
    if len(fetched.content) <= SMALL_BYTES:
        said["raw"] = base64.b64encode(fetched.content).decode()
    else:
        file_id, key, path = _sealed(mailbox.jurisdiction_id, fetched.content)
        said |= {"file": str(file_id), "key": key.hex()}
    is_new = inbox.take(
        jurisdiction_id=mailbox.jurisdiction_id,
        channel=CHANNEL,
        event_id=f"{mailbox.name}/{fetched.key}",
        content=json.dumps(said),
        now=now,
    )
    if is_new is None and path is not None:
        path.unlink(missing_ok=True)
    return is_new is not None


def raw_of(said: Mapping[str, Any], *, jurisdiction_id: int) -> bytes:
    """The message of an inbox's record; raises FileNotFoundError, ``sealing.Tampered``."""
    if "raw" in said:
        return base64.b64decode(said["raw"])
    file_id, content = UUID(said["file"]), io.BytesIO()
    with _path(jurisdiction_id, file_id).open("rb") as sealed:
        for piece in opened(
            sealed, key=bytes.fromhex(said["key"]), identity=_identity(jurisdiction_id, file_id)
        ):
            content.write(piece)
    return content.getvalue()


def _sealed(jurisdiction_id: int, content: bytes) -> tuple[UUID, bytes, Path]:
    file_id = new_id()
    home = _path(jurisdiction_id, file_id)
    home.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealer = Sealer(_identity(jurisdiction_id, file_id))
    descriptor, name = tempfile.mkstemp(dir=home.parent.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealer.head() + sealer.seal(content) + sealer.end())
        file.flush()
        settle(Path(name), file=file, home=home)
    return file_id, sealer.key, home


def _path(jurisdiction_id: int, file_id: UUID) -> Path:
    return jurisdiction_folder(jurisdiction_id) / FOLDER / file_id.hex[-2:] / file_id.hex


def _identity(jurisdiction_id: int, file_id: UUID) -> bytes:
    return f"paht mail {jurisdiction_id} {file_id}".encode()
