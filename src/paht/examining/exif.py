"""What the EXIF of a picture says: taking time, position, orientation. Odd values count as absent."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal
from zoneinfo import ZoneInfo

from PIL import Image

TakenSource = Literal["exif", "exif-local", "gps"]
"""Where a taking time comes from: EXIF with its offset, EXIF read as Vietnamese time, the GPS's clock."""

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

ORIENTATION = 0x0112
EXIF_FOLDER, GPS_FOLDER = 0x8769, 0x8825
# The time of the press of the button, else that of the digitising; the time of the last change (0x0132) is
# an editor's and says nothing about the scene.
TIMES_WITH_OFFSETS = ((0x9003, 0x9011), (0x9004, 0x9012))
LATITUDE_REFERENCE, LATITUDE, LONGITUDE_REFERENCE, LONGITUDE, GPS_TIME, GPS_DATE = 1, 2, 3, 4, 7, 29

Tags = Mapping[int, Any]


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """When and where a picture says that it was taken; None where it says nothing that can be believed."""

    taken_at: datetime | None = None
    taken_source: TakenSource | None = None
    latitude: float | None = None
    longitude: float | None = None


def read_tags(image: Image.Image) -> Image.Exif:
    """The EXIF of an opened picture, empty when there is none or it cannot be read.

    Not `getexif`: that decodes a whole PNG to look for a late chunk, and takes the orientation from XMP,
    which no browser heeds.
    """
    try:
        tags = Image.Exif()
        tags.load(image.info.get("exif", b""))
        tags.get(ORIENTATION)
    except Exception:
        # Pillow lets all kinds of errors out; a picture with odd EXIF is still a picture.
        return Image.Exif()
    return tags


def orientation(tags: Tags) -> int:
    """EXIF's orientation, 1 to 8; 1 (upright) when it is absent or odd."""
    try:
        value = tags.get(ORIENTATION)
    except Exception:
        # See `read_tags`.
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def circumstances(tags: Image.Exif) -> Circumstances:
    """When and where the picture was taken, by its EXIF; never raises, odd values count as absent."""
    gps = folder(tags, GPS_FOLDER)
    taken_at, source = taking_time(exif=folder(tags, EXIF_FOLDER), gps=gps)
    latitude, longitude = position(gps)
    return Circumstances(taken_at=taken_at, taken_source=source, latitude=latitude, longitude=longitude)


def folder(tags: Image.Exif, number: int) -> Tags:
    """One folder within the EXIF, with its values decoded; empty when it is absent or odd."""
    try:
        return dict(tags.get_ifd(number))
    except Exception:
        # See `read_tags`.
        return {}


def taking_time(*, exif: Tags, gps: Tags) -> tuple[datetime | None, TakenSource | None]:
    """The taking time in UTC with its source: EXIF's own, read as Vietnamese time where it has no offset,
    else the GPS's.
    """
    for time_tag, offset_tag in TIMES_WITH_OFFSETS:
        local = wall_time(exif.get(time_tag))
        if local is None:
            continue
        offset = offset_of(exif.get(offset_tag))
        try:
            return local.replace(tzinfo=offset or VIETNAM).astimezone(UTC), "exif" if offset else "exif-local"
        except OverflowError:
            continue
    moment = gps_time(gps)
    return (moment, "gps") if moment else (None, None)


def wall_time(value: object) -> datetime | None:
    """What EXIF's "2026:02:13 16:30:00" says, without a zone; None for blanks, zeros and nonsense."""
    words = text(value)
    try:
        return datetime.strptime(words, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (EXIF gives the zone elsewhere)
    except ValueError:
        return None


def offset_of(value: object) -> timezone | None:
    """The zone of EXIF's "+07:00"; None when absent or beyond what clocks on Earth show."""
    found = re.fullmatch(r"([+-])(\d{2}):(\d{2})", text(value), re.ASCII)
    if text(value) == "Z":
        return UTC
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-offset if found[1] == "-" else offset)


def gps_time(gps: Tags) -> datetime | None:
    """The moment of the satellites' clock, which is UTC."""
    clock = numbers(gps.get(GPS_TIME))
    try:
        day = datetime.strptime(text(gps.get(GPS_DATE)), "%Y:%m:%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    if clock is None or not (0 <= clock[0] < 24 and 0 <= clock[1] < 60 and 0 <= clock[2] < 61):
        return None
    try:
        return day + timedelta(hours=clock[0], minutes=clock[1], seconds=int(clock[2]))
    except OverflowError:
        return None


def position(gps: Tags) -> tuple[float, float] | tuple[None, None]:
    """Latitude and longitude in degrees (WGS 84); a place of exactly 0, 0 is a receiver without a fix."""
    latitude = degrees(
        gps.get(LATITUDE), reference=text(gps.get(LATITUDE_REFERENCE)), positive="N", negative="S"
    )
    longitude = degrees(
        gps.get(LONGITUDE), reference=text(gps.get(LONGITUDE_REFERENCE)), positive="E", negative="W"
    )
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return (None, None) if latitude == longitude == 0 else (latitude, longitude)


def degrees(value: object, *, reference: str, positive: str, negative: str) -> float | None:
    """Degrees with their sign from degrees, minutes and seconds; None without a reference, as the hemisphere
    must not be guessed.
    """
    parts = numbers(value)
    if parts is None or reference.upper() not in (positive, negative) or min(parts) < 0:
        return None
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -size if reference.upper() == negative else size


def numbers(value: object) -> tuple[float, float, float] | None:
    """Three finite numbers out of EXIF's three rationals, else None."""
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    try:
        first, second, third = (float(part) for part in value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return (first, second, third) if all(map(math.isfinite, (first, second, third))) else None


def text(value: object) -> str:
    """EXIF's text without its padding, however it was stored; "" for anything else."""
    if isinstance(value, bytes):
        value = value.decode("ascii", errors="replace")
    return value.strip(" \0\t") if isinstance(value, str) else ""
