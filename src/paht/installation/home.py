"""The home folder: where one installation keeps its database, files, keys and logs."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paht.installation.errors import InstallationError

SHARED_ROOT = Path("/var/lib/paht")
"""Root's default home, and where root keeps what another account must reach."""

PRIVATE = 0o700
TRAVERSABLE = 0o711


@dataclass(frozen=True, kw_only=True)
class Home:
    """The folders of one installation; nothing is made until ``create`` is called."""

    path: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Home":
        """Return the home that ``PAHT_HOME`` names, else the default in the user's data folder (root:
        /var/lib/paht).
        """
        environ = os.environ if environ is None else environ
        if named := environ.get("PAHT_HOME"):
            return cls(path=Path(named).expanduser().absolute())
        if os.geteuid() == 0:
            return cls(path=SHARED_ROOT)
        if data := environ.get("XDG_DATA_HOME"):
            return cls(path=Path(data).absolute() / "paht")
        return cls(path=Path.home() / ".local" / "share" / "paht")

    @property
    def database(self) -> Path:
        """The embedded clusters, one folder per PostgreSQL major version."""
        return self.path / "database"

    @property
    def files(self) -> Path:
        """The evidence: photographs, videos and letters."""
        return self.path / "files"

    @property
    def keys(self) -> Path:
        """Passwords and keys, readable by their owner alone."""
        return self.path / "keys"

    @property
    def vault(self) -> Path:
        """What opens the vault of personal data: for the vault's own account alone."""
        return self.path / "vault"

    @property
    def logs(self) -> Path:
        """What the programs write about themselves; never personal data."""
        return self.path / "logs"

    @property
    def run(self) -> Path:
        """Locks and sockets; empty while nothing runs."""
        return self.path / "run"

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that tell this home from every other on the machine."""
        return hashlib.sha256(os.fsencode(os.path.realpath(self.path))).hexdigest()[:12]

    def create(self) -> None:
        """Make the folders that are missing; raises InstallationError where the file system does not allow
        it.
        """
        # Under root the database belongs to another account, which has to pass through to its own folder
        # but sees nothing else.
        outer = TRAVERSABLE if os.geteuid() == 0 else PRIVATE
        try:
            make_folder(self.path, mode=outer)
            for folder in (self.logs, self.run):
                make_folder(folder, mode=outer)
            for folder in (self.files, self.keys):
                make_folder(folder, mode=PRIVATE)
        except OSError as error:
            raise InstallationError(
                f"The home folder {self.path} cannot be made or written ({error.strerror}): "
                "set PAHT_HOME to a folder of yours, for example PAHT_HOME=$HOME/paht ./paht demo"
            ) from error

    @contextlib.contextmanager
    def locked(self, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
        """Hold the lock ``name`` of this home; yields whether it was got (always, when ``wait``).

        The lock dies with the process, so a kill -9 leaves nothing to clean up.
        """
        descriptor = self.take_lock(name, shared=shared, wait=wait)
        try:
            yield descriptor is not None
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def take_lock(self, name: str, *, shared: bool = False, wait: bool = True) -> int | None:
        """Take the lock ``name`` for as long as the returned descriptor stays open; None when another holds
        it.
        """
        descriptor = os.open(self.run / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        operation = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(descriptor, operation)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor


def make_folder(path: Path, *, mode: int) -> None:
    """Make ``path`` with exactly ``mode`` unless it is there already; parents get the same care as `mkdir
    -p`.
    """
    if path.is_dir():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=mode, exist_ok=True)
    path.chmod(mode)
