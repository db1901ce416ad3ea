"""Photographs for the demonstration: drawn pictures of what people report, before and after the repair.

They are drawings with the grain of a telephone's sensor and the structure of its files, and pretend to be
nothing else. The same scene, seed and size give the same bytes.
"""

import random
from collections.abc import Callable

from paht.demo.scenes import dirt, flooding, lines, obstacles, riverside, surface
from paht.demo.scenes.exif import with_exif
from paht.demo.scenes.picture import Picture
from paht.demo.scenes.texts import SCENES, Scene

__all__ = ["SCENES", "Scene", "render", "with_exif"]

_PAINTERS: dict[str, Callable[..., None]] = {
    "pothole": surface.pothole,
    "rubbish": dirt.rubbish,
    "street_lamp": lines.street_lamp,
    "flooded_street": flooding.flooded_street,
    "fallen_tree": obstacles.fallen_tree,
    "manhole": surface.manhole,
    "blocked_pavement": obstacles.blocked_pavement,
    "broken_railing": riverside.broken_railing,
    "polluted_canal": dirt.polluted_canal,
    "landslide": riverside.landslide,
    "leaning_pole": lines.leaning_pole,
    "water_leak": flooding.water_leak,
}


def render(scene: str, *, after: bool, seed: int, size: tuple[int, int] = (2304, 1728)) -> bytes:
    """The JPEG of a scene, baseline 4:2:0 without EXIF; KeyError for an unknown scene.

    The seed chooses the place (houses, trees, weather); `after` shows that place mended, taken on another day
    and so in slightly different light.
    """
    paint = _PAINTERS[scene]
    picture = Picture(size=size, seed=f"{scene}/{seed}")
    place = random.Random(f"place/{scene}/{seed}")  # noqa: S311 - paints, guards nothing
    day = random.Random(f"day/{scene}/{seed}/{after}")  # noqa: S311
    mirrored = place.random() < 0.5
    paint(picture, after=after)
    return picture.developed(
        warmth=day.uniform(-0.03, 0.06),
        light=day.uniform(0.94, 1.08),
        noise=day.uniform(11, 16),
        mirrored=mirrored,
    )
