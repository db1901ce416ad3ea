"""The demo's photographs: each scene drawn a few times, then given the time and place of the report it goes with."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from paht.demo.scenes import SCENES, render, with_exif

VARIANTS = 1
SIZE = (2048, 1536)
_PHONES = (
    ("Xiaomi", "Redmi 12"),
    ("samsung", "SM-A055F"),
    ("OPPO", "CPH2577"),
    ("vivo", "V2247"),
    ("realme", "RMX3624"),
)


class Pictures:
    """Drawn pictures in a folder; drawing takes a second each, so it is done once and in two processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def draw(self) -> Iterator[tuple[int, int]]:
        """Draw what is missing; yields (drawn, all)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        every = [
            (scene, after, variant)
            for scene in SCENES
            for after in (False, True)
            for variant in range(VARIANTS)
        ]
        missing = [job for job in every if not self._path(*job).exists()]
        with ProcessPoolExecutor(max_workers=2) as pool:
            for drawn, (job, jpeg) in enumerate(
                zip(missing, pool.map(_drawn, missing), strict=True), start=1
            ):
                part = self._path(*job).with_suffix(".part")
                part.write_bytes(jpeg)
                part.rename(self._path(*job))
                yield drawn, len(missing)

    def photograph(
        self, scene: str, *, after: bool, variant: int, taken_at: datetime, lat: float, lon: float
    ) -> bytes:
        """The scene as a phone would have stored it at that time and place."""
        make, model = _PHONES[variant % len(_PHONES)]
        jpeg = self._path(scene, after, variant % VARIANTS).read_bytes()
        return with_exif(jpeg, taken_at=taken_at, lat=lat, lon=lon, make=make, model=model)

    def letter(self, *, taken_at: datetime, lat: float, lon: float) -> bytes:
        """The photograph of an official letter: its lines are strokes, nothing on it can be read."""
        make, model = _PHONES[0]
        return with_exif(_sheet(), taken_at=taken_at, lat=lat, lon=lon, make=make, model=model)

    def _path(self, scene: str, after: bool, variant: int) -> Path:
        return self.folder / f"{scene}-{'after' if after else 'before'}-{variant}.jpg"


@cache
def _sheet() -> bytes:
    """A page with header, lines and a red seal."""
    page = Image.new("RGB", (1240, 1754), (250, 249, 245))
    pen = ImageDraw.Draw(page)
    ink = (60, 60, 66)
    for left, right, top in ((120, 520, 120), (700, 1120, 120), (190, 450, 160), (760, 1060, 160)):
        pen.rectangle((left, top, right, top + 14), fill=ink)
    for line in range(22):
        pen.rectangle((150, 380 + 40 * line, 1090 - 310 * (line % 5 == 4), 388 + 40 * line), fill=ink)
    pen.ellipse((760, 1330, 980, 1550), outline=(196, 40, 44), width=9)
    pen.ellipse((800, 1370, 940, 1510), outline=(196, 40, 44), width=5)
    written = BytesIO()
    page.save(written, "JPEG", quality=85)
    return written.getvalue()


def _drawn(job: tuple[str, bool, int]) -> bytes:
    scene, after, variant = job
    return render(scene, after=after, seed=variant, size=SIZE)
