"""The keys of one installation: made once, kept 0600 in the home, never in the database."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paht.installation.home import Home


def signing_secret(home: Home) -> str:
    """The secret that signs cookies and tokens: ``PAHT_SECRET_KEY``, else the home's own; one of the process's
    life where the home has not been made yet, so that help and checks need none."""
    given = os.environ.get("PAHT_SECRET_KEY")
    if given:
        return given
    if home.keys.is_dir():
        return kept(home.keys / "signing", lambda: secrets.token_urlsafe(48).encode()).decode()
    return secrets.token_urlsafe(48)


def factor_key(home: Home) -> bytes:
    """The 32 bytes under which the secrets of second factors are sealed and recovery codes are known."""
    return kept(home.keys / "factors", lambda: secrets.token_bytes(32))


def one_time_key(home: Home) -> bytes:
    """The 32 bytes that key the digests of one-time codes and the blind index of foreign identities."""
    return kept(home.keys / "one-time", lambda: secrets.token_bytes(32))


def record_private_key(home: Home) -> Ed25519PrivateKey:
    """The key that signs the checkpoints of the record, version 1: for the worker alone."""
    raw = kept(home.keys / "record-1", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(raw)


def record_public_key_file(home: Home) -> Path:
    """Where the public part lies, as one line, once the worker has made the key."""
    return home.keys / "record-1.pub"


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of the file, made by ``make`` when it is not there; two processes at once agree on one."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    part = _written_beside(path, make())
    with contextlib.suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
    _sync(path.parent)
    return path.read_bytes()


def replaced(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, whole and for good."""
    _written_beside(path, content).replace(path)
    _sync(path.parent)


def _written_beside(path: Path, content: bytes) -> Path:
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return part


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
