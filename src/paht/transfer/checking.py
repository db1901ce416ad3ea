"""Checking a package that was taken away: every file against its manifest, and the whole against the checksum that the
page showed. Needs no database, no home and no key; whoever received the package runs it."""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = "paht-package-1"
MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 64 << 20
"""Enough for some 300,000 files."""
_PIECE = 1 << 20


class NoPackage(ValueError):  # noqa: N818 (no error of the program: it judges what was given)
    """The file is no package, or not the one that was made; the words say why."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A package that is what its manifest says. ``sha256`` is that of the whole file, as the page shows it."""

    sha256: str
    request: str
    body: str
    made_at: str
    cases: int
    files: tuple[str, ...]


def check(path: Path, *, sha256: str = "") -> Checked:
    """The package, checked; raises :class:`NoPackage`. ``sha256`` is what the page showed, if that is at hand."""
    try:
        with path.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest()
        if sha256 and whole != sha256.strip().lower():
            raise NoPackage(f"its checksum is {whole}, not the one given")
        with zipfile.ZipFile(path) as packed:
            said = _manifest(packed)
            _compare(packed, said)
            names = tuple(each["name"] for each in said["files"])
            return Checked(
                whole,
                str(said["request"]),
                str(said["body"]),
                str(said["made_at"]),
                int(said["cases"]),
                names,
            )
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, EOFError) as error:
        raise NoPackage(f"it cannot be read as a package: {type(error).__name__}") from error


def content_digest(files: Sequence[dict[str, Any]]) -> str:
    """The checksum of all files together: SHA-256 over their sums and names, by name, as ``sha256sum`` writes them."""
    lines = sorted(f"{each['sha256']}  {each['name']}\n" for each in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    if packed.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise NoPackage("its manifest is too large")
    try:
        said: dict[str, Any] = json.loads(packed.read(MANIFEST))
    except ValueError as error:
        raise NoPackage("its manifest is not JSON") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NoPackage("its manifest is of another format")
    return said


def _compare(packed: zipfile.ZipFile, said: dict[str, Any]) -> None:
    there = sorted(packed.namelist())
    named = sorted([*(each["name"] for each in said["files"]), MANIFEST])
    if there != named:
        raise NoPackage("it does not hold exactly the files that its manifest names")
    for each in said["files"]:
        digest, size = hashlib.sha256(), 0
        with packed.open(each["name"]) as member:
            # No more is read than the manifest promises: a bomb ends here.
            while size <= each["size_bytes"] and (piece := member.read(_PIECE)):
                digest.update(piece)
                size += len(piece)
        if size != each["size_bytes"] or digest.hexdigest() != each["sha256"]:
            raise NoPackage(f"{each['name']} is not what the manifest says")
    if content_digest(said["files"]) != said["content_sha256"]:
        raise NoPackage("the checksum of its files together is another one")
