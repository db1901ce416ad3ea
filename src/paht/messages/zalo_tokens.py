"""The pair of tokens of an official account, kept by the vault process.

A refresh token works once: whoever uses it gets the next. So one process at a time refreshes (a lock on a file), reads
first what another has refreshed meanwhile, and keeps the new pair, sealed and safe from a loss of power, before it is
used. The first refresh token is the operator's; a new one in the configuration begins anew.
"""

import fcntl
import hashlib
import json
import os
import secrets
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from paht.installation.home import Home
from paht.installation.keys import kept
from paht.messages import asking
from paht.messages.gateway import Again
from paht.messages.platforms import AGAIN, ZaloAccount

KEY = "channel-tokens"
EARLY_SECONDS = 300.0
"""A token is refreshed so long before it ends."""
_REFUSED_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Pair:
    """What is kept: when the access token ends (Unix time), and from which configured token all began."""

    access: str
    refresh: str
    ends: float
    begun_from: str


class Tokens:
    """The tokens of one account. Opened while the home is within reach, used for as long as the process lives."""

    def __init__(self, home: Home, account: ZaloAccount) -> None:
        self._account = account
        self._cipher = AESGCM(kept(home.vault / KEY, lambda: secrets.token_bytes(32)))
        self._folder = os.open(home.vault, os.O_RDONLY | os.O_DIRECTORY)
        self._name = f"tokens-zalo-{hashlib.sha256(account.oa_id.encode()).hexdigest()[:16]}"
        self._seed = hashlib.sha256(account.refresh_token.encode()).hexdigest()
        self._pool = asking.pool()

    def access(self, *, after: str = "") -> str | Again:
        """An access token; with ``after`` another than that one, which the platform called expired. ``Again`` where
        none is to be had now."""
        if (found := self._good(after)) is not None:
            return found.access
        with self._alone():
            # Another process, or another thread, may have refreshed while this one waited.
            if (found := self._good(after)) is not None:
                return found.access
            before = self._kept()
            refreshed = self._refreshed(before.refresh if before else self._account.refresh_token)
            if isinstance(refreshed, Again):
                return refreshed
            self._keep(refreshed)
            return refreshed.access

    def _good(self, after: str) -> Pair | None:
        found = self._kept()
        if found is None or found.access == after or found.ends - EARLY_SECONDS <= time.time():
            return None
        return found

    def _refreshed(self, refresh: str) -> Pair | Again:
        fields = {"refresh_token": refresh, "app_id": self._account.app_id, "grant_type": "refresh_token"}
        headers = {
            "secret_key": self._account.app_secret,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            body = urllib.parse.urlencode(fields).encode()
            status, answer, wait = asking.post(self._pool, self._account.tokens, headers=headers, body=body)
        except asking.Failed as error:
            return Again(f"token: {type(error).__name__}", 30.0)
        if status in AGAIN:
            return Again(f"token: http {status}", wait or 30.0)
        access, following = answer.get("access_token"), answer.get("refresh_token")
        if not access or not following:
            return Again(f"token refused: {answer.get('error', status)}", _REFUSED_SECONDS)
        with suppress(TypeError, ValueError):
            ends = time.time() + float(answer["expires_in"])
            return Pair(str(access), str(following), ends, self._seed)
        return Pair(str(access), str(following), time.time() + 3600.0, self._seed)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        descriptor = os.open(f"{self._name}.lock", os.O_RDWR | os.O_CREAT, 0o600, dir_fd=self._folder)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _kept(self) -> Pair | None:
        try:
            with open(os.open(self._name, os.O_RDONLY, dir_fd=self._folder), "rb") as file:
                sealed = file.read()
            plain = self._cipher.decrypt(sealed[:12], sealed[12:], self._name.encode())
            found = Pair(**json.loads(plain))
        except (FileNotFoundError, InvalidTag, ValueError, TypeError):
            return None
        return found if found.begun_from == self._seed else None

    def _keep(self, pair: Pair) -> None:
        plain = json.dumps(
            {"access": pair.access, "refresh": pair.refresh, "ends": pair.ends, "begun_from": pair.begun_from}
        ).encode()
        nonce = os.urandom(12)
        part = f"{self._name}.{secrets.token_hex(4)}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=self._folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(nonce + self._cipher.encrypt(nonce, plain, self._name.encode()))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, self._name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        os.fsync(self._folder)
