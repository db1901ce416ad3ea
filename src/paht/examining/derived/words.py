"""The text of a DOCX or an XLSX, plain: to be read without opening the document."""

import os
import re
import zipfile
from typing import BinaryIO

from paht.examining import signatures
from paht.examining.readers import office

LONGEST_TEXT = 200_000
"""Letters; more nobody reads beside a report."""
CUT_OFF = "\n[… phần sau của tài liệu không được hiển thị]"

PARAGRAPHS, BREAKS = {"p", "si", "row"}, {"br", "cr", "tab"}
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def write(file: BinaryIO, out: BinaryIO) -> str:
    """Write the text in UTF-8; its media type. Raises RefusedError."""
    size = os.fstat(file.fileno()).st_size
    with office.opened(file, size) as archive:
        kind = office.kind_of(archive)
        office.refuse_acting(archive)
        text = document_text(archive) if kind == signatures.DOCX else sheets_text(archive)
    out.write(text.encode())
    return "text/plain"


def document_text(archive: zipfile.ZipFile) -> str:
    """The paragraphs of a DOCX, one a line."""
    words = _Words()
    if "word/document.xml" in archive.namelist():
        office.parse(archive, "word/document.xml", words.begin, end=words.end, text=words.text)
    return words.whole()


def sheets_text(archive: zipfile.ZipFile) -> str:
    """The rows of an XLSX, one a line, cells apart by tabulators; formulas as their last values."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = _Words()
        office.parse(archive, "xl/sharedStrings.xml", strings.begin, end=strings.end, text=strings.text)
        shared = strings.whole().split("\n")
    lines: list[str] = []
    names = [(int(found[1]), found[0]) for name in archive.namelist() if (found := SHEET.fullmatch(name))]
    for _, name in sorted(names):
        cells = _Cells(shared)
        office.parse(archive, name, cells.begin, end=cells.end, text=cells.text)
        lines += cells.lines
    return _cut("\n".join(lines))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + CUT_OFF


class _Words:
    """Collects what stands in text elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._inside, self._length = 0, 0

    def begin(self, name: str, _given: dict[str, str]) -> None:
        if name == "t":
            self._inside += 1
        elif name in BREAKS:
            self._add(" ")

    def end(self, name: str) -> None:
        if name == "t":
            self._inside -= 1
        elif name in PARAGRAPHS:
            self._add("\n")

    def text(self, piece: str) -> None:
        if self._inside:
            self._add(piece.replace("\n", " "))

    def _add(self, piece: str) -> None:
        if self._length <= LONGEST_TEXT:
            self._parts.append(piece)
            self._length += len(piece)

    def whole(self) -> str:
        return _cut("".join(self._parts))


class _Cells:
    """Collects the rows of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        self._shared = shared
        self.lines: list[str] = []
        self._row: list[str] = []
        self._type, self._value, self._inside = "", "", 0
        self._length = 0

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self._type, self._value = given.get("t", ""), ""
        elif name in ("v", "t"):
            self._inside += 1

    def text(self, piece: str) -> None:
        if self._inside:
            self._value += piece

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._inside -= 1
        elif name == "c":
            self._row.append(self._looked_up())
        elif name == "row":
            line = "\t".join(self._row).rstrip("\t")
            self._row = []
            if line and self._length <= LONGEST_TEXT:
                self.lines.append(line)
                self._length += len(line)

    def _looked_up(self) -> str:
        if self._type != "s":
            return self._value[:2_000]
        number = int(self._value) if self._value.isdecimal() else -1
        return self._shared[number][:2_000] if 0 <= number < len(self._shared) else ""
