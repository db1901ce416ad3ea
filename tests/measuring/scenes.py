"""The corpus of pictures: photographs out of packages and drawn streets, taken by five phone-like encoders."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from paht.examining.pictures.examination import examine_picture
from paht.law import editions
from paht.law.casework.states import Kind
from paht.law.evidence.judging import judge
from paht.law.evidence.verdicts import Report, Shown, Verdict
from tests.examining.phones import photographed, street
from tests.measuring.packages import photographs

TWELVE = (4000, 3000)
TWELVE_MEGAPIXELS = ("arrow.heic", "pug.heic")
"""Phones' own pictures of that size, whose pixels are kept."""
SENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
EDITION = editions.get("vinh-long-2025")
Scenes = dict[str, Image.Image]


@dataclass(frozen=True)
class Corpus:
    """The scenes, read when a part first asks for them; ``folder`` is where the packages lie."""

    folder: Path

    @cached_property
    def photographs(self) -> Scenes:
        return photographs(self.folder)

    @cached_property
    def streets(self) -> Scenes:
        return {f"street {seed}": street(seed) for seed in range(100, 110)}

    @cached_property
    def every(self) -> Scenes:
        return self.photographs | self.streets

    @cached_property
    def tried(self) -> Scenes:
        """Those on which the rules were tried while they were made."""
        return dict([*list(self.photographs.items())[:8], *list(self.streets.items())[:2]])

    @cached_property
    def held_out(self) -> Scenes:
        return {name: scene for name, scene in self.every.items() if name not in self.tried}

    @cached_property
    def large(self) -> Scenes:
        """What is photographed in twelve megapixels: phones' own pictures, and four more."""
        own = {name: scene for name, scene in self.photographs.items() if name in TWELVE_MEGAPIXELS}
        return own | dict(list(self.tried.items())[-4:])

    def further_streets(self) -> Iterator[tuple[str, Image.Image]]:
        """For copies and strangers: a hundred, one at a time."""
        for seed in range(200, 300):
            yield f"street {seed}", street(seed)


def as_taken(image: Image.Image, size: tuple[int, int], seed: int) -> Image.Image:
    """The scene as a camera of that size would have taken it: cut to its sides, with a sensor's noise where the
    original is smaller or larger (that of an original in the same size is kept as it is).
    """
    wide, tall = size if image.width >= image.height else size[::-1]
    if {image.width, image.height} == {4032, 3024} and size == TWELVE:
        return image
    factor = max(wide / image.width, tall / image.height)
    larger = round(image.width * factor) + 1, round(image.height * factor) + 1
    scaled = image.resize(larger, Image.Resampling.LANCZOS)
    scene = np.asarray(scaled.crop((0, 0, wide, tall)), np.float32)
    return photographed(scene, np.random.default_rng(seed))


def shown(content: bytes) -> Shown:
    """The file with what it is found to show."""
    return Shown(name="Ảnh", findings=examine_picture(io.BytesIO(content)), came_at=SENT)


def judged(*files: Shown, **report: Any) -> dict[str, Verdict]:
    """The sheet's verdicts on a report with those files, by condition."""
    found = judge(files, Report(**report), edition=EDITION, kind=Kind.REPORT)
    return {each.condition: each for each in found}
