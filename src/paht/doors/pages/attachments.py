"""What a file of a report is called where it is shown, and which files a form asks the browser for."""

from collections import Counter
from collections.abc import Iterable

from paht.examining.signatures import KINDS, PDF, SCENES
from paht.law.casework.case import FileRef

_NAMES = {"picture": "Ảnh", "video": "Video", "sound": "Bản ghi âm", "document": "Tài liệu"}
ENDINGS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    PDF.media_type: "pdf",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/3gpp": "3gp",
}
"""How the name of a saved file ends, where that is not the second part of its media type."""

ACCEPT = ",".join([*KINDS, "audio/x-m4a", "audio/aac", ".heic", ".amr", ".m4a", ".3gp", ".docx", ".xlsx"])
"""What the browser offers for a report (VL.7.3). Endings besides: telephones do not know all the types."""
ACCEPT_SCENES = ",".join(
    [*(kind.media_type for kind in KINDS.values() if kind.family in SCENES), ".heic", ".3gp"]
)
"""The same for pictures and films alone."""


def name_of(media_type: str) -> str:
    """What kind of file it is, in a word."""
    kind = KINDS.get(media_type)
    return _NAMES[kind.family] if kind is not None else "Tệp"


def type_of(media_type: str) -> str:
    """The type of a document or a recording as people say it; "" for pictures, which show themselves."""
    kind = KINDS.get(media_type)
    if kind is None or kind.family in SCENES:
        return ""
    return (ENDINGS.get(media_type) or media_type.rpartition("/")[2]).upper()


def counted(files: Iterable[FileRef]) -> str:
    """How many of the files are no photos: "1 video, 2 bản ghi âm"; "" for none."""
    counts = Counter(name_of(file.media_type) for file in files if not file.media_type.startswith("image/"))
    return ", ".join(f"{counts[name]} {name.lower()}" for name in (*_NAMES.values(), "Tệp") if counts[name])
