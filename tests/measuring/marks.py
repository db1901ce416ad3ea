"""Faces and number plates in pictures (VL.7.5): what is found, what is missed, what is covered for nothing."""

import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from paht.examining.pictures.faces import find_faces
from paht.examining.pictures.plates import find_plates
from paht.law.evidence.beside import PERSONAL_PICTURES, Beside, judge_beside
from paht.law.evidence.findings import Box, Mark
from paht.law.evidence.words import Sign
from tests.measuring import tables
from tests.measuring.drawn_plates import CONDITIONS, with_plates
from tests.measuring.packages import photograph
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import BROKEN, FULFILLED, Judged, Told, share

SEED = 20261122
PUBLIC_EDGE = 1280
GROUND = (1280, 960)
FACES = {
    ("scikit-image", "skimage/data/astronaut.png"): 1,
    ("ultralytics", "ultralytics/assets/zidane.jpg"): 2,
    ("ultralytics", "ultralytics/assets/bus.jpg"): 2,
    ("face_recognition", "tests/test_images/obama.jpg"): 1,
    ("face_recognition", "tests/test_images/obama2.jpg"): 1,
    ("face_recognition", "tests/test_images/obama3.jpg"): 1,
    ("face_recognition", "tests/test_images/biden.jpg"): 1,
    ("face_recognition", "tests/test_images/obama_partial_face.jpg"): 1,
    ("face_recognition", "tests/test_images/obama_partial_face2.jpg"): 1,
    ("insightface", "insightface/data/images/t1.jpg"): 6,
}
"""How many faces a person counts in each."""
WITHOUT = (
    *(
        "brick.png",
        "chelsea.png",
        "coffee.png",
        "coins.png",
        "grass.png",
        "gravel.png",
        "hubble_deep_field.jpg",
    ),
    *("moon.png", "motorcycle_left.png", "motorcycle_right.png", "page.png", "retina.jpg", "rocket.jpg"),
)
"""Nobody is in these; the motorcycles show no plate."""
GROUNDS = ("motorcycle_left.png", "gravel.png", "coffee.png", "brick.png", "grass.png")
Find = Callable[[np.ndarray], tuple[Mark, ...]]


@dataclass
class Share:
    found: int = 0
    of: int = 0

    def __str__(self) -> str:
        return f"{self.found} of {self.of} ({share(self.found, self.of)})"


def measure(corpus: Corpus) -> Told:
    """Recall by size and condition, false marks, and what one search costs."""
    condition = Judged("no faces or plates in pictures", "VL.7.5")
    lines = [*_cost(corpus.folder), *_faces(corpus, condition), *_plates(corpus, condition)]
    return Told(
        f"{tables.rows(('measured', 'figure'), lines)}\n\n{condition.table('pictures')}", (condition,)
    )


def _copy(folder: Path, package: str, path: str) -> Image.Image:
    """The photograph as its 1280-pixel copy would be."""
    picture = photograph(folder, package, path).copy()
    picture.thumbnail((PUBLIC_EDGE, PUBLIC_EDGE), Image.Resampling.LANCZOS)
    return picture


def _found(find: Find, picture: Image.Image) -> tuple[Mark, ...]:
    return find(np.ascontiguousarray(np.asarray(picture)))


def _judge(condition: Judged, what: str, truth: str, marks: tuple[Mark, ...]) -> None:
    """What the sheet says of a picture with those marks."""
    nothing = Sign("", 0.0)
    verdicts = judge_beside(Beside(urgent=nothing, personal=nothing, marks=marks), edition=EDITION)
    (verdict,) = (each.verdict for each in verdicts if each.condition == PERSONAL_PICTURES)
    condition.add(what, truth, verdict)


def _cost(folder: Path) -> Iterator[tuple[str, str]]:
    seen = _copy(folder, "ultralytics", "ultralytics/assets/zidane.jpg").resize(GROUND)
    finders: tuple[tuple[str, Find], ...] = (("faces", find_faces), ("plates", find_plates))
    for name, find in finders:
        began = time.process_time()
        _found(find, seen)
        yield f"CPU for {name}, model loaded anew", f"{time.process_time() - began:.1f} s"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "most memory so far, corpus included", f"{most:.0f} MB"


def _faces(corpus: Corpus, condition: Judged) -> Iterator[tuple[str, str]]:
    whole, odd = Share(), []
    for (package, path), number in FACES.items():
        marks = _found(find_faces, _copy(corpus.folder, package, path))
        _judge(condition, "photographs of people", BROKEN, marks)
        whole.found, whole.of = whole.found + min(len(marks), number), whole.of + number
        if len(marks) != number:
            odd.append((f"{Path(path).name}: {number} faces", f"{len(marks)} found"))
    yield f"faces on {len(FACES)} photographs", str(whole)
    yield from odd
    for tall in (40, 24, 18, 12):
        yield f"faces {tall} px high in a 1280 × 960 copy", str(_small_faces(corpus.folder, tall, condition))
    false = 0
    for name in WITHOUT:
        picture = _copy(corpus.folder, "scikit-image", f"skimage/data/{name}")
        false += len(_found(find_faces, picture))
    yield f"false faces on {len(WITHOUT)} photographs without people", str(false)


def _small_faces(folder: Path, tall: int, condition: Judged) -> Share:
    """Heads shrunk until the face is so high, pasted on a photograph of gravel."""
    chance, counted = random.Random(SEED + tall), Share()
    ground = _copy(folder, "scikit-image", "skimage/data/gravel.png").resize(GROUND)
    for (package, path), number in FACES.items():
        source = _copy(folder, package, path)
        marks = _found(find_faces, source) if number == 1 else ()
        if len(marks) != 1:
            continue
        box = marks[0].box
        scale = tall / (box.height * source.height / 1.24)
        size = max(8, round(source.width * scale)), max(8, round(source.height * scale))
        head = source.resize(size, Image.Resampling.LANCZOS)
        head = head.crop((0, 0, min(head.width, 700), min(head.height, 700)))
        scene = ground.copy()
        at = chance.randrange(0, GROUND[0] - head.width), chance.randrange(0, GROUND[1] - head.height)
        scene.paste(head, at)
        centre = (
            at[0] + (box.left + box.width / 2) * source.width * scale,
            at[1] + (box.top + box.height / 2) * source.height * scale,
        )
        seen = _found(find_faces, scene)
        _judge(condition, f"a face {tall} px high", BROKEN, seen)
        counted.of += 1
        counted.found += any(_holds(mark.box, centre) for mark in seen)
    return counted


def _plates(corpus: Corpus, condition: Judged) -> Iterator[tuple[str, str]]:
    grounds = [
        _copy(corpus.folder, "scikit-image", f"skimage/data/{name}").resize(GROUND) for name in GROUNDS
    ]
    for name, how in CONDITIONS.items():
        counted = Share()
        for number, ground in enumerate(grounds):
            scene, centres = with_plates(ground, number, **how)
            marks = _found(find_plates, scene)
            _judge(condition, f"plates, {name}", BROKEN, marks)
            for centre in centres:
                counted.of += 1
                counted.found += any(_holds(mark.box, centre) for mark in marks)
        yield f"plates, {name}", str(counted)
    empty = {name: _copy(corpus.folder, "scikit-image", f"skimage/data/{name}") for name in WITHOUT}
    empty |= {name: street.resize(GROUND) for name, street in corpus.streets.items()}
    false = 0
    for picture in empty.values():
        marks = _found(find_plates, picture)
        false += len(marks)
        _judge(
            condition, "photographs and streets without any", FULFILLED, marks + _found(find_faces, picture)
        )
    yield f"false plates on {len(empty)} pictures without any", str(false)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    x, y = point[0] / GROUND[0], point[1] / GROUND[1]
    return box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height
