"""One file, from its descriptor to findings or to a derived form. Runs in the examining process alone."""

import mmap
import os
from typing import Any, BinaryIO

from paht.examining import completeness, hidden, limits, refusals, signatures, wanted, writing
from paht.examining.errors import RefusedError
from paht.examining.refusals import Unreadable
from paht.examining.signatures import Kind
from paht.examining.wanted import Wanted
from paht.law.evidence.findings import Findings


def examined(descriptor: int, *, thorough: bool = False) -> dict[str, Any]:
    """``findings`` of the open file, or ``refused`` with a sentence."""
    try:
        return {"findings": writing.written(examine(descriptor, thorough=thorough))}
    except RefusedError as error:
        return {"refused": error.refusal.reason}


def derived(plain: dict[str, Any], descriptor: int, into: int) -> dict[str, Any]:
    """The ``media_type`` of what was written into the other file, or ``refused`` with a sentence."""
    asked = wanted.read(plain)
    os.ftruncate(into, 0)
    os.lseek(into, 0, os.SEEK_SET)
    try:
        kind = recognised(descriptor)
        with opened(descriptor) as file, os.fdopen(os.dup(into), "w+b") as out:
            return {"media_type": derive(file, kind, asked, out)}
    except RefusedError as error:
        return {"refused": error.refusal.reason}


def opened(descriptor: int) -> BinaryIO:
    """The file from its beginning, to be closed without closing the descriptor."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.fdopen(os.dup(descriptor), "rb")


def recognised(descriptor: int) -> Kind:
    """The file's kind by its first bytes; raises RefusedError."""
    kind = signatures.recognise(os.pread(descriptor, signatures.HEAD_BYTES, 0))
    if isinstance(kind, Unreadable):
        raise RefusedError(kind)
    return kind


def examine(descriptor: int, *, thorough: bool = False) -> Findings:
    """All that is read of a file when it comes, and of a picture all that it shows where that is asked for; raises
    RefusedError."""
    kind, size = recognised(descriptor), os.fstat(descriptor).st_size
    if size > limits.megabytes("video") * (1 << 20):
        # The caller counts while it receives; this is for whoever did not.
        raise RefusedError(refusals.too_large(limit_mb=limits.megabytes("video"), family=kind.family))
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as content:
        if not completeness.is_whole(content, kind=kind):
            raise RefusedError(refusals.truncated(kind.family))
        hidden.refuse_hidden(content, kind=kind)
    with opened(descriptor) as file:
        if thorough and kind.family == "picture":
            return look_closely(file)
        return read(file, kind, size)


def look_closely(file: BinaryIO) -> Findings:
    """All that a picture shows; raises RefusedError."""
    from paht.examining.pictures.decoded import UnknownPictureError
    from paht.examining.pictures.examination import examine_picture

    try:
        return examine_picture(file)
    except UnknownPictureError as error:
        raise RefusedError(refusals.CORRUPT) from error


def read(file: BinaryIO, kind: Kind, size: int) -> Findings:
    """As ``examine``, by the reader of its family."""
    if kind.family == "picture":
        from paht.examining.readers import picture

        return picture.read(file, kind, size)
    if kind.family in ("video", "sound"):
        from paht.examining.readers import media

        return media.read(file, kind, size)
    if kind == signatures.PDF:
        from paht.examining.readers import pdf

        return pdf.read(file, size)
    from paht.examining.readers import office

    return office.read(file, size)


def derive(file: BinaryIO, kind: Kind, asked: Wanted, out: BinaryIO) -> str:
    """Write the form that was asked for; its media type. Raises RefusedError where the file has no such form."""
    if asked.form == "picture" and kind.family == "picture":
        from paht.examining.derived import picture

        return picture.write_copy(file, kind, asked, out)
    if asked.form in ("poster", "film", "sound") and kind.family in ("video", "sound"):
        from paht.examining.derived import film

        return film.write(file, kind, asked, out)
    if asked.form == "page" and kind == signatures.PDF:
        from paht.examining.derived import page

        return page.write(file, asked, out)
    if asked.form == "text" and kind == signatures.OFFICE:
        from paht.examining.derived import words

        return words.write(file, out)
    raise RefusedError(refusals.NO_SUCH_FORM)
