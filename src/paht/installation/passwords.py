"""The passwords of the embedded database's roles: random, made once, kept 0600 in the home."""

import contextlib
import json
import secrets
from pathlib import Path
from typing import Literal, get_args

from paht.installation.home import PRIVATE, Home, make_folder
from paht.installation.keys import kept, replaced

Role = Literal["owner", "app", "worker", "vault", "super"]
"""owner: migrations · app: the web · worker: background work · vault: personal data · super: backups,
tampering tests.
"""

ROLES: tuple[Role, ...] = get_args(Role)


def role_name(role: Role) -> str:
    """Return the database's name of ``role``."""
    return f"paht_{role}"


def stored_passwords(home: Home) -> dict[str, str]:
    """Return the passwords by role, empty while the home's database has not been made."""
    try:
        content = json.loads((home.keys / "database.json").read_text())
    except FileNotFoundError:
        return {}
    # The vault's own lies in its folder, where the web process cannot read it.
    with contextlib.suppress(FileNotFoundError, PermissionError):
        content["vault"] = _vault_file(home).read_text()
    return {str(role): str(password) for role, password in content.items()}


def _vault_file(home: Home) -> Path:
    return home.vault / "database-password"


def ensure_passwords(home: Home) -> dict[str, str]:
    """Return the passwords by role, making and storing those that are missing."""
    passwords = stored_passwords(home)
    missing = [role for role in ROLES if role not in passwords]
    if not missing and _vault_file(home).exists():
        return passwords
    passwords |= {role: secrets.token_urlsafe(24) for role in missing}
    make_folder(home.vault, mode=PRIVATE)
    kept(_vault_file(home), passwords["vault"].encode)
    others = {role: password for role, password in passwords.items() if role != "vault"}
    replaced(home.keys / "database.json", json.dumps(others).encode())
    return passwords
