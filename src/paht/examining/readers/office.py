"""DOCX and XLSX: a ZIP of XML, read without ever unpacking more than it may hold, and nothing in it that acts."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from paht.examining import limits, refusals
from paht.examining.errors import RefusedError
from paht.examining.signatures import DOCX, XLSX, Kind
from paht.law.evidence.findings import Findings

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
# Parts that act, or hold a file of another kind.
ACTING = ("vbaproject", "vbadata", "activex", "/embeddings/", "externallinks/", "customui", "macrosheets/")
HARMLESS_LINKS = ("/hyperlink",)
"""What a reader may click, and nobody fetches by opening the document."""
END_RECORD = struct.Struct("<4s4H2LH")
LINK, FIELD_CODE, SIMPLE_FIELD, DDE_LINK = "Relationship", "instrText", "fldSimple", "ddeLink"

Element = Callable[[str, dict[str, str]], None]


def read(file: BinaryIO, size_bytes: int) -> Findings:
    """Which of the two it is. Raises RefusedError for any other archive, for macros, embedded files, what is fetched
    from elsewhere, locks, bombs and XML with a document type of its own."""
    if size_bytes > limits.megabytes("document") * (1 << 20):
        raise RefusedError(refusals.too_large(limit_mb=limits.megabytes("document"), family="document"))
    with opened(file, size_bytes) as archive:
        kind = kind_of(archive)
        refuse_acting(archive)
        said: dict[str, str] = {}
        if "docProps/app.xml" in archive.namelist():
            said = texts(archive, "docProps/app.xml", ("Application",))
    return Findings(
        media_type=kind.media_type,
        size_bytes=size_bytes,
        has_metadata=bool(said),
        software=said.get("Application", "")[:200] or None,
    )


def opened(file: BinaryIO, size_bytes: int) -> zipfile.ZipFile:
    """The archive, which holds nothing before its first entry, nothing behind its end, and no more than it may.

    Raises RefusedError.
    """
    file.seek(max(0, size_bytes - END_RECORD.size))
    end = file.read()
    if len(end) != END_RECORD.size:
        raise RefusedError(refusals.CORRUPT_DOCUMENT)
    mark, _, _, _, entries, length, at, comment = END_RECORD.unpack(end)
    if mark != b"PK\x05\x06" or comment:
        # Cut off, or something lies behind it. A comment is no part of any document.
        raise RefusedError(refusals.CORRUPT_DOCUMENT)
    if entries > limits.ENTRIES or length > limits.ENTRIES * 1_000:
        raise RefusedError(refusals.BOMB)
    if at + length != size_bytes - END_RECORD.size:
        raise RefusedError(refusals.TWO_IN_ONE)
    try:
        archive = zipfile.ZipFile(file)
        refuse_entries(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise RefusedError(refusals.CORRUPT_DOCUMENT) from error
    return archive


def refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Raises RefusedError for what a document's entries never are."""
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise RefusedError(refusals.TWO_IN_ONE)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(
        name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name for name in names
    ):
        raise RefusedError(refusals.CORRUPT_DOCUMENT)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise RefusedError(refusals.LOCKED_DOCUMENT)
        grows = entry.file_size > limits.RATIO_FROM_BYTES
        if grows and entry.file_size > limits.RATIO * max(entry.compress_size, 1):
            raise RefusedError(refusals.BOMB)
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_MB << 20:
        raise RefusedError(refusals.BOMB)


def kind_of(archive: zipfile.ZipFile) -> Kind:
    """DOCX or XLSX, by the type of the main part. Raises RefusedError."""
    if CONTENT_TYPES not in archive.namelist():
        is_other = "mimetype" in archive.namelist()
        raise RefusedError(refusals.OTHER_OFFICE if is_other else refusals.ARCHIVE)
    types: list[str] = []
    parse(archive, CONTENT_TYPES, lambda _name, given: types.append(given.get("ContentType", "")))
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
        raise RefusedError(refusals.MACRO)
    kinds = {MAIN_TYPES[each] for each in types if each in MAIN_TYPES}
    if len(kinds) != 1:
        raise RefusedError(refusals.OTHER_OFFICE)
    return kinds.pop()


def refuse_acting(archive: zipfile.ZipFile) -> None:
    """Raises RefusedError for macros, embedded files, commands in fields, and contents fetched from elsewhere."""
    for name in archive.namelist():
        if any(each in name.lower() for each in ACTING):
            raise RefusedError(refusals.LINKED if "externallinks" in name.lower() else refusals.MACRO)
    for name in archive.namelist():
        if name.endswith(".rels"):
            parse(archive, name, _refuse_link)
        elif name.endswith(".xml"):
            fields = _Fields()
            parse(archive, name, fields.begin, end=fields.end, text=fields.text)


def _refuse_link(name: str, given: dict[str, str]) -> None:
    if name != LINK or given.get("TargetMode", "").lower() != "external":
        return
    if not given.get("Type", "").endswith(HARMLESS_LINKS):
        raise RefusedError(refusals.LINKED)


class _Fields:
    """Looks for commands in the fields of a document: DDE starts programs."""

    def __init__(self) -> None:
        self._depth, self._code = 0, ""

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == DDE_LINK:
            raise RefusedError(refusals.MACRO)
        if name == SIMPLE_FIELD:
            self._code += next((value for key, value in given.items() if key.endswith("instr")), "")
            self._look()
        if name == FIELD_CODE:
            self._depth += 1

    def text(self, part: str) -> None:
        if self._depth:
            self._code = (self._code + part)[-200:]
            self._look()

    def end(self, name: str) -> None:
        if name == FIELD_CODE:
            self._depth -= 1

    def _look(self) -> None:
        words = self._code.upper().split()
        if any(word.startswith(("DDE", "DDEAUTO")) for word in words):
            raise RefusedError(refusals.MACRO)


def texts(archive: zipfile.ZipFile, part: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The text of the elements of those names, the last of each."""
    found: dict[str, str] = {}
    inside: list[str] = []

    def text(piece: str) -> None:
        if inside and inside[-1] in wanted:
            found[inside[-1]] = (found.get(inside[-1], "") + piece)[:1_000]

    def leave(_name: str) -> None:
        inside.pop()

    parse(archive, part, lambda name, _: inside.append(name), end=leave, text=text)
    return found


def parse(
    archive: zipfile.ZipFile,
    part: str,
    begin: Element,
    *,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read the XML of a part; names come without their namespaces. Raises RefusedError for damaged XML, for any
    document type or entity of its own, and for more than a part may hold."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def refuse(*_given: Any) -> int:
        raise RefusedError(refusals.BOMB)

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = lambda name, given: begin(name.rpartition(":")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in _pieces(archive, part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RefusedError(refusals.CORRUPT_DOCUMENT) from error


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    left = limits.XML_MB << 20
    try:
        with archive.open(part) as file:
            while piece := file.read(1 << 16):
                left -= len(piece)
                if left < 0:
                    raise RefusedError(refusals.BOMB)
                yield piece
    except RefusedError:
        raise
    except Exception as error:
        # zipfile and zlib let several errors out; each means a damaged part.
        raise RefusedError(refusals.CORRUPT_DOCUMENT) from error
