"""The files of a letter, kept as evidence like those of a form: sealed, told by their content, each refusal named."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from paht.evidence import storage
from paht.examining import signatures
from paht.examining.refusals import Unreadable
from paht.mail.reading.letter import Attachment


@dataclass
class Kept:
    """Rows of the kept files (``id``, ``sha256``, ``media_type``), their names in the same order, what was left out."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def keep_files(attachments: Iterable[Attachment], *, jurisdiction_id: int, received_at: datetime) -> Kept:
    """Keep what can be evidence; equal files of one letter once. A name is personal data and in no refusal."""
    kept = Kept()
    for number, each in enumerate(attachments, start=1):
        stored = storage.keep(
            jurisdiction_id=jurisdiction_id,
            upload=io.BytesIO(each.content),
            received_at=received_at,
            takes=signatures.ATTACHMENTS,
        )
        if isinstance(stored, Unreadable):
            kept.left_out.append(f"Tệp thứ {number}: {stored.reason}")
        elif all(row["sha256"] != stored.sha256 for row in kept.rows):
            kept.rows.append({"id": str(stored.id), "sha256": stored.sha256, "media_type": stored.media_type})
            kept.names.append(each.name)
    return kept
