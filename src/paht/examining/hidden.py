"""A file that is two files: harmless where we look, and an archive, a page or a program to whoever is led to open it
as that.
"""

import io
import mmap
import re
import zipfile

from paht.examining import refusals
from paht.examining.errors import RefusedError
from paht.examining.signatures import OFFICE, PDF, Kind

# Each is at least six bytes long, so that compressed data do not have it by chance (60 MB: once in 100,000 files).
PAGE = re.compile(rb"<(?:script|iframe|object|!doctype\s+html|\?php)[\s>]|<html[\s>]", re.IGNORECASE)
END_OF_ARCHIVE_BYTES = 65_557
"""An archive is found from its end: its last record with the longest comment."""
PDF_HEAD_BYTES = 1_024
"""So far into a file many readers look for the beginning of a PDF."""


def refuse_hidden(content: mmap.mmap, *, kind: Kind) -> None:
    """Raises RefusedError where something else is in the file as well.

    What telephones put behind a picture (a second picture, a second of film) is none of it: that is never shown.
    """
    if kind == OFFICE:
        return
    if kind != PDF and b"%PDF-" in content[:PDF_HEAD_BYTES]:
        raise RefusedError(refusals.TWO_IN_ONE)
    if PAGE.search(content) is not None or has_archive(content):
        raise RefusedError(refusals.PDF_ACTIVE if kind == PDF else refusals.TWO_IN_ONE)


def has_archive(content: mmap.mmap) -> bool:
    """Whether a program for ZIP archives would open the file: the record is there and points at entries."""
    start = max(0, len(content) - END_OF_ARCHIVE_BYTES)
    if content.find(b"PK\x05\x06", start) < 0:
        return False
    try:
        with zipfile.ZipFile(io.BufferedReader(_Mapped(content))) as archive:
            return bool(archive.infolist())
    except NotImplementedError:
        # One of a later kind than we can read is an archive all the same.
        return True
    except (zipfile.BadZipFile, OSError, ValueError):
        # Four bytes that stand in a picture by chance.
        return False


class _Mapped(io.RawIOBase):
    """The mapping as a file, without a copy of it."""

    def __init__(self, content: mmap.mmap) -> None:
        super().__init__()
        self._content, self._at = content, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._content)}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._content[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)
