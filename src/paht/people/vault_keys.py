"""The vault process's keys in memory: read when first needed, forgotten when their file is gone.

The folder is opened once, by whoever starts the process: the vault's account owns it, but may not be able to pass
through the home in which it lies.
"""

import hmac
import os

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from paht.installation.home import Home
from paht.installation.vault_folder import FIRST, INDEX, MESSAGES, pair_at, read_at, versions_at
from paht.law.casework.admission import phone_number


class Keys:
    """What opens the vault of one home."""

    def __init__(self, home: Home) -> None:
        self._folder = os.open(home.vault, os.O_RDONLY | os.O_DIRECTORY)
        self._pairs: dict[int, X25519PrivateKey] = {}
        self._index = hmac.new(read_at(self._folder, INDEX), digestmod="sha256")

    def pair(self, version: int) -> X25519PrivateKey:
        """The pair that opens records of a key version; InstallationError where there is none."""
        version = max(version, FIRST)
        if version not in self._pairs:
            self._pairs[version] = pair_at(self._folder, version)
        return self._pairs[version]

    def versions(self) -> list[int]:
        """The key versions whose pair is there, oldest first."""
        return versions_at(self._folder)

    def former_messages(self) -> X25519PrivateKey | None:
        """What opens text messages that an older program sealed; ``None`` where there never was one."""
        try:
            return X25519PrivateKey.from_private_bytes(read_at(self._folder, MESSAGES))
        except FileNotFoundError:
            return None

    def forget_destroyed(self) -> None:
        """A pair whose file was destroyed is not kept in memory either."""
        there = set(self.versions())
        for version in [version for version in self._pairs if version not in there]:
            del self._pairs[version]

    def index(self, jurisdiction_id: int, phone: str) -> bytes:
        """The blind index of a phone number, 32 bytes: equal for equal numbers however typed, useless without the
        key."""
        keyed = self._index.copy()
        keyed.update(f"{jurisdiction_id} {phone_number(phone)}".encode())
        return keyed.digest()
