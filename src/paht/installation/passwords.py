"""The passwords of the embedded database's roles: random, made once, kept 0600 in the home."""

import json
import os
import secrets
from typing import Literal, get_args

from paht.installation.home import Home

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
    return {str(role): str(password) for role, password in content.items()}


def ensure_passwords(home: Home) -> dict[str, str]:
    """Return the passwords by role, making and storing those that are missing."""
    passwords = stored_passwords(home)
    missing = [role for role in ROLES if role not in passwords]
    if not missing:
        return passwords
    passwords |= {role: secrets.token_urlsafe(24) for role in missing}
    path = home.keys / "database.json"
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(passwords, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return passwords
