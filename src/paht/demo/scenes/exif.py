"""EXIF for a finished JPEG: an APP1 segment is put in, the pixels are not touched."""

from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

SOI, APP0, APP1 = b"\xff\xd8", 0xE0, 0xE1


def with_exif(
    jpeg: bytes, *, taken_at: datetime, lat: float, lon: float, make: str = "Xiaomi", model: str = "Redmi 12"
) -> bytes:
    """The same picture as a telephone would have written it: when (with offset), where, which device.

    Seconds of arc are kept to a hundred-thousandth. ValueError for a moment without time zone, for
    coordinates out of range and for bytes that are no JPEG.
    """
    if taken_at.tzinfo is None:
        raise ValueError("taken_at needs a time zone")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"latitude {lat!r}, longitude {lon!r}: no place on Earth")
    if not jpeg.startswith(SOI):
        raise ValueError("not a JPEG")
    body = _exif(taken_at=taken_at, lat=lat, lon=lon, make=make, model=model).tobytes() + _little(jpeg)
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
    return SOI + segment + _without_exif(jpeg)


def _exif(*, taken_at: datetime, lat: float, lon: float, make: str, model: str) -> Image.Exif:
    exif = Image.Exif()
    local, offset = taken_at.strftime("%Y:%m:%d %H:%M:%S"), taken_at.strftime("%z")
    offset = f"{offset[:3]}:{offset[3:5]}"
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = make, model, 1
    exif[Base.DateTime] = local
    detail = exif.get_ifd(IFD.Exif)
    detail[Base.DateTimeOriginal] = detail[Base.DateTimeDigitized] = local
    detail[Base.OffsetTime] = detail[Base.OffsetTimeOriginal] = detail[Base.OffsetTimeDigitized] = offset
    moment = taken_at.astimezone(UTC)
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSVersionID] = b"\x02\x03\x00\x00"
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N" if lat >= 0 else "S", _degrees(lat)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E" if lon >= 0 else "W", _degrees(lon)
    place[GPS.GPSTimeStamp] = tuple(
        IFDRational(part, 1) for part in (moment.hour, moment.minute, moment.second)
    )
    place[GPS.GPSDateStamp] = moment.strftime("%Y:%m:%d")
    return exif


def _little(jpeg: bytes) -> bytes:
    """The thumbnail, which telephones lay behind the tags."""
    with Image.open(BytesIO(jpeg)) as image:
        image.draft("RGB", (640, 640))
        image.thumbnail((320, 320))
        written = BytesIO()
        image.save(written, "JPEG", quality=80)
    return written.getvalue()


def _degrees(angle: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds as EXIF wants them, without a sign."""
    hundred_thousandths = round(Fraction(abs(angle)) * 3600 * 100_000)
    minutes, seconds = divmod(hundred_thousandths, 60 * 100_000)
    degrees, minutes = divmod(minutes, 60)
    return IFDRational(degrees, 1), IFDRational(minutes, 1), IFDRational(seconds, 100_000)


def _without_exif(jpeg: bytes) -> bytes:
    """What follows the start marker, less the JFIF and EXIF segments, of which one file has but one kind."""
    at = 2
    while jpeg[at] == 0xFF and jpeg[at + 1] in (APP0, APP1):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return jpeg[at:]
