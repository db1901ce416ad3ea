"""The one place where the bytes of an arrived file are looked into: in the clear, in memory, for this moment alone,
and by the examining process, never by this one.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from paht.evidence import copies
from paht.examining.refusals import Unreadable
from paht.examining.wanted import Form, PictureType, Wanted
from paht.examining.workshop import workshop
from paht.law.evidence.findings import Findings

_FORMS: dict[str, Form] = {"image": "picture", "video": "poster", "application": "page"}
_TYPES: dict[copies.Form, PictureType] = {"jpeg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What an arrived file shows, and its smallest copy as JPEG (``None`` where none can be made)."""

    findings: Findings
    smallest: bytes | None = None


@contextlib.contextmanager
def in_memory() -> Iterator[BinaryIO]:
    """A file that has no name and no place on a disk; it is gone with the block, or with the process."""
    with os.fdopen(os.memfd_create("paht-arriving", os.MFD_CLOEXEC), "w+b") as file:
        yield file


def look_at(file: BinaryIO) -> Seen | Unreadable:
    """What the file shows, or why it cannot be evidence. ``file`` is one of :func:`in_memory`, wholly written."""
    file.flush()
    found = workshop().examine(file.fileno())
    if isinstance(found, Unreadable):
        return found
    smallest = None
    if copies.has_picture(found.media_type):
        # A damaged picture stays as evidence; pages say that it cannot be shown.
        with contextlib.suppress(copies.NoCopyError):
            smallest = _copy(file, found.media_type, 320, "jpeg")
    return Seen(findings=found, smallest=smallest)


def copies_of(content: BinaryIO, *, media_type: str) -> dict[copies.Variant, bytes]:
    """Every copy of a file of :func:`in_memory`: of a picture, of a film's poster, of a PDF's first page.

    Raises :class:`paht.evidence.copies.NoCopyError` for a damaged one.
    """
    content.flush()
    return {
        (size, form): _copy(content, media_type, size, form) for size in copies.SIZES for form in copies.FORMS
    }


def _copy(file: BinaryIO, media_type: str, size: copies.Size, form: copies.Form) -> bytes:
    wanted = Wanted(
        form=_FORMS[media_type.partition("/")[0]],
        size=size,
        media_type=_TYPES[form],
        quality=copies.QUALITY[size, form],
    )
    made = workshop().derived_bytes(file.fileno(), wanted)
    if isinstance(made, Unreadable):
        raise copies.NoCopyError(made.reason)
    return made[0]
