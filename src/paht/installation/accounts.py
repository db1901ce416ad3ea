"""Which account the embedded PostgreSQL runs under. It is never root: PostgreSQL refuses that, and so do
we.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paht.installation.errors import InstallationError

OWN_ACCOUNT = "paht"


@dataclass(frozen=True, kw_only=True)
class Account:
    """The account that PostgreSQL's own programs run under; the caller's own unless the caller is root."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether no change of account is needed."""
        return self.uid == os.geteuid()

    def run(self, *command: str | Path, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, outside any folder it may not see; returns its exit status and
        output.
        """
        # A small environment of our own: nothing of the caller's PG* variables or locale may change what
        # PostgreSQL does.
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/"}
        words = [str(word) for word in command]
        # Output goes through pipes only for programs that end; a server that stays would hold a pipe open
        # for ever.
        if self.is_ours:
            return subprocess.run(
                words, cwd="/", env=environment, capture_output=True, text=True, timeout=timeout, check=False
            )
        return subprocess.run(
            words,
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            user=self.uid,
            group=self.gid,
            extra_groups=[],
        )

    def owns(self, path: Path) -> None:
        """Hand ``path`` to this account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can pass through ``folder`` and every folder above it."""
        return self.is_ours or self.run("/bin/sh", "-c", 'cd -- "$1"', "sh", folder).returncode == 0


def choose_account(*, environ: Mapping[str, str], data_owner: int | None = None) -> Account:
    """Return the account for PostgreSQL: the caller's own, or under root one without rights.

    Root's order: ``PAHT_POSTGRES_USER``, the owner of the data that is already there (``data_owner``, a
    uid), ``paht``, ``postgres``, a newly made ``paht``, ``nobody``. Raises InstallationError when none of
    them exists.
    """
    if os.geteuid() != 0:
        return _account_of(pwd.getpwuid(os.getuid())) if _known(os.getuid()) else _unnamed()
    if named := environ.get("PAHT_POSTGRES_USER"):
        return _named(named)
    if data_owner:
        return _account_of(pwd.getpwuid(data_owner)) if _known(data_owner) else _unnamed(data_owner)
    for name in (OWN_ACCOUNT, "postgres"):
        if account := _find(name):
            return account
    account = _make(OWN_ACCOUNT) or _find("nobody")
    if account is None:
        raise InstallationError(
            "PostgreSQL never runs as root and no other account could be made: "
            "run useradd --system paht, or name an account in PAHT_POSTGRES_USER."
        )
    return account


def own_or_system_account(name: str, *, named: str | None, owner: int) -> Account:
    """The caller's own account; under root the one ``named`` by the operator, else the ``owner`` (a uid, 0 for none)
    of what is there, else ``name``, made where it is missing, else root's own, where none can be made."""
    if os.geteuid() != 0:
        return _account_of(pwd.getpwuid(os.getuid())) if _known(os.getuid()) else _unnamed()
    if named:
        return _named(named)
    if owner:
        return _account_of(pwd.getpwuid(owner)) if _known(owner) else _unnamed(owner)
    return _find(name) or _make(name) or _account_of(pwd.getpwuid(0))


def _named(name: str) -> Account:
    account = _find(name)
    if account is None or account.uid == 0:
        raise InstallationError(
            f"PAHT_POSTGRES_USER names {name!r}, which is {'root' if account else 'no account here'}: "
            f"run useradd --system {name if account is None else OWN_ACCOUNT}, or name another account."
        )
    return account


def _find(name: str) -> Account | None:
    try:
        return _account_of(pwd.getpwnam(name))
    except KeyError:
        return None


def _account_of(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _known(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _unnamed(uid: int | None = None) -> Account:
    # Containers often run under a number that no passwd file knows.
    if uid is None:
        return Account(name=str(os.getuid()), uid=os.getuid(), gid=os.getgid())
    return Account(name=str(uid), uid=uid, gid=uid)


def _make(name: str) -> Account | None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return None
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command = [program, *options, "--shell", "/usr/sbin/nologin", name]
    # A refusal (a read-only /etc in a container) is not the end: the caller goes on to the next account.
    subprocess.run(command, capture_output=True, check=False, timeout=60)
    return _find(name)
