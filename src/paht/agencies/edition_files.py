"""Editions on file: every ``*.toml`` of a folder is read, checked and registered before the program serves.

The folder is ``PAHT_EDITIONS``, else ``editions`` in the home. A file describes an edition of its own, or an
amendment of another (``amends``).
"""

import os
from pathlib import Path

from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.law import editions
from paht.law.editions.on_file import EditionError, amended_id, read, read_amendment
from paht.law.editions.rows import Edition
from paht.law.subjects import Law, amending


def folder() -> Path:
    """Where the files lie; it need not exist."""
    named = os.environ.get("PAHT_EDITIONS")
    return Path(named).expanduser() if named else Home.from_environment().path / "editions"


def load(place: Path | None = None) -> tuple[Edition, ...]:
    """Read and register every edition of the folder; ``InstallationError`` names each wrong file, row and clause."""
    place = place or folder()
    if not place.is_dir():
        if "PAHT_EDITIONS" in os.environ:
            raise InstallationError(f"PAHT_EDITIONS: không có thư mục {place}.")
        return ()
    waiting = {path: path.read_text(encoding="utf-8") for path in sorted(place.glob("*.toml"))}
    found: dict[str, Edition] = {}
    problems: list[str] = []
    laws = _laws(waiting, problems)
    while waiting:
        known = {**editions.EDITIONS, **found}
        ready = [path for path, text in waiting.items() if _base(text) in (None, *known)]
        path = (ready or list(waiting))[0]  # what an amendment changes is read before it
        try:
            edition = read_one(waiting.pop(path), known)
        except EditionError as error:
            problems += [f"{path}, {problem}" for problem in error.problems]
            continue
        if edition.id in found or editions.EDITIONS.get(edition.id, edition) != edition:
            problems.append(f"{path}, hàng `id`: quy chế “{edition.id}” đã có.")
        found[edition.id] = edition
    if problems:
        raise InstallationError("Quy chế trong tệp chưa dùng được:\n" + "\n".join(problems))
    for edition in found.values():
        editions.register(edition)
    for law in laws:
        amending.register(law)
    return tuple(found.values())


def _laws(waiting: dict[Path, str], problems: list[str]) -> list[Law]:
    """The corrected laws on personal data among the files, which are taken out of those that wait."""
    laws = []
    for path in [path for path, text in waiting.items() if amending.amends_law(text)]:
        try:
            laws.append(amending.amended(waiting.pop(path)))
        except amending.LawError as error:
            problems.append(f"{path}, {error}")
    return laws


def read_one(text: str, known: dict[str, Edition]) -> Edition:
    """The edition that the text describes, alone or as an amendment of a known one; ``EditionError`` otherwise."""
    base = amended_id(text)
    if base is None:
        return read(text)
    if base not in known:
        raise EditionError(
            [f"hàng `amends`: không có quy chế “{base}”; hiện có: {', '.join(sorted(known))}."]
        )
    return read_amendment(text, base=known[base])


def _base(text: str) -> str | None:
    try:
        return amended_id(text)
    except EditionError:
        return None
