"""What a file is, told by its first bytes; its name and the browser's word for it count for nothing."""

from dataclasses import dataclass

from paht.evidence import refusals
from paht.evidence.refusals import Unreadable

HEAD_BYTES = 512
"""So many first bytes are enough to recognise a file."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that can be evidence; ``decoder`` is Pillow's name, None for a video."""

    media_type: str
    decoder: str | None = None

    @property
    def is_video(self) -> bool:
        """Whether it is a moving picture."""
        return self.decoder is None


JPEG = Kind(media_type="image/jpeg", decoder="JPEG")
PNG = Kind(media_type="image/png", decoder="PNG")
WEBP = Kind(media_type="image/webp", decoder="WEBP")
MP4 = Kind(media_type="video/mp4")
MOV = Kind(media_type="video/quicktime")
THREE_GP = Kind(media_type="video/3gpp")
WEBM = Kind(media_type="video/webm")

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
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return by_brand(head)
    if head[4:8] in (b"moov", b"wide"):
        # QuickTime files from before 2001, and some cameras still, begin without a brand.
        return MOV
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return WEBM
    return refused(head)


def by_brand(head: bytes) -> Kind | Unreadable:
    """The kind of an ISO base media file, by its major brand and then by the compatible ones."""
    length = min(int.from_bytes(head[:4]), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    for brand in brands:
        if brand in HEIC_BRANDS:
            # AVIF files name mif1 as a compatible brand, too.
            return refusals.AVIF if b"avif" in brands or b"avis" in brands else refusals.HEIC
        if brand in (b"avif", b"avis"):
            return refusals.AVIF
        if brand in (b"M4A ", b"M4B "):
            return refusals.AUDIO
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
    if head.lstrip().startswith(b"%PDF-"):
        return refusals.PDF
    if b"<svg" in head.lower():
        return refusals.SVG
    if head.startswith((b"ID3", b"OggS", b"#!AMR")) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return refusals.AUDIO
    return refusals.TEXT if is_text(head) else refusals.UNKNOWN


def is_text(head: bytes) -> bool:
    """Whether ``head`` reads as text: UTF-8 (a letter may be cut at the end) without control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = head.decode("utf-8", errors="ignore")
    if len(head) - len(text.encode()) > 3:
        return False
    return all(letter.isprintable() or letter in "\t\r\n\f\ufeff" for letter in text)
