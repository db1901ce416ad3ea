"""The same picture again (VL.8.2.7): copies are found, other pictures of the same place are none."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import cv2
import numpy as np
from PIL import Image

from paht.examining.pictures import likeness
from paht.law.evidence.likeness import NEAR_BITS
from tests.examining.phones import PHONES, saved, shot
from tests.measuring import tables
from tests.measuring.scenes import Corpus, as_taken
from tests.measuring.tables import BROKEN, FULFILLED, Judged, Told, share

VIEWS_EACH = 16


def measure(corpus: Corpus) -> Told:
    """Copies and strangers of all scenes and a hundred further streets, other views of the scenes."""
    known: dict[str, list[int]] = defaultdict(list)
    originals: list[tuple[str, ...]] = []
    apart: list[int] = []

    def look(number: int, scene: Image.Image) -> None:
        image = as_taken(scene, (1280, 960), number)
        original = _hashes(shot(PHONES[number % len(PHONES)], image))
        originals.append(original)
        for how, content in copies(image):
            known[how].append(_bits(original, _hashes(content)))

    for number, scene in enumerate(corpus.every.values()):
        look(number, scene)
        image = as_taken(scene, (1280, 960), number)
        others = [likeness.hashes(view) for view in views(image, np.random.default_rng(number), VIEWS_EACH)]
        apart += [_bits(one, other) for one, other in combinations(others, 2)]
    for number, (_, scene) in enumerate(corpus.further_streets(), start=len(corpus.every)):
        look(number, scene)
    strangers = [_bits(one, other) for one, other in combinations(originals, 2)]
    return _told(known, {"other views of the same place": apart, "different scenes": strangers})


def _told(known: dict[str, list[int]], others: dict[str, list[int]]) -> Told:
    condition = Judged("not the same picture", "VL.8.2.7")
    lines = []
    for name, bits in known.items():
        found = sum(each <= NEAR_BITS for each in bits)
        lines.append((name, f"{found} of {len(bits)}", f"{np.median(bits):.0f}, most {max(bits)}"))
        for each in bits:
            condition.add(name, BROKEN, _verdict(each))
    for name, bits in others.items():
        false = sum(each <= NEAR_BITS for each in bits)
        lines.append((f"{name} (must not match)", f"{false} of {len(bits)} pairs ({share(false, len(bits))})",
                      f"{np.median(bits):.0f}, least {min(bits)}"))  # fmt: skip
        for each in bits:
            condition.add(name, FULFILLED, _verdict(each))
    copies_of = [each for bits in known.values() for each in bits]
    views_of = others["other views of the same place"]
    limits = [
        (at, share(sum(each <= at for each in copies_of), len(copies_of)),
         share(sum(each <= at for each in views_of), len(views_of)))
        for at in range(1, 11)
    ]  # fmt: skip
    return Told(
        f"Alike up to {NEAR_BITS} of 64 bits.\n\n"
        f"{tables.rows(('copy', 'found', 'bits apart: median'), lines)}\n\n"
        f"{tables.rows(('alike up to … bits', 'copies found', 'false matches at one place'), limits)}",
        (condition,),
    )


def _verdict(bits: int) -> str:
    """One sender's picture that comes again is told; what it becomes beside the words is the law's (*warn*, *fail*)."""
    return "warn" if bits <= NEAR_BITS else "pass"


def _bits(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return likeness.bits_apart(one, other) or 0


def _hashes(content: bytes) -> tuple[str, ...]:
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    factor = min(1.0, 1024 / max(pixels.shape))
    return likeness.hashes(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def copies(image: Image.Image) -> Iterator[tuple[str, bytes]]:
    """The picture as it may come again."""
    wide, tall = image.size
    edges = (wide // 20, tall // 20, wide - wide // 20, tall - tall // 20)
    yield "a quarter of the size", saved(image.resize((wide // 4, tall // 4)), quality=85)
    yield "JPEG 40", saved(image, quality=40)
    yield "5 % off every edge", saved(image.crop(edges), quality=90)
    yield "5 % off one edge", saved(image.crop((wide // 20, 0, wide, tall)), quality=90)
    two = (round(wide * 0.03), 0, wide, tall - round(tall * 0.03))
    yield "3 % off two edges", saved(image.crop(two), quality=90)
    yield "all three at once", saved(image.crop(edges).resize((wide // 4, tall // 4)), quality=40)


def views(image: Image.Image, chance: np.random.Generator, count: int) -> Iterator[np.ndarray]:
    """Other pictures of the same place: from some steps aside, turned, at another hour, something passing by."""
    pixels = np.asarray(image.resize((512, 384)), np.float32)
    for _ in range(count):
        turn, size = chance.uniform(-6, 6), chance.uniform(1.08, 1.35)
        matrix = cv2.getRotationMatrix2D((256, 192), turn, size)
        matrix[:, 2] += chance.uniform(-0.12, 0.12, 2) * (512, 384)
        seen = cv2.warpAffine(pixels, matrix, (512, 384), borderMode=cv2.BORDER_REFLECT)
        lean = np.float32([[0, 0], [512, 0], [512, 384], [0, 384]])
        leant = lean + chance.uniform(-25, 25, (4, 2)).astype(np.float32)
        across = cv2.getPerspectiveTransform(lean, leant)
        seen = cv2.warpPerspective(seen, across, (512, 384), borderMode=cv2.BORDER_REFLECT)
        light = np.linspace(chance.uniform(0.7, 1.2), chance.uniform(0.7, 1.2), 512)[None, :, None]
        seen = seen * light
        x, y = (int(part) for part in chance.uniform(0.1, 0.9, 2) * (512, 384))
        colour = [float(part) for part in chance.uniform(0, 255, 3)]
        axes = int(chance.uniform(20, 60)), int(chance.uniform(20, 80))
        cv2.ellipse(seen, (x, y), axes, 0, 0, 360, colour, -1)
        noisy = (seen + chance.normal(0, 3, seen.shape)).clip(0, 255).astype(np.uint8)
        yield cv2.cvtColor(noisy, cv2.COLOR_RGB2GRAY)
