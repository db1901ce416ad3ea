"""Films and recordings: how long, how large, when and where, by the container and by its packets.

Each container is opened by the demuxer that its signature names, never by FFmpeg's guess: playlists and scripts for
demuxers, which name other files, are never read.
"""

import contextlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

import av
import av.error
import av.logging

from paht.examining import limits, refusals
from paht.examining.errors import RefusedError
from paht.examining.signatures import THREE_GP, WEBM, Kind
from paht.law.evidence.findings import Findings, Moment, Spot

SOUND_OF = {THREE_GP: "audio/3gpp", WEBM: "audio/webm"}
"""What a container without a picture is; the others are MP4."""

MOMENTS = ("com.apple.quicktime.creationdate", "creation_time")
PLACES = ("com.apple.quicktime.location.ISO6709", "location", "location-eng")
PLACE = re.compile(r"([+-]\d{1,3}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?/?")
SINCE = datetime(2000, 1, 1, tzinfo=UTC)
"""Before it no telephone filmed: an unset clock begins in 1904 or 1970."""

av.logging.set_level(av.logging.PANIC)


@contextlib.contextmanager
def opened(file: BinaryIO, kind: Kind) -> Iterator[Any]:
    """The container; anything that goes wrong with it inside the block raises RefusedError."""
    try:
        with av.open(file, format=kind.reader) as container:
            if len(container.streams) > limits.STREAMS:
                raise RefusedError(refusals.corrupt(kind.family))
            yield container
    except (RefusedError, MemoryError):
        raise
    except (
        av.error.FFmpegError,
        OSError,
        ValueError,
        EOFError,
        LookupError,
        ArithmeticError,
        RuntimeError,
    ) as error:
        # FFmpeg's errors, and those of the bindings for values that no file should have.
        raise RefusedError(refusals.corrupt(kind.family)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tracks:
    """What is in the container: cover pictures of songs are no film."""

    video: Any
    audio: Any


def tracks(container: Any) -> _Tracks:
    """The first film and the first sound of a container, None where there is none. Raises RefusedError for a film that
    cannot be decoded."""
    films = [each for each in container.streams.video if not is_cover(each)]
    sounds = [each for each in container.streams.audio if each.codec_context is not None]
    if films and films[0].codec_context is None:
        # Of a kind that nobody here decodes.
        raise RefusedError(refusals.CORRUPT_VIDEO)
    return _Tracks(video=films[0] if films else None, audio=sounds[0] if sounds else None)


def is_cover(stream: Any) -> bool:
    """Whether a stream of pictures is the cover of a song."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def read(file: BinaryIO, kind: Kind, size_bytes: int) -> Findings:
    """What a film or a recording shows; its first frame or first sound is decoded, to know that it can be. Raises
    RefusedError."""
    with opened(file, kind) as container:
        found = tracks(container)
        family = "video" if found.video is not None else "sound"
        if found.video is None and (
            found.audio is None or (kind.reader == "ogg" and container.streams.video)
        ):
            raise RefusedError(refusals.corrupt(kind.family))
        if family == "video" and kind.family == "sound":
            raise RefusedError(refusals.UNKNOWN)
        said = {**container.metadata}
        seconds = duration(container, found, family)
        width, height = frame_size(container, found) if found.video is not None else (None, None)
        if found.video is None:
            decode_first(container, found.audio)
    if size_bytes > limits.megabytes(family) * (1 << 20):
        raise RefusedError(refusals.too_large(limit_mb=limits.megabytes(family), family=family))
    return Findings(
        media_type=kind.media_type if family == kind.family else SOUND_OF.get(kind, "audio/mp4"),
        size_bytes=size_bytes,
        width=width,
        height=height,
        duration_seconds=seconds,
        moments=moments(said),
        spots=spots(said),
        has_metadata=any(name in said for name in (*MOMENTS, *PLACES)),
        software=(said.get("encoder") or said.get("com.apple.quicktime.software") or "")[:200] or None,
    )


def duration(container: Any, found: _Tracks, family: str) -> float:
    """Seconds from the first packet to the end of the last: what the header says is not believed, and streams have
    none. Raises RefusedError beyond the limit."""
    minutes = limits.VIDEO_MINUTES if family == "video" else limits.SOUND_MINUTES
    most = minutes * 60 + limits.DURATION_SLACK_SECONDS
    stream = found.video if found.video is not None else found.audio
    first, last = math.inf, -math.inf
    for count, packet in enumerate(container.demux(stream)):
        if count > limits.PACKETS:
            raise RefusedError(refusals.too_long(limit_minutes=minutes, family=family))
        if packet.pts is None or packet.time_base is None:
            continue
        first = min(first, float(packet.pts * packet.time_base))
        last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        if last - first > most:
            raise RefusedError(refusals.too_long(limit_minutes=minutes, family=family))
    if not math.isfinite(last - first):
        raise RefusedError(refusals.corrupt(family))
    return round(last - first, 3)


def frame_size(container: Any, found: _Tracks) -> tuple[int, int]:
    """Width and height of the first frame, upright, in pixels. Raises RefusedError for more pixels than telephones
    film, before any of them is decoded."""
    stream = found.video
    if (
        not 0
        < stream.codec_context.width * stream.codec_context.height
        <= limits.VIDEO_MEGAPIXELS * 1_000_000
    ):
        raise RefusedError(refusals.CORRUPT_VIDEO)
    frame = decode_first(container, stream)
    if frame.width * frame.height > limits.VIDEO_MEGAPIXELS * 1_000_000:
        raise RefusedError(refusals.CORRUPT_VIDEO)
    return (frame.height, frame.width) if frame.rotation % 180 else (frame.width, frame.height)


def decode_first(container: Any, stream: Any) -> Any:
    """The first frame that the decoder gives. Raises RefusedError where none comes."""
    stream.codec_context.thread_count = 1
    container.seek(0)
    for frame in container.decode(stream):
        return frame
    raise RefusedError(refusals.CORRUPT_VIDEO if stream.type == "video" else refusals.CORRUPT_SOUND)


def moments(said: dict[str, str]) -> tuple[Moment, ...]:
    """When the container says that it was filmed; clocks that were never set say nothing."""
    for name in MOMENTS:
        with contextlib.suppress(ValueError, OverflowError):
            at = datetime.fromisoformat(said.get(name, ""))
            if at.tzinfo is not None and at >= SINCE:
                return (Moment(at=at.astimezone(UTC), source="container"),)
    return ()


def spots(said: dict[str, str]) -> tuple[Spot, ...]:
    """Where the container says that it was filmed (ISO 6709); 0, 0 is a receiver without a fix."""
    for name in PLACES:
        found = PLACE.fullmatch(said.get(name, "").strip(), 0)
        if found is None:
            continue
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0):
            return (Spot(latitude=latitude, longitude=longitude),)
    return ()
