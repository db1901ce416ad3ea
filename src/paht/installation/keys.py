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


def exchange_key(home: Home) -> bytes:
    """The 32 bytes from which the secrets of agencies' webhooks are worked out; in no table, so that a stolen database
    signs nothing."""
    return kept(home.keys / "exchange", lambda: secrets.token_bytes(32))


def evidence_key(home: Home) -> bytes:
    """The 32 bytes that key the checksums of files, so that having a photograph does not prove that it was sent."""
    return kept(home.keys / "evidence", lambda: secrets.token_bytes(32))


def findings_key(home: Home) -> bytes:
    """The 32 bytes from which the keys of cameras and sensors are derived, with which these sign what they found."""
    return kept(home.keys / "findings", lambda: secrets.token_bytes(32))


def record_private_keys(home: Home) -> list[Ed25519PrivateKey]:
    """The keys that sign the checkpoints of the record, oldest first: for the worker alone. The first one is made where
    there is none; there are two while a new one takes over."""
    if not (numbers := _record_numbers(home, "")):
        kept(home.keys / "record-1", _new_record_key)
        numbers = [1]
    return [Ed25519PrivateKey.from_private_bytes((home.keys / f"record-{n}").read_bytes()) for n in numbers]


def next_record_key(home: Home, *, after: Ed25519PrivateKey) -> Ed25519PrivateKey:
    """The key that is to take over: made, or there already where a rotation was broken off."""
    path = home.keys / f"record-{_record_number(home, after) + 1}"
    return Ed25519PrivateKey.from_private_bytes(kept(path, _new_record_key))


def destroy_record_keys(home: Home, *, older_than: Ed25519PrivateKey) -> None:
    """Overwrite and remove the keys that signed before this one, so that nobody signs with them any more; their public
    halves stay."""
    newest = _record_number(home, older_than)
    for number in _record_numbers(home, ""):
        if number < newest:
            destroy(home.keys / f"record-{number}")


def record_public_key_file(home: Home) -> Path:
    """Where the newest public half lies, as one line, once the worker has signed with the key."""
    return home.keys / f"record-{max(_record_numbers(home, '.pub'), default=1)}.pub"


def record_public_key_files(home: Home) -> list[Path]:
    """Where the public halves of all keys lie that ever signed, the newest first."""
    return [home.keys / f"record-{number}.pub" for number in reversed(_record_numbers(home, ".pub"))]


def record_public_key_file_of(home: Home, private: Ed25519PrivateKey) -> Path:
    """Where the public half of this private key belongs."""
    return home.keys / f"record-{_record_number(home, private)}.pub"


def _record_number(home: Home, private: Ed25519PrivateKey) -> int:
    raw = private.private_bytes_raw()
    return next(n for n in _record_numbers(home, "") if (home.keys / f"record-{n}").read_bytes() == raw)


def _record_numbers(home: Home, ending: str) -> list[int]:
    names = (
        path.name.removeprefix("record-").removesuffix(ending) for path in home.keys.glob(f"record-*{ending}")
    )
    return sorted(int(name) for name in names if name.isdecimal())


def _new_record_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


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


def destroy(path: Path) -> None:
    """Overwrite a key of 32 bytes and remove it."""
    with path.open("r+b") as file:
        file.write(bytes(32))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync(path.parent)


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
