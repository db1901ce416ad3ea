"""The passwords of the embedded database's roles: random, made once, kept 0600 in the home."""

import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import Literal, get_args

from paht.installation.accounts import Account
from paht.installation.errors import InstallationError
from paht.installation.home import PRIVATE, Home, make_folder
from paht.installation.keys import kept, replaced

Role = Literal["owner", "app", "worker", "vault", "super"]
"""owner: migrations · app: the web · worker: background work · vault: personal data · super: backups,
tampering tests.
"""

ROLES: tuple[Role, ...] = get_args(Role)
OWNERS: tuple[Role, ...] = ("owner", "super")
SERVANTS: tuple[Role, ...] = ("app", "worker")


def role_name(role: Role) -> str:
    """Return the database's name of ``role``."""
    return f"paht_{role}"


def stored_passwords(home: Home) -> dict[str, str]:
    """Return the passwords by role that this process may read, empty while the home's database has not been made."""
    found: dict[str, str] = {}
    for path in (home.keys / "database.json", owners_file(home)):
        # Web and worker are refused the owners'; nobody but the vault's account has the vault's.
        with contextlib.suppress(FileNotFoundError, PermissionError):
            found |= {str(role): str(word) for role, word in json.loads(path.read_text()).items()}
    with contextlib.suppress(FileNotFoundError, PermissionError):
        found |= {"vault": _vault_file(home).read_text()} if found else {}
    return found


def owners_file(home: Home) -> Path:
    """Where the passwords of those lie who may change every row: under root it is the database account's file, so
    that web and worker, which have root's number without its powers, cannot read it."""
    return home.keys / "database-owners.json"


def _vault_file(home: Home) -> Path:
    return home.vault / "database-password"


def ensure_passwords(home: Home, *, database: Account | None = None) -> dict[str, str]:
    """Return the passwords by role, making and storing those that are missing, in a file for each account that may read
    them; ``database`` is the account that the database runs under."""
    passwords = stored_passwords(home)
    for path in (owners_file(home), _vault_file(home)):
        if path.exists() and not os.access(path, os.R_OK, effective_ids=True):
            raise InstallationError(f"{path} is not yours to read: run this as root.")
    missing = [role for role in ROLES if role not in passwords]
    passwords |= {role: secrets.token_urlsafe(24) for role in missing}
    make_folder(home.vault, mode=PRIVATE)
    kept(_vault_file(home), passwords["vault"].encode)
    for path, roles in ((owners_file(home), OWNERS), (home.keys / "database.json", SERVANTS)):
        content = json.dumps({role: passwords[role] for role in roles}).encode()
        if not path.exists() or path.read_bytes() != content:
            # The owners' first: a home of the former layout has all in one, and loses none in between.
            replaced(path, content)
    if database is not None:
        database.owns(owners_file(home))
    return passwords
