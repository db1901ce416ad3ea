"""What a picture's metadata say: moments, places, the camera, and what other programs than a camera left in them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from paht.examining import exif
from paht.examining.pictures.decoded import Picture
from paht.law.evidence.findings import UNPROVEN, Moment, Sign, Spot

_MAKE, _MODEL, _SOFTWARE, _CHANGED, _PROCESSED_BY = 0x010F, 0x0110, 0x0131, 0x0132, 0x000B
_WIDTH, _HEIGHT = 0xA002, 0xA003
_GPS_ERROR_M = 31
_OFFSET = 0x9011

_EDITORS = re.compile(
    r"photoshop|lightroom|adobe|gimp|snapseed|picsart|canva|pixlr|paint\.net|paint ?shop|affinity|luminar|capture one|"
    r"darktable|rawtherapee|krita|photopea|polarr|vsco|facetune|meitu|beautyplus|b612|ulike|remini|faceapp|"
    r"photoscape|photoroom|inshot|lightx|fotor|befunky|photodirector|xingtu|b612|camscanner|picmonkey|"
    r"imagemagick|graphicsmagick|irfanview|xnview|acdsee|microsoft (office|photo)|windows photo|photo ?editor|"
    r"google photos|polish|toolwiz|youcam|capcut|ffmpeg|picasa|pixelmator|camera360|corel|dxo|\bon1\b|zoner|photogrid|"
    r"piccollage|beautycam|airbrush|\bepik\b|\bsnow\b|lensa|digikam|photofiltre|wondershare|fotophire|topaz|photodiva|"
    r"prequel|hypic|peachy|\bvivacut\b|\bafterlight\b|\benlight\b|\bedit(or|ed|ing)?\b|enhancer|retouch|collage",
    re.IGNORECASE,
)
_FIRMWARE = re.compile(
    r"camera|gcam|hdr|android|\bios\b|firmware|\bver\b|version|build|\buser\b|(release|test)-keys|mediatek|qualcomm|snapdragon|"
    r"emui|miui|harmony|coloros|originos|one ?ui|oxygenos|windows phone",
    re.IGNORECASE,
)
"""Words of what phones write of themselves: cameras, systems, builds."""
_WORD = re.compile(r"[^\W\d_]*[a-z][^\W\d_]*")
"""A word as people write one; numbers of builds are capitals and digits."""
_SHORTEST_WORD = 3
_MADE_UP = re.compile(
    r"midjourney|stable.?diffusion|dall.?e|firefly|comfyui|automatic1111|novelai|imagen|made with google ai|"
    r"trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia",
    re.IGNORECASE,
)
_XMP_TOOL = re.compile(r"(?:CreatorTool|softwareAgent)(?:=\"|>)([^\"<]{1,80})")
_XMP_DONE = re.compile(
    r"stEvt:action(?:=\"|>)(?:edited|converted|derived|manipulated|cropped)|<crs:HasSettings>True|GCamera:.*?Edit"
)
_XMP_MADE = re.compile(r"(?:CreateDate|DateCreated)(?:=\"|>)([0-9T:+.Z-]{10,35})")
_XMP_CHANGED = re.compile(r"(?:ModifyDate|MetadataDate)(?:=\"|>)([0-9T:+.Z-]{10,35})")
_CHANGED_AFTER_SECONDS = 600
"""Phones write the picture within seconds; a minute of night mode is the longest known."""


def text_of(picture: Picture, tag: int) -> str:
    """One of EXIF's texts in its first folder; empty when absent."""
    try:
        return exif.text(picture.tags.get(tag))
    except Exception:
        # See `exif.read_tags`.
        return ""


def camera(picture: Picture) -> str:
    """Maker and model as the metadata name them; empty when they do not."""
    return " ".join(part for part in (text_of(picture, _MAKE), text_of(picture, _MODEL)) if part)


def has_any(picture: Picture) -> bool:
    """Whether anything is there that a camera writes: a name, a moment, a place. A colour profile says nothing."""
    return bool(camera(picture) or exif.folder(picture.tags, exif.EXIF_FOLDER).get(0x9003) or spots(picture))


def moments(picture: Picture) -> tuple[Moment, ...]:
    """Every moment of taking that is named, also those that contradict each other."""
    folder = exif.folder(picture.tags, exif.EXIF_FOLDER)
    found: list[Moment] = []
    taken_at, source = exif.taking_time(exif=folder, gps={})
    if taken_at is not None and source is not None:
        found.append(Moment(at=taken_at, source=source))
    by_satellites = exif.gps_time(exif.folder(picture.tags, exif.GPS_FOLDER))
    if by_satellites is not None:
        found.append(Moment(at=by_satellites, source="gps"))
    zone = exif.offset_of(folder.get(_OFFSET)) or exif.VIETNAM
    made = [at for words in _XMP_MADE.findall(_xmp(picture)) if (at := _iso(words, zone)) is not None]
    if made:
        found.append(Moment(at=min(made), source="file"))
    return tuple(found)


def _iso(words: str, zone: tzinfo) -> datetime | None:
    """XMP's moment; where it names no zone, that of the camera's clock."""
    try:
        at = datetime.fromisoformat(words)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def spots(picture: Picture) -> tuple[Spot, ...]:
    """Where the picture says that it was taken, with the receiver's own word on how exact that is."""
    gps = exif.folder(picture.tags, exif.GPS_FOLDER)
    latitude, longitude = exif.position(gps)
    if latitude is None or longitude is None:
        return ()
    try:
        error = float(gps.get(_GPS_ERROR_M, "nan"))
    except (TypeError, ValueError, ZeroDivisionError):
        error = float("nan")
    return (Spot(latitude=latitude, longitude=longitude, accuracy_m=error if 0 < error < 1e6 else None),)


def software(picture: Picture) -> str | None:
    """The program that says it wrote the file, at most 80 characters; a phone's own firmware is one too."""
    for words in (*_tools(picture), text_of(picture, _SOFTWARE)):
        if words:
            return words[:80]
    return None


def signs(picture: Picture) -> Iterator[Sign]:
    """What in the metadata speaks of editing; the names of editors alone are plain, the rest are hints."""
    named = dict.fromkeys(
        words for words in (*_tools(picture), text_of(picture, _SOFTWARE), _made_by(picture)) if words
    )
    edited = [words for words in named if _EDITORS.search(words)]
    if edited:
        words = edited[0][:60]
        yield Sign(kind="software", strength=0.95, seen=f"phần mềm chỉnh sửa ghi tên trong tệp: {words}")
    elif unknown := [words for words in named if _is_of_another_program(picture, words)]:
        seen = f"tệp ghi tên phần mềm không rõ có chỉnh sửa ảnh hay không: {unknown[0][:60]}"
        yield Sign(kind=UNPROVEN, strength=0.2, seen=seen)
    if any(_MADE_UP.search(words) for words in (*named, _xmp(picture), *_png_words(picture))):
        yield Sign(kind="software", strength=0.98, seen="tệp tự ghi là ảnh do phần mềm tạo ra (AI)")
    if _XMP_DONE.search(_xmp(picture)):
        yield Sign(kind="software", strength=0.9, seen="tệp ghi lịch sử chỉnh sửa (XMP)")
    elif not edited and "photoshop" in picture.info:
        yield Sign(kind="software", strength=0.45, seen="tệp có phần dữ liệu của phần mềm ảnh (IPTC/8BIM)")
    yield from _changed_later(picture)
    yield from _other_size(picture)


def _is_of_another_program(picture: Picture, words: str) -> bool:
    """Whether a name is in it that is neither the camera's nor of its firmware."""
    if _FIRMWARE.search(words):
        return False
    own = set(camera(picture).lower().split())
    return any(len(word) >= _SHORTEST_WORD and word.lower() not in own for word in _WORD.findall(words))


def _changed_later(picture: Picture) -> Iterator[Sign]:
    folder = exif.folder(picture.tags, exif.EXIF_FOLDER)
    taken = exif.wall_time(folder.get(0x9003))
    if taken is None:
        return
    zone = exif.offset_of(folder.get(_OFFSET)) or exif.VIETNAM
    by_xmp = (_iso(words, zone) for words in _XMP_CHANGED.findall(_xmp(picture)))
    by_exif = exif.wall_time(text_of(picture, _CHANGED))
    moments = [at.astimezone(zone) for at in by_xmp if at] + (
        [by_exif.replace(tzinfo=zone)] if by_exif else []
    )
    changed = max(moments, default=None)
    if changed and (changed - taken.replace(tzinfo=zone)).total_seconds() > _CHANGED_AFTER_SECONDS:
        seen = f"tệp được lưu lại lúc {changed:%H:%M ngày %d/%m/%Y}, sau lúc chụp"
        yield Sign(kind="software", strength=0.5, seen=seen)


def _other_size(picture: Picture) -> Iterator[Sign]:
    """A camera writes how large the picture is that it made; editors that crop often leave that as it was."""
    folder = exif.folder(picture.tags, exif.EXIF_FOLDER)
    said = (folder.get(_WIDTH), folder.get(_HEIGHT))
    if not all(isinstance(side, int) and side > 0 for side in said):
        return
    if sorted(said) != sorted((picture.width, picture.height)):  # type: ignore[type-var]
        size = f"{picture.width} × {picture.height}"
        seen = f"máy ảnh ghi {said[0]} × {said[1]} điểm ảnh, tệp có {size}: đã cắt hoặc thu nhỏ"
        yield Sign(kind="software", strength=0.6, seen=seen)


def _tools(picture: Picture) -> list[str]:
    return [words.strip() for words in _XMP_TOOL.findall(_xmp(picture))]


def _made_by(picture: Picture) -> str:
    return text_of(picture, _PROCESSED_BY)


def _xmp(picture: Picture) -> str:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return found.decode("utf-8", "replace")[:200_000] if isinstance(found, bytes) else str(found)[:200_000]


def _png_words(picture: Picture) -> list[str]:
    """Texts of a PNG's chunks: generators leave their settings there, with the name of their key."""
    if picture.media_type != "image/png":
        return []
    words = [f"{key} {value}"[:2000] for key, value in picture.info.items() if isinstance(value, str)]
    return [*words, *(["stable diffusion"] if "parameters" in picture.info else [])]
