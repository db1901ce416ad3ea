"""The vault's folder: its key pairs, the key of the blind index, its database password; for the vault's account alone.

A pair is named by the key version that records sealed to it have. Version 2 is the first pair; records of version 1 are
sealed to the same one in an older way. The newest public half lies outside, in ``keys/vault.pub``: whoever has it can
seal, and nothing else.
"""

import base64
import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from paht.installation.accounts import Account, own_or_system_account
from paht.installation.errors import InstallationError
from paht.installation.home import Home, make_folder
from paht.installation.keys import destroy, kept, replaced
from paht.installation.passwords import ensure_passwords, stored_passwords

DIRECT, FIRST = 1, 2
"""Key versions: the oldest records, sealed straight to the first pair, and the first pair itself."""

ACCOUNT = "paht-vault"
INDEX, MESSAGES = "phone-index", "messages-1"
"""The key of the blind index; the key of text messages of homes made before those were sealed to the newest pair."""
VAPID = "vapid"
"""The key of web pushes (P-256, 32 bytes): browsers subscribed to its public half alone."""
_PAIR = "pair-"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What the web process seals with: the key version and the public half."""

    version: int
    key: X25519PublicKey


def vault_account(home: Home, *, environ: Mapping[str, str] | None = None) -> Account:
    """The account of the vault process: under root one of its own (``PAHT_VAULT_USER``, else the folder's owner,
    else ``paht-vault``, made where it is missing), otherwise the caller's."""
    environ = os.environ if environ is None else environ
    owner = home.vault.stat().st_uid if home.vault.is_dir() else 0
    return own_or_system_account(ACCOUNT, named=environ.get("PAHT_VAULT_USER"), owner=owner)


def prepare(home: Home, *, environ: Mapping[str, str] | None = None) -> Account:
    """Make what is missing and hand it to the vault's account, which is returned. Keys of homes made before the vault
    had a folder move into it."""
    make_folder(home.vault, mode=0o700)
    if stored_passwords(home):
        # An older home has the vault's among those that the web process reads.
        ensure_passwords(home)
    for old, new in (("vault-1", f"{_PAIR}{FIRST}"), (INDEX, INDEX), (MESSAGES, MESSAGES)):
        if (home.keys / old).exists() and not (home.vault / new).exists():
            (home.keys / old).rename(home.vault / new)
    if not versions(home):
        make_pair(home)
    kept(home.vault / INDEX, lambda: secrets.token_bytes(32))
    kept(home.vault / VAPID, _new_vapid)
    publish(home)
    account = vault_account(home, environ=environ)
    hand_over(home, account)
    return account


def hand_over(home: Home, account: Account) -> None:
    """Give the folder and what lies in it to the vault's account."""
    for path in (*home.vault.iterdir(), home.vault):
        account.owns(path)


def versions(home: Home) -> list[int]:
    """The key versions whose pair is there, oldest first."""
    return _versions(path.name for path in home.vault.glob(f"{_PAIR}*"))


def versions_at(folder: int) -> list[int]:
    """The same of an open folder, given as its descriptor."""
    return _versions(os.listdir(folder))


def pair(home: Home, version: int) -> X25519PrivateKey:
    """The pair of a key version; raises InstallationError where it is not there (any more)."""
    with _opened(home) as folder:
        return pair_at(folder, version)


def pair_at(folder: int, version: int) -> X25519PrivateKey:
    """The same of an open folder, given as its descriptor."""
    try:
        raw = read_at(folder, f"{_PAIR}{max(version, FIRST)}")
    except FileNotFoundError:
        raise InstallationError(
            f"The vault has no key of version {version}: put it back with ./paht vault join."
        ) from None
    return X25519PrivateKey.from_private_bytes(raw)


def read_at(folder: int, name: str) -> bytes:
    """A file of the open folder: it is found without passing through the folders above."""
    with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


@contextlib.contextmanager
def _opened(home: Home) -> Iterator[int]:
    folder = os.open(home.vault, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield folder
    finally:
        os.close(folder)


def _versions(names: Iterable[str]) -> list[int]:
    numbers = (name.removeprefix(_PAIR) for name in names if name.startswith(_PAIR))
    return sorted(int(number) for number in numbers if number.isdecimal())


def made_at(home: Home, version: int) -> datetime:
    """When the pair of that version was made or put back."""
    return datetime.fromtimestamp(_path(home, version).stat().st_mtime, UTC)


def make_pair(home: Home) -> int:
    """Make the next pair; its version. Nothing is sealed to it before :func:`publish`."""
    version = max(versions(home), default=FIRST - 1) + 1
    kept(_path(home, version), lambda: X25519PrivateKey.generate().private_bytes_raw())
    return version


def destroy_pair(home: Home, version: int) -> None:
    """Overwrite and remove a pair: what is still sealed to it is lost. The newest one is never destroyed."""
    assert version != versions(home)[-1], "what is sealed now needs the newest pair"
    destroy(_path(home, version))


def publish(home: Home) -> None:
    """Have everything from now on sealed to the newest pair (within minutes: see the epochs of ``people.vault``); and
    say to which key browsers subscribe."""
    version = versions(home)[-1]
    public = pair(home, version).public_key().public_bytes_raw()
    replaced(public_file(home), f"paht-vault {version} {base64.b64encode(public).decode()}\n".encode())
    if (home.vault / VAPID).exists():
        replaced(push_key_file(home), f"{_vapid_public((home.vault / VAPID).read_bytes())}\n".encode())


def public_file(home: Home) -> Path:
    """Where the public half lies, as one line."""
    return home.keys / "vault.pub"


def push_key_file(home: Home) -> Path:
    """Where the public half of the key of web pushes lies, as browsers are given it (``applicationServerKey``)."""
    return home.keys / "vapid.pub"


def public_key(path: Path) -> PublicKey:
    """The key that records are sealed to now; raises InstallationError while the vault has not been made."""
    try:
        _, version, encoded = path.read_text().split()
    except FileNotFoundError:
        raise InstallationError(
            f"The vault has not been made, {path} is missing: start it with ./paht serve or ./paht vault serve."
        ) from None
    return PublicKey(int(version), X25519PublicKey.from_public_bytes(base64.b64decode(encoded)))


def contents(home: Home) -> dict[str, bytes]:
    """Everything that opens the vault, by file name: what a backup of the keys holds."""
    return {path.name: path.read_bytes() for path in sorted(home.vault.iterdir()) if _is_key(path.name)}


def put_back(home: Home, files: Mapping[str, bytes]) -> list[str]:
    """Write keys that are missing; the names of those written. A key that is there and differs is refused."""
    make_folder(home.vault, mode=0o700)
    for name, content in files.items():
        path = home.vault / name
        if not _is_key(name) or (path.exists() and path.read_bytes() != content):
            raise InstallationError(
                f"The vault already has another {name}: nothing was changed. "
                "Join the parts in a new PAHT_HOME, or move the present key away first."
            )
    missing = [name for name in files if not (home.vault / name).exists()]
    for name in missing:
        kept(home.vault / name, lambda name=name: files[name])  # type: ignore[misc]
    publish(home)
    with contextlib.suppress(InstallationError):
        hand_over(home, vault_account(home))
    return missing


def _is_key(name: str) -> bool:
    return name in (INDEX, VAPID) or (name.startswith(_PAIR) and name.removeprefix(_PAIR).isdecimal())


def _new_vapid() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32)


def _vapid_public(private: bytes) -> str:
    key = ec.derive_private_key(int.from_bytes(private), ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _path(home: Home, version: int) -> Path:
    return home.vault / f"{_PAIR}{version}"


def ledger_file(home: Home, *, environ: Mapping[str, str] | None = None) -> Path:
    """The ledger of erasures, beside the signed record and out of the database's reach."""
    named = (os.environ if environ is None else environ).get("PAHT_CHECKPOINTS")
    return Path(named or home.path / "checkpoints") / "erasures"


def socket_file(home: Home, *, environ: Mapping[str, str] | None = None) -> Path:
    """The socket on which the vault process listens: ``PAHT_VAULT_SOCKET``, else the home's own."""
    named = (os.environ if environ is None else environ).get("PAHT_VAULT_SOCKET")
    return Path(named) if named else home.run / "vault.sock"
