"""PDF: how many pages, and nothing in it that acts."""

import re
import zlib
from typing import BinaryIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw  # type: ignore[import-untyped]

from paht.examining import limits, refusals
from paht.examining.errors import RefusedError
from paht.examining.signatures import PDF
from paht.law.evidence.findings import Findings

# Every action of a script has the name /JavaScript: /JS alone, three bytes, is in any picture by chance.
ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Rendition|XFA(?=[\s\[(<]))"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm\b.{0,1000}?stream\r?\n", re.DOTALL)
LOCKED_WORD = "password"


def read(file: BinaryIO, size_bytes: int) -> Findings:
    """The pages. Raises RefusedError for scripts, programs, attachments, locks and more pages than the limit."""
    content = file.read()
    if size_bytes > limits.megabytes("document") * (1 << 20):
        raise RefusedError(refusals.too_large(limit_mb=limits.megabytes("document"), family="document"))
    if re.search(rb"/Encrypt\b", content) is not None:
        raise RefusedError(refusals.LOCKED_DOCUMENT)
    refuse_active(content)
    document = opened(content)
    try:
        count = len(document)
        raw = document.raw
        acts = (
            pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(raw) > 0
            or pypdfium2.raw.FPDFDoc_GetAttachmentCount(raw) > 0
            or pypdfium2.raw.FPDF_GetFormType(raw) in (2, 3)
        )
        if acts:
            raise RefusedError(refusals.PDF_ACTIVE)
        said = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    return Findings(
        media_type=PDF.media_type,
        size_bytes=size_bytes,
        pages=count,
        has_metadata=bool(said),
        software=(said.get("Creator") or said.get("Producer") or "")[:200] or None,
    )


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises RefusedError for a damaged one, a locked one and one of too many pages."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = LOCKED_WORD in str(error).lower()
        raise RefusedError(refusals.LOCKED_DOCUMENT if is_locked else refusals.CORRUPT_DOCUMENT) from error
    if not 0 < len(document) <= limits.PAGES:
        count = len(document)
        document.close()
        raise RefusedError(
            refusals.too_many_pages(limit_pages=limits.PAGES) if count else refusals.CORRUPT_DOCUMENT
        )
    return document


def refuse_active(content: bytes) -> None:
    """Raises RefusedError where a name of something that acts is in the file or in its packed objects, whole or with
    escaped letters."""
    if _acts(content):
        raise RefusedError(refusals.PDF_ACTIVE)
    left = limits.PDF_INFLATED_MB << 20
    for found in PACKED.finditer(content):
        inflated = _inflated(content[found.end() : found.end() + (8 << 20)], left)
        left -= len(inflated)
        if left <= 0:
            raise RefusedError(refusals.BOMB)
        if _acts(inflated):
            raise RefusedError(refusals.PDF_ACTIVE)


def _acts(content: bytes) -> bool:
    return (
        ACTIVE.search(content) is not None
        or ACTIVE.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)) is not None
    )


def _inflated(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        # Another filter, or damaged: then pdfium reads no action of it either, or counts it itself.
        return b""
