"""What a browser plays: a poster, an MP4 (H.264 and AAC, its index first), a sound (AAC). Everything is decoded and
encoded anew: no stream, chapter, subtitle or tag is carried over.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, BinaryIO

import av
from av.bitstream import BitStreamFilterContext
from PIL import Image

from paht.examining import refusals
from paht.examining.derived import picture
from paht.examining.derived.index_first import put_index_first
from paht.examining.errors import RefusedError
from paht.examining.readers import media
from paht.examining.signatures import Kind
from paht.examining.wanted import Wanted

FRAMES_A_SECOND = 30
SOUND_RATE, SOUND_BITS = 48_000, 96_000
POSTER_AT_SECONDS = 1.0
"""The first frames of a film are often dark or blurred."""
NO_WORDS = "filter_units=remove_types=6"
"""Of an H.264 stream: messages beside the picture."""
MUXER = {"fflags": "+bitexact"}
TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


def write(file: BinaryIO, kind: Kind, asked: Wanted, out: BinaryIO) -> str:
    """Write the poster, the film or the sound; its media type. Raises RefusedError."""
    with media.opened(file, kind) as container:
        found = media.tracks(container)
        if asked.form == "sound":
            if found.audio is None:
                raise RefusedError(refusals.NO_SUCH_FORM)
            return write_sound(container, found.audio, out)
        if found.video is None:
            raise RefusedError(refusals.NO_SUCH_FORM)
        found.video.codec_context.thread_count = 1
        if asked.form == "poster":
            return picture.save(poster(container, found.video, asked.size), asked, out)
        return write_film(container, found.video, found.audio, asked.size, out)


def poster(container: Any, stream: Any, size: int) -> Image.Image:
    """A frame about a second into the film, or the last of a shorter one, upright."""
    chosen = None
    for frame in container.decode(stream):
        chosen = frame
        if frame.time is not None and frame.time >= POSTER_AT_SECONDS:
            break
    if chosen is None:
        raise RefusedError(refusals.CORRUPT_VIDEO)
    width, height = fitted(chosen.width, chosen.height, longest=size)
    copy = chosen.reformat(width, height, "rgb24").to_image()
    turn = TURNS.get(round(chosen.rotation) % 360)
    return picture.on_white(copy if turn is None else copy.transpose(turn))


def fitted(width: int, height: int, *, longest: int = 0, shortest: int = 0) -> tuple[int, int]:
    """The size scaled down to a longest or a shortest edge, in even numbers, as colours are stored for four pixels."""
    share = min(1.0, longest / max(width, height) if longest else shortest / min(width, height))
    return max(2, round(width * share) // 2 * 2), max(2, round(height * share) // 2 * 2)


def write_film(container: Any, video: Any, audio: Any, shortest: int, out: BinaryIO) -> str:
    """The film with at most 720 lines and 30 frames a second; frames are dropped, never invented. Raises RefusedError
    where nothing can be decoded."""
    first = media.decode_first(container, video)
    turn = round(first.rotation) % 360
    container.seek(0)
    with _Muxed(out) as muxed:
        # Both tracks before the first packet of either: what is written fixes how many there are.
        picture_out = picture_track(muxed.container, first, turn, min(shortest, 720))
        bare = BitStreamFilterContext(NO_WORDS, picture_out)
        sound_out = Sound(muxed.container) if audio is not None else None
        began, next_at = None, 0.0
        for frame in container.decode(*(each for each in (video, audio) if each is not None)):
            if frame.time is None:
                continue
            if isinstance(frame, av.AudioFrame):
                if sound_out is not None:
                    sound_out.add(frame)
                continue
            began = frame.time if began is None else began
            at = frame.time - began
            if at < next_at - 0.001:
                continue
            next_at = max(next_at + 1 / FRAMES_A_SECOND, at)
            shown = turned(frame, turn, picture_out.width, picture_out.height)
            shown.pts, shown.time_base = round(at * 90_000), Fraction(1, 90_000)
            mux_bare(muxed.container, bare, picture_out.encode(shown))
        mux_bare(muxed.container, bare, [*picture_out.encode(None), None])
        if sound_out is not None:
            sound_out.add(None)
    return "video/mp4"


def mux_bare(container: Any, bare: Any, packets: Iterable[Any]) -> None:
    """Write packets without what the encoder says about itself; None is the end."""
    for packet in packets:
        container.mux(bare.filter(packet))


def picture_track(container: Any, frame: Any, turn: int, shortest: int) -> Any:
    """The H.264 track for frames like this one, upright."""
    width, height = fitted(frame.width, frame.height, shortest=shortest)
    if turn % 180:
        width, height = height, width
    track = container.add_stream("libx264", rate=FRAMES_A_SECOND)
    track.width, track.height, track.pix_fmt = width, height, "yuv420p"
    track.codec_context.time_base = Fraction(1, 90_000)
    track.codec_context.thread_count = 1
    track.options = {"preset": "veryfast", "crf": "26", "profile": "main"}
    return track


def turned(frame: Any, turn: int, width: int, height: int) -> Any:
    """The frame as players that know no turns show it upright."""
    if turn not in TURNS:
        return frame.reformat(width, height, "yuv420p")
    sideways = turn % 180 != 0
    small = frame.reformat(*((height, width) if sideways else (width, height)), "rgb24").to_image()
    upright: Any = av.VideoFrame.from_image(small.transpose(TURNS[turn]))  # type: ignore[no-untyped-call]
    return upright.reformat(width, height, "yuv420p")


class Sound:
    """The AAC track of a container, into whose shape any sound is brought; moments are counted by its own samples."""

    def __init__(self, container: Any) -> None:
        self._container, self._samples = container, 0
        self._track = container.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        self._track.bit_rate = SOUND_BITS
        # Else the encoder signs the sound with its name.
        self._track.codec_context.flags |= av.codec.context.Flags.bitexact
        self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE, frame_size=1024)

    def add(self, frame: Any) -> None:
        """Add a piece of sound; None is the end."""
        if frame is not None:
            frame.pts = None
        for piece in self._resampler.resample(frame):
            piece.pts, piece.time_base = self._samples, Fraction(1, SOUND_RATE)
            self._samples += piece.samples
            self._container.mux(self._track.encode(piece))
        if frame is None:
            self._container.mux(self._track.encode(None))


def write_sound(container: Any, audio: Any, out: BinaryIO) -> str:
    """The sound alone, as AAC in an MP4: what every browser plays, old iPhones too."""
    count = 0
    with _Muxed(out) as muxed:
        sound_out = Sound(muxed.container)
        for frame in container.decode(audio):
            count += 1
            sound_out.add(frame)
        if not count:
            raise RefusedError(refusals.CORRUPT_SOUND)
        sound_out.add(None)
    return "audio/mp4"


class _Muxed:
    """An MP4 that is being written, with its index put first in the end."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def __enter__(self) -> "_Muxed":
        self.container = av.open(self._out, "w", format="mp4", options=MUXER)
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            self.container.close()
            put_index_first(self._out)
