"""The files that a row names, from a folder or a ZIP beside the table: found by name, never outside of it, read like
any file that a stranger sends (:mod:`paht.evidence.storage`)."""

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from paht.importing.mapping import MappingError

MOST_ENTRIES = 2_000_000
"""Names of a folder or ZIP that are kept in memory; more is a mistake."""


_DAMAGED = "Không đọc được tệp"
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError)
"""An encrypted entry is a RuntimeError to zipfile."""


class NotThere(Exception):  # noqa: N818 (an answer)
    """There is no such file, or more than one fits; the words say which."""


class Attachments:
    """The files beside a table."""

    def __init__(self, path: Path) -> None:
        self._root = path
        self._zip: zipfile.ZipFile | None = None
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        if path.is_dir():
            self._index((each, each) for each in _regular(path))
        else:
            try:
                self._zip = zipfile.ZipFile(path)
            except (OSError, zipfile.BadZipFile) as error:
                raise MappingError(f"{path.name}: neither a folder nor a ZIP: {error}") from error
            self._index((_decoded(each), each.filename) for each in self._zip.infolist() if not each.is_dir())

    def __enter__(self) -> "Attachments":
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()

    @contextmanager
    def opened(self, written: str) -> Iterator[BinaryIO]:
        """The file of that name: of that path below the folder, else of that name anywhere in it where only one bears
        it. Raises :class:`NotThere`."""
        entry = self._find(written)
        try:
            file = self._zip.open(entry) if self._zip is not None else _opened_below(self._root, entry)
        except _UNREADABLE as error:
            raise NotThere(_DAMAGED) from error
        with file:
            yield cast("BinaryIO", _Reading(file))

    def _find(self, written: str) -> str:
        wanted = _compared(written)
        if (exact := self._by_path.get(wanted)) is not None:
            return exact
        found = self._by_name.get(wanted.rpartition("/")[2], [])
        if len(found) == 1:
            return found[0]
        raise NotThere("Có nhiều tệp cùng tên" if found else "Không tìm thấy tệp")

    def _index(self, entries: Iterable[tuple[str, str]]) -> None:
        for number, (shown, entry) in enumerate(entries):
            if number >= MOST_ENTRIES:
                raise MappingError(f"{self._root.name}: more than {MOST_ENTRIES} files")
            compared = _compared(shown)
            self._by_path.setdefault(compared, entry)
            self._by_name.setdefault(compared.rpartition("/")[2], []).append(entry)


class _Reading:
    """A file of which a damaged piece is no error of the disk that it is copied to."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """The next bytes; raises :class:`NotThere` where they cannot be had."""
        try:
            return self._file.read(size)
        except _UNREADABLE as error:
            raise NotThere(_DAMAGED) from error


def _regular(root: Path) -> Iterator[str]:
    """Every plain file below the folder, by its path there; links lead elsewhere and are none."""
    for folder, _, names in os.walk(root, followlinks=False):
        for name in sorted(names):
            path = Path(folder, name)
            if stat.S_ISREG(path.lstat().st_mode):
                yield str(path.relative_to(root))


def _opened_below(root: Path, entry: str) -> IO[bytes]:
    """The plain file; not a link or a device that somebody has put in its place since."""
    descriptor = os.open(root / entry, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotThere(_DAMAGED)
    return os.fdopen(descriptor, "rb")


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The entry's name; older packers write UTF-8 without saying so."""
    if not entry.flag_bits & 0x800:
        with suppress(UnicodeError):
            return entry.filename.encode("cp437").decode("utf-8")
    return entry.filename


def _compared(written: str) -> str:
    """A name as it is compared: without regard to case, to how its diacritics are written, to the kind of slash, and
    without what leads elsewhere."""
    plain = unicodedata.normalize("NFC", written.strip()).replace("\\", "/").casefold()
    return "/".join(part for part in PurePosixPath(plain).parts if part not in ("/", ".", ".."))
