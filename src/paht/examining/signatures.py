"""What a file is, told by its first bytes; its name and the browser's word for it count for nothing."""

from dataclasses import dataclass
from typing import Literal

from paht.examining import refusals
from paht.examining.refusals import Unreadable

HEAD_BYTES = 512
"""So many first bytes are enough to recognise a file."""

Family = Literal["picture", "video", "sound", "document"]
SCENES: tuple[Family, ...] = ("picture", "video")
ATTACHMENTS: tuple[Family, ...] = (*SCENES, "sound", "document")
"""What a report may carry (VL.7.3): photos, films, recordings and other documents."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that can be evidence; ``reader`` is Pillow's or FFmpeg's name of the one decoder that reads it."""

    media_type: str
    family: Family
    reader: str = ""

    @property
    def is_video(self) -> bool:
        """Whether it is a moving picture."""
        return self.family == "video"


JPEG = Kind(media_type="image/jpeg", family="picture", reader="JPEG")
PNG = Kind(media_type="image/png", family="picture", reader="PNG")
WEBP = Kind(media_type="image/webp", family="picture", reader="WEBP")
HEIC = Kind(media_type="image/heic", family="picture", reader="HEIF")
AVIF = Kind(media_type="image/avif", family="picture", reader="AVIF")
MP4 = Kind(media_type="video/mp4", family="video", reader="mov")
MOV = Kind(media_type="video/quicktime", family="video", reader="mov")
THREE_GP = Kind(media_type="video/3gpp", family="video", reader="mov")
WEBM = Kind(media_type="video/webm", family="video", reader="matroska")
M4A = Kind(media_type="audio/mp4", family="sound", reader="mov")
MP3 = Kind(media_type="audio/mpeg", family="sound", reader="mp3")
AMR = Kind(media_type="audio/amr", family="sound", reader="amr")
OGG = Kind(media_type="audio/ogg", family="sound", reader="ogg")
WAV = Kind(media_type="audio/wav", family="sound", reader="wav")
PDF = Kind(media_type="application/pdf", family="document")
OFFICE = Kind(media_type="application/zip", family="document")
"""A ZIP that may be a DOCX or an XLSX: only its content tells, and what it is then is one of the next two."""
DOCX = Kind(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", family="document"
)
XLSX = Kind(media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", family="document")

KINDS: dict[str, Kind] = {
    kind.media_type: kind
    for kind in (
        *(JPEG, PNG, WEBP, HEIC, AVIF, MP4, MOV, THREE_GP, WEBM),
        *(M4A, MP3, AMR, OGG, WAV, PDF, DOCX, XLSX),
        Kind(media_type="audio/3gpp", family="sound", reader="mov"),
        Kind(media_type="audio/webm", family="sound", reader="matroska"),
    )
}
"""Every kind that is kept, by its media type: a film's container without a picture in it is a sound."""

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"M4VH",
    b"MSNV",
    b"dash",
)

ARCHIVES = (
    *(b"PK\x05\x06", b"PK\x07\x08", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh"),
    *(b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"LZIP", b"MSCF", b"\x04\x22\x4d\x18", b"!<arch>\n"),
)
PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"#!/", b"#! /", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"),
    *(b"\x00asm", b"dex\n", b"<?php"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(head: bytes) -> Kind | Unreadable:
    """The kind of the file that begins with ``head`` (HEAD_BYTES of it, fewer when it is shorter), or why it
    cannot be evidence.
    """
    if not head:
        return refusals.EMPTY
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF"):
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12], refusals.UNKNOWN)
    if head[4:8] == b"ftyp":
        return by_brand(head)
    if head[4:8] in (b"moov", b"wide"):
        # QuickTime files from before 2001, and some cameras still, begin without a brand.
        return MOV
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return WEBM
    return sound_or_document(head) or refused(head)


def sound_or_document(head: bytes) -> Kind | None:
    """The kind of a recording or a document."""
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return AMR
    if head.startswith(b"OggS"):
        return OGG
    if head.startswith(b"ID3") or is_mpeg_frame(head):
        return MP3
    if head.startswith(b"%PDF-"):
        return PDF
    return OFFICE if head.startswith(b"PK\x03\x04") else None


def is_mpeg_frame(head: bytes) -> bool:
    """Whether an MP3 without tags begins here: a frame of layer III with a known rate, and none of the reserved
    values."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    is_known_version, rate, frequency = head[1] & 0x18 != 0x08, head[2] >> 4, head[2] >> 2 & 3
    return is_known_version and 0 < rate < 15 and frequency < 3


def by_brand(head: bytes) -> Kind | Unreadable:
    """The kind of an ISO base media file, by its major brand and then by the compatible ones."""
    length = min(int.from_bytes(head[:4]), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    for brand in brands:
        if brand in (*HEIC_BRANDS, b"avif", b"avis"):
            # AVIF files name mif1 as a compatible brand, too; avis is a sequence, which no camera takes for a photo.
            if b"avis" in brands:
                return refusals.AVIF_SEQUENCE
            return AVIF if b"avif" in brands else HEIC
        if brand in (b"M4A ", b"M4B "):
            return M4A
        if brand == b"qt  ":
            return MOV
        if brand[:3] in (b"3gp", b"3g2"):
            return THREE_GP
        if brand in MP4_BRANDS:
            return MP4
    return refusals.UNKNOWN


def refused(head: bytes) -> Unreadable:
    """Why a file of no accepted kind is refused, as exactly as its first bytes allow."""
    if head.startswith((b"GIF87a", b"GIF89a")):
        return refusals.GIF
    if head.startswith(PROGRAMS):
        return refusals.PROGRAM
    if head.startswith(ARCHIVES) or head[257:262] == b"ustar":
        return refusals.ARCHIVE
    if head.startswith(OLD_OFFICE):
        return refusals.OLD_OFFICE
    if b"%PDF-" in head:
        return refusals.TWO_IN_ONE
    if b"<svg" in head.lower():
        return refusals.SVG
    return refusals.TEXT if is_text(head) else refusals.UNKNOWN


def is_text(head: bytes) -> bool:
    """Whether ``head`` reads as text: UTF-8 (a letter may be cut at the end) without control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = head.decode("utf-8", errors="ignore")
    if len(head) - len(text.encode()) > 3:
        return False
    return all(letter.isprintable() or letter in "\t\r\n\f\ufeff" for letter in text)
