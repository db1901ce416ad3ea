"""The files that go with the reports of a package: public copies, or originals where the decision says so.

Each is whole before a byte of it is written, so that a damaged one is left out and named as missing. An original is
opened by the vault under the name of whoever asked, one look a file, with the request and the law; it lies in memory
for that moment, and sealed under the package's own key from then on.
"""

import json
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO
from uuid import UUID

from paht.cases.queries.given import Given
from paht.evidence import originals, public, queries
from paht.evidence.copies import NoCopyError
from paht.evidence.examination import in_memory
from paht.evidence.originals import NotGiven, Tampered
from paht.evidence.records import StoredFile
from paht.law.providing import GivenFile, Provision, files_of

FOLDER = "tep"
"""Where they lie in the package."""
_PIECE = 256 * 1024


class Attached:
    """Writes the files of one part's reports behind one another: a line of JSON, then the bytes."""

    def __init__(
        self, into: IO[bytes], *, jurisdiction_id: int, provision: Provision, purpose: str, page: list[Given]
    ) -> None:
        self._into, self._provision, self._purpose = into, provision, purpose
        self._wanted = {each.id: files_of(each.case, provision.granted_pictures) for each in page}
        ids = {UUID(one.file.id) for many in self._wanted.values() for one in many}
        self._stored = queries.files(jurisdiction_id=jurisdiction_id, ids=ids)

    def write(self, each: Given) -> list[dict[str, str]]:
        """The report's files; what is said of each: its name in the package, or that it could not be had."""
        said = []
        for number, one in enumerate(self._wanted[each.id], start=1):
            stored = self._stored.get(UUID(one.file.id))
            media_type = one.file.media_type if one.public is None else "image/jpeg"
            name = f"{FOLDER}/{each.code}-{number}{mimetypes.guess_extension(media_type) or '.bin'}"
            with _opened(stored, one, actor_id=self._provision.asker, purpose=self._purpose) as content:
                if content is None:
                    said.append({"file": one.file.id, "name": "", "form": "missing"})
                    continue
                size = content.seek(0, 2)
                content.seek(0)
                self._into.write(json.dumps({"name": name, "size": size}).encode() + b"\n")
                while piece := content.read(_PIECE):
                    self._into.write(piece)
            said.append(
                {"file": one.file.id, "name": name, "form": "original" if one.public is None else "public"}
            )
        return said


@contextmanager
def _opened(
    stored: StoredFile | None, one: GivenFile, *, actor_id: str, purpose: str
) -> Iterator[BinaryIO | None]:
    """The content, whole and proven; ``None`` where it was erased, lost or changed, or its copy is not made yet."""
    if stored is None:
        yield None
        return
    if one.public is not None:
        path = _public_path(stored, one)
        if path is None:
            yield None
            return
        with path.open("rb") as copy:
            yield copy
        return
    with in_memory() as content:
        try:
            originals.copied(stored, actor_id=actor_id, purpose=purpose, into=content)
        except (NotGiven, Tampered, FileNotFoundError):
            yield None
            return
        yield content


def _public_path(stored: StoredFile, one: GivenFile) -> Path | None:
    assert one.public is not None, "the caller has asked"
    try:
        return public.ensure(stored, boxes=one.public.boxes, size=public.LARGE)
    except NoCopyError:
        return None


def read_attached(pieces: Iterator[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a part, each with its name and pieces; one is read to its end before the next is asked for."""
    buffer = _Buffer(pieces)
    while line := buffer.line():
        said: dict[str, Any] = json.loads(line)
        yield said["name"], buffer.pieces(said["size"])


class _Buffer:
    """Lines and lengths of a content that comes piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def line(self) -> bytes:
        """The next line without its end; empty at the end of all."""
        while b"\n" not in self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                assert not self._rest, "a part ends with a whole file"
                return b""
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def pieces(self, size: int) -> Iterator[bytes]:
        """The next so many bytes."""
        while size:
            piece = self._rest or next(self._pieces)
            piece, self._rest = piece[:size], piece[size:]
            size -= len(piece)
            yield piece
